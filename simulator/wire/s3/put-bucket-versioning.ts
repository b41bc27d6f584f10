import { emptyResponse, defineHttpRoute, readXml } from '../http-route';
import { structure, text } from '../shape';
import { type S3HttpRoute } from './s3-http-route';

const configuration = structure({ Status: text });

export const putBucketVersioningHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'versioning',
  ...defineHttpRoute({
    operation: 'PutBucketVersioning',
    method: 'PUT',
    read: ({ label, body }) => ({
      Bucket: label,
      VersioningConfiguration: readXml('VersioningConfiguration', configuration, body),
    }),
    respond: () => emptyResponse(200),
  }),
};
