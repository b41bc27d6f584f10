import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { CrossRegionReplication, ExistingAccessPointPolicy, FailoverConfiguration, MultiRegionAccessPoint, UnderlyingBucket } from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';
import { pinsOf, type ResourcePins } from '../pins';

/** What constructs write today that are given everything there is to give. */
export function writtenPins(): ResourcePins[] {
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
  const key = (region: string, account = ACCOUNT) => ({ encryptionKeyArn: `arn:aws:kms:${region}:${account}:alias/media` });
  new CrossRegionReplication(stack, 'Replication', {
    buckets: [
      UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1', key('eu-west-1')),
      UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { ...key('us-east-1', OTHER_ACCOUNT), account: OTHER_ACCOUNT }),
    ],
    prefix: 'films/',
    tags: { keep: 'yes' },
    storageClass: s3.StorageClass.INFREQUENT_ACCESS,
  });
  return Object.values(pinsOf(Template.fromStack(stack).toJSON()));
}
