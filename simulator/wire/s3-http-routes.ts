import { type WireRequest } from './http-route';
import { BUCKET_SETTING_HTTP_ROUTES } from './s3/bucket-settings';
import { createBucketHttpRoute } from './s3/create-bucket';
import { deleteBucketHttpRoute } from './s3/delete-bucket';
import { deleteBucketReplicationHttpRoute } from './s3/delete-bucket-replication';
import { getBucketLocationHttpRoute } from './s3/get-bucket-location';
import { getBucketReplicationHttpRoute } from './s3/get-bucket-replication';
import { getBucketVersioningHttpRoute } from './s3/get-bucket-versioning';
import { headBucketHttpRoute } from './s3/head-bucket';
import { listBucketsHttpRoute } from './s3/list-buckets';
import { putBucketReplicationHttpRoute } from './s3/put-bucket-replication';
import { putBucketVersioningHttpRoute } from './s3/put-bucket-versioning';
import { type S3HttpRoute } from './s3/s3-http-route';

const S3_HTTP_ROUTES: readonly S3HttpRoute[] = [
  createBucketHttpRoute, deleteBucketHttpRoute, deleteBucketReplicationHttpRoute, getBucketLocationHttpRoute,
  getBucketReplicationHttpRoute, getBucketVersioningHttpRoute, headBucketHttpRoute, listBucketsHttpRoute,
  putBucketReplicationHttpRoute, putBucketVersioningHttpRoute, ...BUCKET_SETTING_HTTP_ROUTES,
];

/** A query parameter that the SDK adds to name the operation. */
const OPERATION_HINT = 'x-id';

/** Finds the route of an S3 request. Unknown sub-resources have no route, so that they are not taken for the bucket. */
export function findS3HttpRoute(
  method: string, { label, query }: Pick<WireRequest, 'label' | 'query'>,
): S3HttpRoute | undefined {
  const scope = label === '' ? 'service' : 'bucket';
  const subresource = [...query.keys()].filter((key) => key !== OPERATION_HINT).join();
  return S3_HTTP_ROUTES.find((candidate) =>
    candidate.method === method && candidate.scope === scope && (candidate.subresource ?? '') === subresource);
}
