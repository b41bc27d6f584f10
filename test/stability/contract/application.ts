import { Template } from 'aws-cdk-lib/assertions';
import { Duration } from 'aws-cdk-lib/core';
import { ExistingAccessPoint, FailoverConfiguration, MultiRegionAccessPoint, UnderlyingBucket } from '../../../src';
import { stackIn } from '../../support/synthesis';
import { pinsOf, type ResourcePins } from '../pins';

/** What constructs write today that are given everything there is to give. */
export function writtenPins(): ResourcePins[] {
  const stack = stackIn('eu-west-1', { context: { 'cdk-s3-mrap:additionalRegions': ['eu-new-9'] } });
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [
      UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
      UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { account: '444455556666' }),
    ],
    failover: FailoverConfiguration.activePassive(['eu-west-1']),
    existing: ExistingAccessPoint.ADOPT,
    timeout: Duration.minutes(10),
  });
  return Object.values(pinsOf(Template.fromStack(stack).toJSON()));
}
