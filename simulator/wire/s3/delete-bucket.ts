import { makeEmptyResponse, defineHttpRoute } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { type S3HttpRoute } from './s3-http-route';

export const deleteBucketHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  ...defineHttpRoute({
    operation: 'DeleteBucket',
    method: 'DELETE',
    read: readBucket,
    respond: () => makeEmptyResponse(204),
  }),
};
