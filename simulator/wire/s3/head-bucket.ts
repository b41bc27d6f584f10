import { makeEmptyResponse, defineHttpRoute } from '../http-route';
import { type S3HttpRoute } from './s3-http-route';

export const headBucketHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  ...defineHttpRoute({
    operation: 'HeadBucket',
    method: 'HEAD',
    read: ({ label }) => ({ Bucket: label }),
    respond: ({ BucketRegion }) => makeEmptyResponse(200, { 'x-amz-bucket-region': BucketRegion }),
  }),
};
