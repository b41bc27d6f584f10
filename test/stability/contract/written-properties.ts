import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, ExistingAccessPointPolicy, FailoverConfiguration, MultiRegionAccessPoint, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';
import { makePins, type ResourcePins } from '../pins';

/** Synthesizes constructs with all options, and makes their pins. */
export function synthesizeWrittenPins(): ResourcePins[] {
  const stack = stackIn('eu-west-1', { context: { 'cdk-s3-mrap:additionalRegions': ['eu-new-9'] } });
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [
      UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
      UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { account: OTHER_ACCOUNT }),
    ],
    failover: FailoverConfiguration.activePassive(['eu-west-1']),
    existing: ExistingAccessPointPolicy.ADOPT,
    timeout: Duration.minutes(10),
  });
  const makeKeyOptions = (region: string, account = ACCOUNT) => ({
    encryptionKeyArn: `arn:aws:kms:${region}:${account}:alias/media`,
  });
  const buckets = [
    UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1', makeKeyOptions('eu-west-1')),
    UnderlyingBucket.fromBucketName('media-us', 'us-east-1', {
      ...makeKeyOptions('us-east-1', OTHER_ACCOUNT),
      account: OTHER_ACCOUNT,
    }),
  ];
  new CrossRegionReplication(stack, 'Replication', {
    buckets,
    prefix: 'films/',
    tags: { keep: 'yes' },
    excludedPrefixes: ['films/tmp/'],
    excludedTags: { keep: 'no' },
    storageClass: s3.StorageClass.INFREQUENT_ACCESS,
  });
  // A rule has either a replica key or the key of the source.
  const sourceKeyStack = stackIn('eu-west-1');
  new CrossRegionReplication(sourceKeyStack, 'Replication', { buckets, sourceMultiRegionKey: true });
  return [stack, sourceKeyStack].flatMap((one) => Object.values(makePins(Template.fromStack(one).toJSON())));
}
