import { type AwsCalls } from './aws';
import { type BucketLocation } from './backlog';
import { toFailure } from './failure';

/** Returns the parsed policy of a bucket, or undefined if it has none. */
export async function getBucketPolicy(aws: AwsCalls, { region, bucket }: BucketLocation): Promise<unknown> {
  try {
    const { Policy: policy } = await aws.call(region, 'GetBucketPolicy', { Bucket: bucket });
    return policy === undefined ? undefined : JSON.parse(policy);
  } catch (error) {
    if (toFailure(error).code === 'NoSuchBucketPolicy') return undefined;
    throw error;
  }
}
