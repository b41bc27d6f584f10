import { defineHttpRoute, xmlResponse } from '../http-route';
import { structure, text } from '../shape';
import { S3_NAMESPACE, type S3HttpRoute } from './s3-http-route';

const configuration = structure({ Status: text });

export const getBucketVersioningHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'versioning',
  ...defineHttpRoute({
    operation: 'GetBucketVersioning',
    method: 'GET',
    read: ({ label }) => ({ Bucket: label }),
    respond: (output) => xmlResponse('VersioningConfiguration', S3_NAMESPACE, configuration, output),
  }),
};
