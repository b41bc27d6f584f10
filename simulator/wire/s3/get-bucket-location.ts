import { exchange, xmlAnswer } from '../exchange';
import { text } from '../shape';
import { S3_NAMESPACE, type S3Exchange } from './s3-exchange';

export const getBucketLocation: S3Exchange = {
  scope: 'bucket',
  subresource: 'location',
  ...exchange({
    operation: 'GetBucketLocation',
    method: 'GET',
    read: ({ label }) => ({ Bucket: label }),
    answer: ({ LocationConstraint = '' }) => xmlAnswer('LocationConstraint', S3_NAMESPACE, text, LocationConstraint),
  }),
};
