import { makeEmptyResponse, defineHttpRoute } from '../http-route';
import { type S3HttpRoute } from './s3-http-route';

export const deleteBucketReplicationHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'replication',
  ...defineHttpRoute({
    operation: 'DeleteBucketReplication',
    method: 'DELETE',
    read: ({ label, header }) => ({ Bucket: label, ExpectedBucketOwner: header('x-amz-expected-bucket-owner') }),
    respond: () => makeEmptyResponse(204),
  }),
};
