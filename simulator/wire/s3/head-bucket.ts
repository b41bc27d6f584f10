import { emptyResponse, defineHttpRoute } from '../http-route';
import { type S3HttpRoute } from './s3-http-route';

export const headBucketHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  ...defineHttpRoute({
    operation: 'HeadBucket',
    method: 'HEAD',
    read: ({ label }) => ({ Bucket: label }),
    respond: ({ BucketRegion }) => emptyResponse(200, { 'x-amz-bucket-region': BucketRegion }),
  }),
};
