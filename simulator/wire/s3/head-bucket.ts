import { makeEmptyResponse, defineHttpRoute } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { type S3HttpRoute } from './s3-http-route';

export const headBucketHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  ...defineHttpRoute({
    operation: 'HeadBucket',
    method: 'HEAD',
    read: readBucket,
    respond: ({ BucketRegion }) => makeEmptyResponse(200, { 'x-amz-bucket-region': BucketRegion }),
  }),
};
