import { emptyAnswer, exchange } from '../exchange';
import { type S3Exchange } from './s3-exchange';

export const headBucket: S3Exchange = {
  scope: 'bucket',
  ...exchange({
    operation: 'HeadBucket',
    method: 'HEAD',
    read: ({ label }) => ({ Bucket: label }),
    answer: ({ BucketRegion }) => emptyAnswer(200, { 'x-amz-bucket-region': BucketRegion }),
  }),
};
