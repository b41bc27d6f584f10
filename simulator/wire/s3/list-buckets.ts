import { exchange, xmlAnswer } from '../exchange';
import { list, structure, text, timestamp } from '../shape';
import { S3_NAMESPACE, type S3Exchange } from './s3-exchange';

const result = structure({
  Owner: structure({ ID: text }),
  Buckets: list('Bucket', structure({ Name: text, CreationDate: timestamp, BucketRegion: text })),
});

export const listBuckets: S3Exchange = {
  scope: 'service',
  ...exchange({
    operation: 'ListBuckets',
    method: 'GET',
    read: () => ({}),
    answer: (output) => xmlAnswer('ListAllMyBucketsResult', S3_NAMESPACE, result, output),
  }),
};
