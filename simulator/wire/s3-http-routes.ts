import { type WireRequest } from './http-route';
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
import { type S3HttpRoute } from './s3/s3-http-route';

const S3_HTTP_ROUTES: readonly S3HttpRoute[] = [
  createBucket, deleteBucket, deleteBucketReplication, getBucketLocation, getBucketReplication, getBucketVersioning,
  headBucket, listBuckets, putBucketReplication, putBucketVersioning,
];

/** A query parameter that the SDK adds to name the operation. */
const OPERATION_HINT = 'x-id';

/** Finds the route of an S3 request. Unknown sub-resources have no route, so that they are not taken for the bucket. */
export function findS3HttpRoute(method: string, { label, query }: WireRequest): S3HttpRoute | undefined {
  const scope = label === '' ? 'service' : 'bucket';
  const subresource = [...query.keys()].filter((key) => key !== OPERATION_HINT).join();
  return S3_HTTP_ROUTES.find((candidate) =>
    candidate.method === method && candidate.scope === scope && (candidate.subresource ?? '') === subresource);
}
