import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { type App, Aws } from 'aws-cdk-lib/core';
import {
  AlarmTopics, CrossRegionReplication, type CrossRegionReplicationProps, ReplicatedMultiRegionAccessPoint,
  ReplicationAlarms, ReplicationRule, ReplicationTopology, UnderlyingBucket,
} from '../../../src';
import { stackIn, verdictOf, warningTexts } from '../../support/synthesis';
import { declare, encrypt, EU, JP, toVault, US, VAULT } from './support';

type Change = Partial<CrossRegionReplicationProps>;

describe('CrossRegionReplication', () => {
  describe('with checks of its rules', () => {
    test.each<[string, string[], Change]>([
      ['an id with capital letters', ['MRAP431'], { rules: [toVault({ id: 'Vault' })] }],
      ['an id of 41 characters', ['MRAP431'], { rules: [toVault({ id: 'a'.repeat(41) })] }],
      ['two rules with one id', ['MRAP431'], { rules: [toVault(), toVault({ prefix: 'a/' })] }],
      [
        'two rules without id', ['MRAP431'],
        { rules: [ReplicationRule.twoWay({ prefix: 'a/' }), ReplicationRule.twoWay({ prefix: 'b/' })] },
      ],
      [
        'a rule without id beside options of the default rule', ['MRAP431'],
        { rules: [ReplicationRule.twoWay()], prefix: 'a/' },
      ],
      ['a rule without destination', ['MRAP431'], { rules: [toVault({ destinations: [] })] }],
      ['a rule without source', ['MRAP431'], { rules: [toVault({ sources: [] })] }],
      ['a rule from a bucket to itself', ['MRAP431'], { rules: [toVault({ sources: [EU], destinations: [EU] })] }],
      ['two destinations in one Region', ['MRAP431'], {
        rules: [toVault({ destinations: [VAULT, UnderlyingBucket.fromBucketName('vault-2', 'eu-west-1')] })],
      }],
      ['a negative priority', ['MRAP431'], { rules: [toVault({ priority: -1 })] }],
      ['a priority beyond 32 bits', ['MRAP431'], { rules: [toVault({ priority: 2 ** 31 })] }],
      [
        'a destination with a token as Region', ['MRAP765'],
        { rules: [toVault({ destinations: [UnderlyingBucket.fromBucketName('vault-eu', Aws.REGION)] })] },
      ],
      ['a malformed name of the destination', ['MRAP206'], {
        rules: [toVault({ destinations: [UnderlyingBucket.fromBucketName('Vault', 'eu-west-1')] })],
      }],
      ['another two-way rule for all objects', ['MRAP430'], { rules: [ReplicationRule.twoWay({ id: 'again' })] }],
      ['a prefix within the prefix of another rule', ['MRAP430'], {
        rules: [
          ReplicationRule.twoWay({ prefix: 'a/' }), toVault({ prefix: 'b/' }),
          ReplicationRule.oneWay({ id: 'narrow', destinations: [VAULT], prefix: 'b/c/', priority: 1 }),
        ],
      }],
      ['the same priority twice', ['MRAP407'], {
        rules: [
          toVault({ priority: 5 }), ReplicationRule.oneWay({ id: 'jp', destinations: [JP], priority: 5 }),
        ],
      }],
      ['a key at the source only', ['MRAP412'], { buckets: [encrypt(EU), encrypt(US)], rules: [toVault()] }],
      ['an excluded prefix that covers the prefix', ['MRAP428'], { prefix: 'films/', excludedPrefixes: ['films/'] }],
      ['an empty excluded prefix', ['MRAP428'], { rules: [toVault({ excludedPrefixes: [''] })] }],
      ['a tag that is required and excluded', ['MRAP428'], { tags: { a: 'b' }, excludedTags: { a: 'b' } }],
      ['a tag without key', ['MRAP429'], { tags: { '': 'b' } }],
      ['a tag key of 129 characters', ['MRAP429'], { excludedTags: { ['k'.repeat(129)]: 'b' } }],
      ['a tag value of 257 characters', ['MRAP429'], { rules: [toVault({ tags: { a: 'v'.repeat(257) } })] }],
      ['rules that exceed the input of a state machine', ['MRAP433'], {
        rules: Array.from({ length: 600 }, (_, index) =>
          ReplicationRule.oneWay({ id: `r${index}`, destinations: [VAULT], prefix: `${index}/` })),
      }],
      ['1,001 rules of a bucket', ['MRAP408', 'MRAP433'], {
        rules: Array.from({ length: 1000 }, (_, index) => ReplicationRule.oneWay({
          id: `r${index}`, destinations: [VAULT], prefix: `${index}/`, priority: 2000 + index,
        })),
      }],
    ])('rejects %s', (_name, errors, change) => {
      expect(verdictOf(stackIn(), (stack) =>
        new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US], ...change })).errors).toEqual(errors);
    });

    test.each<[string, Change]>([
      ['overlapping rules with priorities', {
        rules: [
          ReplicationRule.twoWay({ id: 'films', prefix: 'films/', priority: 1 }),
          ReplicationRule.twoWay({ id: 'new', prefix: 'films/new/', priority: 2000 }),
        ],
      }],
      ['a rule whose objects another one excludes', {
        excludedPrefixes: ['films/'], rules: [ReplicationRule.twoWay({ id: 'films', prefix: 'films/new/' })],
      }],
      ['rules with different values of a tag', {
        rules: [ReplicationRule.twoWay({ tags: { a: 'b' } }), ReplicationRule.twoWay({ id: 'c', tags: { a: 'c' } })],
      }],
      ['rules of which one excludes the tag of the other', {
        rules: [
          ReplicationRule.twoWay({ excludedTags: { a: 'b' } }), ReplicationRule.twoWay({ id: 'b', tags: { a: 'b' } }),
        ],
      }],
      ['overlapping rules to different destinations', { rules: [toVault()] }],
      ['an empty prefix', { prefix: '' }],
      ['a tag value of 256 characters', { tags: { ['k'.repeat(128)]: 'v'.repeat(256) } }],
      ['an archive storage class of a vault', { rules: [toVault({ storageClass: s3.StorageClass.DEEP_ARCHIVE })] }],
    ])('accepts %s', (_name, change) => {
      expect(verdictOf(stackIn(), (stack) =>
        new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US], ...change })))
        .toEqual({ errors: [], warnings: ['MRAP401', 'MRAP424'] });
    });

    test('warns of a rule to a member without metrics beside a rule with metrics', () => {
      const rule = ReplicationRule.twoWay({ id: 'cold', prefix: 'cold/', metrics: false });
      expect(verdictOf(stackIn(), (stack) => new CrossRegionReplication(stack, 'Replication', {
        buckets: [EU, US], excludedPrefixes: ['cold/'], rules: [rule, toVault({ metrics: false })],
      }))).toEqual({ errors: [], warnings: ['MRAP401', 'MRAP424', 'MRAP434'] });
    });

    test('warns of an archive storage class of a member', () => {
      const rule = ReplicationRule.twoWay({ id: 'cold', prefix: 'cold/', storageClass: s3.StorageClass.GLACIER });
      expect(verdictOf(stackIn(), (stack) =>
        new CrossRegionReplication(stack, 'Replication', {
          buckets: [EU, US],
          excludedPrefixes: ['cold/'],
          rules: [rule],
        })))
        .toEqual({ errors: [], warnings: ['MRAP401', 'MRAP421', 'MRAP424'] });
    });

    test.each([
      ['a second rule without id', () => ReplicationRule.twoWay({ prefix: 'a/' }), 'MRAP431'],
      ['the id of another rule', () => toVault({ prefix: 'a/' }), 'MRAP431'],
      ['a value that is no rule', () => ({}) as ReplicationRule, 'MRAP788'],
      ['a destination that is no bucket', () => toVault({ destinations: ['vault'] as never }), 'MRAP788'],
    ])('refuses to add %s', (_name, makeRule, code) => {
      const rules = [toVault()];
      const replication = new CrossRegionReplication(stackIn(), 'Replication', { buckets: [EU, US], rules });
      expect(() => replication.addRule(makeRule())).toThrow(code);
    });

    test('refuses a rule whose vault has no key for encrypted objects', () => {
      const buckets = [encrypt(EU), encrypt(US)];
      const replication = new CrossRegionReplication(stackIn(), 'Replication', { buckets });
      expect(() => replication.addRule(toVault())).toThrow('MRAP412');
    });

    test('refuses a rule after the synthesis', () => {
      const { replication } = declare({ buckets: [EU, US] });
      expect(() => replication.addRule(toVault())).toThrow(/MRAP432.*app\.synth\(\)/);
    });

    test('refuses a rule after alarms exist for the others', () => {
      const stack = stackIn();
      const replication = new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US] });
      new ReplicationAlarms(stack, 'Alarms', {
        alarmNamePrefix: 'media', replication, topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall')),
      });
      expect(() => replication.addRule(toVault())).toThrow(/MRAP432.*"Stack\/Replication".*"Stack\/Alarms"/s);
    });

    test('names the rules of a bucket to remove, or the replication', () => {
      const stack = stackIn();
      const bucket = new s3.Bucket(stack, 'Bucket', {
        bucketName: 'media-eu',
        versioned: true,
        replicationRules: [{ destination: s3.Bucket.fromBucketName(stack, 'Other', 'media-jp'), priority: 1 }],
      });
      new CrossRegionReplication(stack, 'Replication', { buckets: [UnderlyingBucket.fromBucket(bucket), US] });
      expect(() => (stack.node.root as App).synth()).toThrow(
        /MRAP426.*remove replicationRules .*of "Stack\/Bucket\/Resource".*in "Stack\/Replication"/,
      );
    });

    test('counts no copy to a vault as replication between members', () => {
      const stack = stackIn();
      new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media',
        regions: ['eu-west-1', 'us-east-1'],
        replication: { topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']), rules: [toVault()] },
      });
      Template.fromStack(stack);
      expect(warningTexts(stack, 'MRAP404')).toHaveLength(1);
    });
  });
});
