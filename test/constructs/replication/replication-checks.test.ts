import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Aspects, Duration, Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, type CrossRegionReplicationProps, ExistingObjects, MultiRegionBuckets, ReplicationTopology,
  UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../../src';
import { REGIONS } from '../../../src/facts/regions';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';
import { encrypt, EU, JP, US } from './support';

const DEFAULT_RETENTION = 'ObjectLockConfiguration.Rule.DefaultRetention';

describe('CrossRegionReplication', () => {
  describe('with checks', () => {
    const createBucket = (stack: Stack, props: s3.BucketProps = {}) => UnderlyingBucket
      .fromBucket(new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu', versioned: true, ...props }));
    const stackBeside = (stack: Stack, region: string) => stackIn(region, { app: stack.node.root as App, id: region });
    type Change = Partial<CrossRegionReplicationProps>;

    test.each<[string, string[], (stack: Stack) => Change]>([
      [
        'a bucket without versioning', ['MRAP401'],
        (stack) => ({ buckets: [createBucket(stack, { versioned: false }), US] }),
      ],
      [
        'an override that suspends versioning', ['MRAP401'],
        (stack) => {
          const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu', versioned: true });
          const resource = bucket.node.defaultChild as s3.CfnBucket;
          resource.addPropertyOverride('VersioningConfiguration.Status', 'Suspended');
          return { buckets: [UnderlyingBucket.fromBucket(bucket), US] };
        },
      ],
      [
        'a bucket that an aspect renames', ['MRAP226'],
        (stack) => {
          const buckets = [createBucket(stack), US];
          Aspects.of(stack).add({
            visit: (node) => {
              if (s3.CfnBucket.isCfnBucket(node)) node.bucketName = 'acme-media';
            },
          });
          return { buckets };
        },
      ],
      [
        'a bucket that is declared twice', ['MRAP402'],
        () => ({ buckets: [EU, UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), US] }),
      ],
      ['a single bucket', ['MRAP775'], () => ({ buckets: [EU] })],
      [
        'a destination Region without a bucket', ['MRAP775'],
        () => ({ topology: ReplicationTopology.oneWay(['eu-west-1'], ['sa-east-1']) }),
      ],
      [
        'a Region that replicates to itself', ['MRAP775'],
        () => ({ topology: ReplicationTopology.oneWay(['eu-west-1'], ['eu-west-1']) }),
      ],
      ['only sources of other accounts', ['MRAP775'], () => ({
        buckets: [UnderlyingBucket.fromBucketName('theirs', 'sa-east-1', { account: OTHER_ACCOUNT }), EU],
        topology: ReplicationTopology.oneWay(['sa-east-1'], ['eu-west-1']),
      })],
      ['excluded tags with delete markers', ['MRAP410'], () => ({
        excludedTags: { a: 'b' }, deleteMarkerReplication: true,
      })],
      ['an excluded prefix of 1,025 characters', ['MRAP408'], () => ({ excludedPrefixes: ['a'.repeat(1025)] })],
      ['the name of an alias as encryption key', ['MRAP412'], () => ({
        buckets: [EU, UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { encryptionKeyArn: 'alias/media' })],
      })],
      ['a single-Region key with the multi-Region key of the source', ['MRAP412'], () => ({
        buckets: ['eu-west-1', 'us-east-1'].map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region, {
          encryptionKeyArn: `arn:aws:kms:${region}:111122223333:key/${region === 'eu-west-1' ? 'mrk-1' : '2'}`,
        })),
        sourceMultiRegionKey: true,
      })],
      ['new single-Region keys with the multi-Region key of the source', ['MRAP412'], (stack) => ({
        buckets: new MultiRegionBuckets(stack, 'Buckets', {
          bucketNamePrefix: 'media', regions: ['eu-west-1', 'us-east-1'], encryption: UnderlyingBucketEncryption.kms(),
        }).buckets,
        sourceMultiRegionKey: true,
      })],
      ['a key construct with the multi-Region key of the source', ['MRAP412'], (stack) => ({
        buckets: [createBucket(stack, { encryptionKey: new kms.Key(stack, 'Key') }), encrypt(US)],
        sourceMultiRegionKey: true,
      })],
      ['buckets without keys with the multi-Region key of the source', ['MRAP412'], () => ({
        sourceMultiRegionKey: true,
      })],
      ['tags with delete markers', ['MRAP410'], () => ({ tags: { a: 'b' }, deleteMarkerReplication: true })],
      ['time control without metrics', ['MRAP411'], () => ({ replicationTimeControl: true, metrics: false })],
      ['a key only at the source', ['MRAP412'], () => ({ buckets: [encrypt(EU), US] })],
      ['a key of another Region', ['MRAP412'], () => ({
        buckets: [encrypt(EU), UnderlyingBucket.fromBucketName('media-us', 'us-east-1', {
          encryptionKeyArn: `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/media`,
        })],
      })],
      ['an unnamed key in another stack', ['MRAP412'], (stack) => {
        const other = stackIn('us-east-1', { app: stack.node.root as App, id: 'Virginia' });
        const bucket = new s3.Bucket(other, 'Bucket', {
          bucketName: 'media-us',
          versioned: true,
          encryptionKey: new kms.Key(other, 'Key'),
        });
        return { buckets: [encrypt(EU), UnderlyingBucket.fromBucket(bucket)] };
      }],
      [
        'an unnamed key that AWS manages in this account', [],
        (stack) => ({ buckets: [createBucket(stack, { encryption: s3.BucketEncryption.KMS_MANAGED }), encrypt(US)] }),
      ],
      ['a key that AWS manages in another account', ['MRAP414'], () => ({
        buckets: [
          encrypt(EU),
          encrypt(UnderlyingBucket.fromBucketName('theirs', 'us-east-1', { account: OTHER_ACCOUNT }), 'aws/s3'),
        ],
      })],
      ['a role that trusts another service', ['MRAP416'], (stack) => ({
        role: new iam.Role(stack, 'Given', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
      })],
      ['Object Lock only at one end', ['MRAP418'], (stack) => ({
        buckets: [
          createBucket(stack, { objectLockEnabled: true }),
          UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { objectLockEnabled: false }),
        ],
      })],
      ['different default retentions', ['MRAP776'], (stack) => ({
        buckets: (['eu-west-1', 'us-east-1'] as const)
          .map((region, index) => UnderlyingBucket.fromBucket(new s3.Bucket(stackBeside(stack, region), 'Locked', {
            bucketName: `locked-${region}`,
            versioned: true,
            objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(index + 1)),
          }))),
      })],
      ...[['different default event holds', [1, 2]], ['a default event hold of one bucket only', [1, 0]]].map((
        [name, holds],
      ): [string, string[], (stack: Stack) => Change] => [name as string, ['MRAP776'], (stack) => ({
        buckets: (['eu-west-1', 'us-east-1'] as const).map((region, index) => {
          const bucket = new s3.CfnBucket(stackBeside(stack, region), 'Held', {
            bucketName: `held-${region}`,
            versioningConfiguration: { status: 'Enabled' },
            objectLockEnabled: true,
            objectLockConfiguration: {
              objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode: 'COMPLIANCE', days: 10 } },
            },
          });
          const days = holds[index];
          if (days !== 0) bucket.addPropertyOverride(`${DEFAULT_RETENTION}.DefaultEventHold`, { Days: days });
          return UnderlyingBucket.fromBucket(bucket);
        }),
      })]),
      ['replication rules of the bucket itself', ['MRAP426'], (stack) => ({
        buckets: [createBucket(stack, {
          replicationRules: [{ destination: s3.Bucket.fromBucketName(stack, 'Other', 'media-jp'), priority: 1 }],
        }), US],
      })],
      [
        'a malformed bucket name', ['MRAP206'],
        () => ({ buckets: [UnderlyingBucket.fromBucketName('Media', 'eu-west-1'), US] }),
      ],
      [
        'a malformed account', ['MRAP207'],
        () => ({ buckets: [UnderlyingBucket.fromBucketName('media', 'eu-west-1', { account: '12' }), US] }),
      ],
    ])('rejects %s', (_name, errors, change) => {
      expect(verdictOf(
        stackIn(),
        (stack) => new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US, JP], ...change(stack) }),
      ).errors).toEqual(errors);
    });

    test.each<[string, string[], (stack: Stack) => Change]>([
      ['a bucket with an override that enables versioning', ['MRAP401', 'MRAP424'], (stack) => {
        const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu' });
        const resource = bucket.node.defaultChild as s3.CfnBucket;
        resource.addPropertyOverride('VersioningConfiguration.Status', 'Enabled');
        return { buckets: [UnderlyingBucket.fromBucket(bucket), US] };
      }],
      ['a bucket with an aspect that enables versioning', ['MRAP401', 'MRAP424'], (stack) => {
        Aspects.of(stack).add({
          visit: (node) => {
            if (s3.CfnBucket.isCfnBucket(node)) node.versioningConfiguration = { status: 'Enabled' };
          },
        });
        return {
          buckets: [UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu' })), US],
        };
      }],
      ['buckets by name', ['MRAP401', 'MRAP424'], () => ({})],
      [
        'batch replication of existing objects', ['MRAP401'],
        () => ({ existingObjects: ExistingObjects.allowBatchReplication() }),
      ],
      [
        'replica modification sync in one direction', ['MRAP401', 'MRAP405', 'MRAP424'],
        () => ({ replicaModificationSync: true, topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']) }),
      ],
      [
        'an imported role', ['MRAP401', 'MRAP416', 'MRAP424'],
        (stack) => ({ role: iam.Role.fromRoleName(stack, 'Given', 'theirs') }),
      ],
      [
        'an archive storage class', ['MRAP401', 'MRAP421', 'MRAP424'],
        () => ({ storageClass: s3.StorageClass.GLACIER }),
      ],
      ...[true, { 'Fn::If': ['Primary', true, false] }].map((
        multiRegion,
      ): [string, string[], (stack: Stack) => Change] => [
        `a key construct whose override sets MultiRegion to ${JSON.stringify(multiRegion)}`,
        ['MRAP401', 'MRAP424'],
        (stack) => {
          const encryptionKey = new kms.Key(stack, 'Key');
          (encryptionKey.node.defaultChild as kms.CfnKey).addPropertyOverride('MultiRegion', multiRegion);
          return { buckets: [createBucket(stack, { encryptionKey }), encrypt(US)], sourceMultiRegionKey: true };
        },
      ]),
      ['a role that trusts S3', ['MRAP401', 'MRAP424'], (stack) => ({
        role: new iam.Role(stack, 'Given', { assumedBy: new iam.ServicePrincipal('s3.amazonaws.com') }),
      })],
    ])('accepts %s with warnings', (_name, warnings, change) => {
      expect(verdictOf(stackIn(), (stack) =>
        new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US, JP], ...change(stack) })))
        .toEqual({ errors: [], warnings });
    });

    test('accepts a bucket as source of one replication and destination of another', () => {
      const verdict = verdictOf(stackIn(), (stack) => {
        new CrossRegionReplication(stack, 'One', {
          buckets: [EU, US],
          topology: ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']),
        });
        new CrossRegionReplication(stack, 'Two', {
          buckets: [US, JP],
          topology: ReplicationTopology.oneWay(['us-east-1'], ['ap-northeast-1']),
        });
      });
      expect(verdict.errors).toEqual([]);
    });

    test('rejects a token as Region', () => {
      const stack = new Stack(new App(), 'Stack');
      expect(verdictOf(
        stack, () => new CrossRegionReplication(stack, 'Replication', { buckets: [createBucket(stack), US] }),
      ).errors).toEqual(['MRAP765']);
    });

    test('rejects a replication that exceeds the policy size of a role', () => {
      const buckets = REGIONS.filter((entry) => entry.support === 'default')
        .map(({ region }, index) => encrypt(
          UnderlyingBucket.fromBucketName(`${'x'.repeat(44)}-${region}`, region), `${'y'.repeat(200)}-${index}`,
        ));
      expect(verdictOf(stackIn(), (stack) => new CrossRegionReplication(stack, 'Replication', { buckets })).errors)
        .toEqual(['MRAP766']);
    });
  });
});
