import { makeEmptyResponse, defineHttpRoute } from '../http-route';
import { type S3HttpRoute } from './s3-http-route';

export const deleteBucketHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  ...defineHttpRoute({
    operation: 'DeleteBucket',
    method: 'DELETE',
    read: ({ label }) => ({ Bucket: label }),
    respond: () => makeEmptyResponse(204),
  }),
};
