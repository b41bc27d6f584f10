import { type WireRequest } from './exchange';
import { createBucket } from './s3/create-bucket';
import { deleteBucket } from './s3/delete-bucket';
import { deleteBucketReplication } from './s3/delete-bucket-replication';
import { getBucketLocation } from './s3/get-bucket-location';
import { getBucketReplication } from './s3/get-bucket-replication';
import { getBucketVersioning } from './s3/get-bucket-versioning';
import { headBucket } from './s3/head-bucket';
import { listBuckets } from './s3/list-buckets';
import { putBucketReplication } from './s3/put-bucket-replication';
import { putBucketVersioning } from './s3/put-bucket-versioning';
import { type S3Exchange } from './s3/s3-exchange';

const S3_EXCHANGES: readonly S3Exchange[] = [
  createBucket, deleteBucket, deleteBucketReplication, getBucketLocation, getBucketReplication, getBucketVersioning, headBucket, listBuckets,
  putBucketReplication, putBucketVersioning,
];

/** Says which operation a request is and changes nothing else; the SDK adds it. */
const OPERATION_HINT = 'x-id';

/** The operation of an S3 request. A sub-resource nobody knows is none, lest it be taken for the bucket itself. */
export function findS3Exchange(method: string, { label, query }: WireRequest): S3Exchange | undefined {
  const scope = label === '' ? 'service' : 'bucket';
  const asked = [...query.keys()].filter((key) => key !== OPERATION_HINT).join();
  return S3_EXCHANGES.find((candidate) =>
    candidate.method === method && candidate.scope === scope && (candidate.subresource ?? '') === asked);
}
