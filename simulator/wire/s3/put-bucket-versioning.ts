import { emptyAnswer, exchange, readXml } from '../exchange';
import { structure, text } from '../shape';
import { type S3Exchange } from './s3-exchange';

const configuration = structure({ Status: text });

export const putBucketVersioning: S3Exchange = {
  scope: 'bucket',
  subresource: 'versioning',
  ...exchange({
    operation: 'PutBucketVersioning',
    method: 'PUT',
    read: ({ label, body }) => ({ Bucket: label, VersioningConfiguration: readXml('VersioningConfiguration', configuration, body) }),
    answer: () => emptyAnswer(200),
  }),
};
