import { exchange, xmlAnswer } from '../exchange';
import { structure, text } from '../shape';
import { S3_NAMESPACE, type S3Exchange } from './s3-exchange';

const configuration = structure({ Status: text });

export const getBucketVersioning: S3Exchange = {
  scope: 'bucket',
  subresource: 'versioning',
  ...exchange({
    operation: 'GetBucketVersioning',
    method: 'GET',
    read: ({ label }) => ({ Bucket: label }),
    answer: (output) => xmlAnswer('VersioningConfiguration', S3_NAMESPACE, configuration, output),
  }),
};
