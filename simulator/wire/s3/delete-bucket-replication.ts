import { emptyAnswer, exchange } from '../exchange';
import { type S3Exchange } from './s3-exchange';

export const deleteBucketReplication: S3Exchange = {
  scope: 'bucket',
  subresource: 'replication',
  ...exchange({
    operation: 'DeleteBucketReplication',
    method: 'DELETE',
    read: ({ label, header }) => ({ Bucket: label, ExpectedBucketOwner: header('x-amz-expected-bucket-owner') }),
    answer: () => emptyAnswer(204),
  }),
};
