import { Template } from 'aws-cdk-lib/assertions';
import { MultiRegionBuckets, type MultiRegionBucketsProps } from '../../../src';
import { stackIn } from '../../support/synthesis';

export const REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1'];

export function declare(props: Partial<MultiRegionBucketsProps> = {}, stack = stackIn()) {
  const buckets = new MultiRegionBuckets(stack, 'Buckets', { bucketNamePrefix: 'media', regions: REGIONS, ...props });
  return { stack, buckets, in: (region: string) => Template.fromStack(buckets.supportStack(region)) };
}
