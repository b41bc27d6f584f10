import { type Aws } from './aws';
import { type Place } from './backlog';
import { failureOf } from './failure';

/** The policy of a bucket, parsed; undefined where it has none. */
export async function getBucketPolicy(aws: Aws, { region, bucket }: Place): Promise<unknown> {
  try {
    const { Policy: policy } = await aws.ask(region, 'GetBucketPolicy', { Bucket: bucket });
    return policy === undefined ? undefined : JSON.parse(policy);
  } catch (error) {
    if (failureOf(error).code === 'NoSuchBucketPolicy') return undefined;
    throw error;
  }
}
