import { makeEmptyResponse, defineHttpRoute } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { type S3HttpRoute } from './s3-http-route';

export const deleteBucketReplicationHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'replication',
  ...defineHttpRoute({
    operation: 'DeleteBucketReplication',
    method: 'DELETE',
    read: readBucket,
    respond: () => makeEmptyResponse(204),
  }),
};
