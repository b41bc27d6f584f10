import { accessDeniedError, noSuchBucketError, requireParameter } from '../engine/service-error';
import { type SimulatorState } from '../engine/simulator-state';
import { type SimulatedCall } from '../model/operations';
import { type SimulatedBucket } from './simulated-buckets';

type BucketCall = SimulatedCall<
  | 'HeadBucket'
  | 'GetBucketLocation'
  | 'PutBucketVersioning'
  | 'GetBucketVersioning'
  | 'GetBucketReplication'
  | 'PutBucketReplication'
  | 'DeleteBucketReplication'
  | 'DeleteBucket'
>;

/** Finds the bucket of a call. Other accounts have no access, because the simulator has no bucket policies. */
export function findBucket(state: SimulatorState, call: BucketCall): SimulatedBucket {
  const bucket = state.buckets.get(requireParameter(call.input.Bucket, 'Bucket'));
  if (bucket === undefined) throw noSuchBucketError();
  if (bucket.accountId !== call.accountId) throw accessDeniedError();
  const expectedOwner =
    ('ExpectedBucketOwner' in call.input ? call.input.ExpectedBucketOwner : undefined) ?? bucket.accountId;
  if (expectedOwner !== bucket.accountId) throw accessDeniedError();
  return bucket;
}

export function bucketArn(bucket: string | undefined): string {
  return `arn:aws:s3:::${bucket ?? '*'}`;
}
