import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, type CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import {
  AlarmTopics, CrossRegionReplication, type CrossRegionReplicationProps, ExistingObjects, ReplicationAlarms,
  ReplicationRule, ReplicationTopology, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf, warningTexts } from '../../support/synthesis';
import { declare, encrypt, EU, JP, toVault, US, VAULT } from './support';

const FOREIGN_VAULT = UnderlyingBucket.fromBucketName('vault-fr', 'eu-central-1', { account: OTHER_ACCOUNT });
const THIRD = UnderlyingBucket.fromBucketName('third-eu', 'eu-west-1');

/** Declares a second replication after the replication of `declare`, and lists all rules by source. */
function declareSecond(
  props: Partial<CrossRegionReplicationProps>, first: Partial<CrossRegionReplicationProps> = {}, id = 'Second',
) {
  const stack = stackIn();
  const one = new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US], ...first });
  const two = new CrossRegionReplication(stack, id, { buckets: [EU, US], ...props });
  const customs = Object.values(Template.fromStack(stack).findResources('Custom::S3BucketReplication'));
  const rules = Object.fromEntries(customs.map(({ Properties }) =>
    [Properties.Bucket, Properties.Rules.map(({ Id }: { Id: string }) => Id)]));
  return { stack, one, two, rules };
}

describe('CrossRegionReplication', () => {
  describe('with a source bucket of another replication in the stack', () => {
    test('adds its default rule under the id of its construct', () => {
      const { one, two, rules } = declareSecond(
        { prefix: 'cold/', storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL }, { prefix: 'hot/' }, 'Cold data',
      );
      expect(rules).toEqual({
        'media-eu': ['cdk-s3-mrap/media-eu/media-us', 'cdk-s3-mrap/media-eu/media-us/cold-data'],
        'media-us': ['cdk-s3-mrap/media-us/media-eu', 'cdk-s3-mrap/media-us/media-eu/cold-data'],
      });
      expect(two.role).toBe(one.role);
    });

    test('copies to a vault that is no bucket of the other replication', () => {
      const topology = ReplicationTopology.oneWay(['eu-west-1'], ['eu-central-1']);
      const { rules } = declareSecond({ buckets: [EU, FOREIGN_VAULT], topology });
      expect(rules).toEqual({
        'media-eu': ['cdk-s3-mrap/media-eu/media-us', 'cdk-s3-mrap/media-eu/vault-fr/second'],
        'media-us': ['cdk-s3-mrap/media-us/media-eu'],
      });
    });

    test('writes the rules of its other sources with the same role', () => {
      const { stack, rules } = declareSecond({ buckets: [EU, JP] });
      expect(rules['media-jp']).toEqual(['cdk-s3-mrap/media-jp/media-eu/second']);
      const roles = Object.values(Template.fromStack(stack).findResources('Custom::S3BucketReplication'))
        .map(({ Properties }) => JSON.stringify(Properties.Role));
      expect(new Set(roles).size).toBe(1);
    });

    test('renders the same template as the rules of one replication', () => {
      const { stack } = declareSecond({ buckets: [EU], rules: [toVault()] });
      const { template } = declare({ buckets: [EU, US], rules: [toVault({ sources: [EU] })] });
      expect(Template.fromStack(stack).toJSON()).toEqual(template.toJSON());
    });

    test('appends a part of its address to an id that another rule has', () => {
      const rules = [ReplicationRule.oneWay({ id: 'second', destinations: [VAULT], prefix: 'a/' })];
      const { rules: written } = declareSecond({ prefix: 'cold/' }, { prefix: 'hot/', rules });
      expect(written['media-eu'][2]).toMatch(/^cdk-s3-mrap\/media-eu\/media-us\/second-[0-9a-f]{8}$/);
    });

    test('accepts further rules', () => {
      const { one, two } = declareSecond({ prefix: 'cold/' }, { prefix: 'hot/' });
      expect(() => { two.addRule(toVault()); }).toThrow(/MRAP432.*app\.synth/);
      const stack = Stack.of(one);
      expect(warningTexts(stack, 'MRAP426')).toEqual([]);
      const other = stackIn();
      new CrossRegionReplication(other, 'One', { buckets: [EU, US] });
      const later = new CrossRegionReplication(other, 'Two', { buckets: [EU], rules: [toVault()] });
      later.addRule(ReplicationRule.oneWay({ id: 'jp', destinations: [JP] }));
      Template.fromStack(other).hasResourceProperties('Custom::S3BucketReplication', {
        Bucket: 'media-eu',
        Rules: [{}, {}, { Id: 'cdk-s3-mrap/media-eu/media-jp/jp' }].map((rule) =>
          Match.objectLike(rule)),
      });
    });

    test('returns the metrics of its default rule', () => {
      const { two } = declareSecond({ prefix: 'cold/' }, { prefix: 'hot/' });
      expect(two.metricReplicationLatency('eu-west-1', 'us-east-1').dimensions)
        .toMatchObject({ RuleId: 'cdk-s3-mrap/media-eu/media-us/second' });
    });

    test('applies its removal policy to the shared resources', () => {
      const { stack, two } = declareSecond({ prefix: 'cold/' }, { prefix: 'hot/' });
      two.applyRemovalPolicy(RemovalPolicy.DESTROY);
      const policies = stack.node.findAll().filter((node) => (node as CfnResource).cfnResourceType
        === 'Custom::S3BucketReplication').map((node) => (node as CfnResource).cfnOptions.deletionPolicy);
      expect(policies).toEqual(['Delete', 'Delete']);
    });

    test('accepts the values of the other replication', () => {
      const existingObjects = ExistingObjects.allowBatchReplication();
      const removalPolicy = RemovalPolicy.DESTROY;
      expect(declareSecond(
        { prefix: 'b/', existingObjects, removalPolicy }, { prefix: 'a/', existingObjects, removalPolicy },
      ).rules['media-eu']).toHaveLength(2);
    });

    test.each<[string, RegExp, (stack: Stack) => Partial<CrossRegionReplicationProps>]>([
      [
        'another role', /MRAP788.*role is missing.*the value of Stack\/Replication/,
        (stack) => ({ role: iam.Role.fromRoleName(stack, 'Given', 'theirs') }),
      ],
      ['another removal policy', /MRAP788.*removalPolicy/, () => ({ removalPolicy: RemovalPolicy.DESTROY })],
      [
        'batch replication that the other one does not allow', /MRAP788.*existingObjects/,
        () => ({ existingObjects: ExistingObjects.allowBatchReplication() }),
      ],
      ['objects that the other one replicates to the same bucket', /MRAP430/, () => ({ prefix: 'hot/films/' })],
      ['the id of a rule of the other one', /MRAP431/, () => ({ buckets: [EU], rules: [toVault({ prefix: 'b/' })] })],
    ])('refuses %s', (_title, expected, change) => {
      const stack = stackIn();
      new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US], prefix: 'hot/', rules: [toVault()] });
      expect(() => new CrossRegionReplication(stack, 'Second', {
        buckets: [EU, US], prefix: 'cold/', ...change(stack),
      })).toThrow(expected);
    });

    test('refuses rules after alarms', () => {
      const stack = stackIn();
      const replication = new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US] });
      new ReplicationAlarms(stack, 'Alarms', {
        alarmNamePrefix: 'media', replication, topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall')),
      });
      expect(() => new CrossRegionReplication(stack, 'Second', { buckets: [EU], rules: [toVault()] }))
        .toThrow(/MRAP432.*Stack\/Alarms/);
    });

    test('refuses sources of two replications, and the same source in another stack', () => {
      const verdict = verdictOf(stackIn(), (stack) => {
        new CrossRegionReplication(stack, 'One', { buckets: [EU], rules: [toVault()] });
        new CrossRegionReplication(stack, 'Two', { buckets: [US], rules: [toVault()] });
        new CrossRegionReplication(stack, 'Three', { buckets: [EU, US] });
      });
      expect(verdict.errors).toEqual(['MRAP426']);
      const app = new App();
      for (const id of ['One', 'Two']) {
        const stack = new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } });
        new CrossRegionReplication(stack, 'Replication', { buckets: [EU], rules: [toVault()] });
      }
      expect(() => app.synth()).toThrow(/MRAP426.*declare each CrossRegionReplication of the bucket in the same stack/);
    });
  });

  describe('with several buckets in one Region', () => {
    test('replicates every bucket to every other one', () => {
      const { rules } = declare({ buckets: [EU, US, THIRD] });
      const written = Object.fromEntries(Object.entries(rules).map(([source, { Rules }]) =>
        [source, Rules.map(({ DestinationBucket, Priority }) => [DestinationBucket, Priority])]));
      const other = expect.any(Number);
      expect(written).toEqual({
        'media-eu': [['third-eu', other], ['media-us', 1000]],
        'third-eu': [['media-eu', 1012], ['media-us', 1000]],
        'media-us': [['media-eu', 1012], ['third-eu', other]],
      });
      expect(rules['media-us'].Rules[1].Priority).toBeGreaterThanOrEqual(10_000);
    });

    test('renders the same template for another order of the buckets', () => {
      const orders = [[EU, US, THIRD], [THIRD, US, EU]].map((buckets) => declare({ buckets }).template.toJSON());
      expect(orders[0]).toEqual(orders[1]);
    });

    test('names the buckets of alarms in this Region', () => {
      const stack = stackIn();
      const replication = new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US, THIRD] });
      const { alarms } = new ReplicationAlarms(stack, 'Alarms', {
        alarmNamePrefix: 'media', replication, topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall')),
      });
      expect(alarms.map(({ node }) => node.id).filter((name) => name.startsWith('media-replication-failed')).sort())
        .toEqual([
          'media-replication-failed-eu-west-1-media-eu-to-eu-west-1-third-eu',
          'media-replication-failed-eu-west-1-media-eu-to-us-east-1',
          'media-replication-failed-eu-west-1-third-eu-to-eu-west-1-media-eu',
          'media-replication-failed-eu-west-1-third-eu-to-us-east-1',
          'media-replication-failed-us-east-1-to-eu-west-1-media-eu',
          'media-replication-failed-us-east-1-to-eu-west-1-third-eu',
        ]);
    });

    test('selects a metric by the names of the buckets', () => {
      const replication = new CrossRegionReplication(stackIn(), 'Replication', { buckets: [EU, US, THIRD] });
      expect(replication.metricReplicationLatency('us-east-1', 'eu-west-1', { destinationBucketName: 'third-eu' })
        .dimensions).toMatchObject({ SourceBucket: 'media-us', DestinationBucket: 'third-eu' });
      expect(replication.metricReplicationLatency('eu-west-1', 'eu-west-1', { sourceBucketName: 'third-eu' })
        .dimensions).toMatchObject({ SourceBucket: 'third-eu', DestinationBucket: 'media-eu' });
      expect(() => replication.metricReplicationLatency('us-east-1', 'eu-west-1'))
        .toThrow(/MRAP788.*destinationBucketName.*no value.*one of media-eu, third-eu/);
      expect(() => replication.metricReplicationLatency('eu-west-1', 'us-east-1', { sourceBucketName: 'other' }))
        .toThrow(/MRAP788.*sourceBucketName.*other.*one of media-eu, third-eu/);
    });

    test('refuses a bucket that is declared twice', () => {
      expect(() => declare({ buckets: [EU, US, UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1')] }))
        .toThrow(/MRAP402.*"media-eu" replicates to itself/);
    });
  });

  test('reports a key that AWS manages as destination of a source in another account', () => {
    const foreign = encrypt(UnderlyingBucket.fromBucketName('media-jp', 'ap-northeast-1', { account: OTHER_ACCOUNT }));
    const stack = stackIn();
    new CrossRegionReplication(stack, 'Replication', { buckets: [encrypt(EU, 'aws/s3'), foreign] });
    Annotations.fromStack(stack).hasError('/Stack/Replication', Match.stringLikeRegexp(`^\\[MRAP414\\].*${ACCOUNT}`));
  });

  test('accepts a key that AWS manages between buckets of the same other account', () => {
    const declareForeign = (name: string, region: string) =>
      encrypt(UnderlyingBucket.fromBucketName(name, region, { account: OTHER_ACCOUNT }), 'aws/s3');
    const stack = stackIn();
    expect(() => new CrossRegionReplication(stack, 'Replication', {
      buckets: [encrypt(EU)],
      rules: [
        ReplicationRule.oneWay({ id: 'own', destinations: [encrypt(JP)] }),
        ReplicationRule.oneWay({
          id: 'theirs',
          sources: [declareForeign('media-us', 'us-east-1')],
          destinations: [declareForeign('media-fr', 'eu-central-1')],
        }),
      ],
    })).not.toThrow();
  });
});
