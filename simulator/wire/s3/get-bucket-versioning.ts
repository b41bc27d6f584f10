import { defineHttpRoute, xmlResponse } from '../http-route';
import { xmlStructure, xmlText } from '../shape';
import { S3_XML_NAMESPACE, type S3HttpRoute } from './s3-http-route';

const configuration = xmlStructure({ Status: xmlText });

export const getBucketVersioningHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'versioning',
  ...defineHttpRoute({
    operation: 'GetBucketVersioning',
    method: 'GET',
    read: ({ label }) => ({ Bucket: label }),
    respond: (output) => xmlResponse('VersioningConfiguration', S3_XML_NAMESPACE, configuration, output),
  }),
};
