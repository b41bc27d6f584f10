import { emptyAnswer, exchange, readXml } from '../exchange';
import { structure, text } from '../shape';
import { type S3Exchange } from './s3-exchange';

const configuration = structure({ LocationConstraint: text });

export const createBucket: S3Exchange = {
  scope: 'bucket',
  ...exchange({
    operation: 'CreateBucket',
    method: 'PUT',
    read: ({ label, body }) => ({
      Bucket: label,
      CreateBucketConfiguration: body === '' ? undefined : readXml('CreateBucketConfiguration', configuration, body),
    }),
    answer: ({ Location }) => emptyAnswer(200, { location: Location }),
  }),
};
