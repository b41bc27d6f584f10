import { makeEmptyResponse, defineHttpRoute, readXmlBody } from '../http-route';
import { makeXmlStructureShape, xmlStringShape } from '../shape';
import { type S3HttpRoute } from './s3-http-route';

const configuration = makeXmlStructureShape({ Status: xmlStringShape });

export const putBucketVersioningHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'versioning',
  ...defineHttpRoute({
    operation: 'PutBucketVersioning',
    method: 'PUT',
    read: ({ label, body }) => ({
      Bucket: label,
      VersioningConfiguration: readXmlBody('VersioningConfiguration', configuration, body),
    }),
    respond: () => makeEmptyResponse(200),
  }),
};
