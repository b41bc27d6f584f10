import { emptyAnswer, exchange } from '../exchange';
import { type S3Exchange } from './s3-exchange';

export const deleteBucket: S3Exchange = {
  scope: 'bucket',
  ...exchange({
    operation: 'DeleteBucket',
    method: 'DELETE',
    read: ({ label }) => ({ Bucket: label }),
    answer: () => emptyAnswer(204),
  }),
};
