import { accessDenied, noSuchBucket, required } from '../engine/service-error';
import { type World } from '../engine/world';
import { type Call } from '../model/operations';
import { type OwnBucket } from './own';

type BucketCall = Call<
  'HeadBucket' | 'GetBucketLocation' | 'PutBucketVersioning' | 'GetBucketVersioning' | 'GetBucketReplication' | 'PutBucketReplication'
  | 'DeleteBucketReplication' | 'DeleteBucket'>;

/** The bucket that a call names. Without bucket policies other accounts are let nowhere. */
export function findBucket(world: World, call: BucketCall): OwnBucket {
  const bucket = world.buckets.get(required(call.input.Bucket, 'Bucket'));
  if (bucket === undefined) throw noSuchBucket();
  if (bucket.accountId !== call.accountId) throw accessDenied();
  if ('ExpectedBucketOwner' in call.input && (call.input.ExpectedBucketOwner ?? bucket.accountId) !== bucket.accountId) throw accessDenied();
  return bucket;
}

export function bucketArn(bucket: string | undefined): string {
  return `arn:aws:s3:::${bucket ?? '*'}`;
}
