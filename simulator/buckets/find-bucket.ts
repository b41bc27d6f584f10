import { accessDeniedError, noSuchBucketError, requireParameter } from '../engine/service-error';
import { type SimulatorState } from '../engine/simulator-state';
import { type SimulatedBucket } from './simulated-buckets';

/** A call that names a bucket, and possibly the owner that the caller expects. */
interface BucketCall {
  readonly accountId: string;
  readonly input: { readonly Bucket?: string; readonly ExpectedBucketOwner?: string };
}

/** Finds the bucket of a call. Other accounts have no access, because the simulator has no bucket policies. */
export function findBucket(state: SimulatorState, call: BucketCall): SimulatedBucket {
  const bucket = state.buckets.get(requireParameter(call.input.Bucket, 'Bucket'));
  if (bucket === undefined) throw noSuchBucketError();
  if (bucket.accountId !== call.accountId) throw accessDeniedError();
  const { ExpectedBucketOwner: expectedOwner = bucket.accountId } = call.input;
  if (expectedOwner !== bucket.accountId) throw accessDeniedError();
  return bucket;
}

export function bucketArn(bucket: string | undefined): string {
  return `arn:aws:s3:::${bucket ?? '*'}`;
}
