import { makeEmptyResponse, defineHttpRoute, readXmlBody } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { makeXmlStructureShape, xmlStringShape } from '../shape';
import { type S3HttpRoute } from './s3-http-route';

const configuration = makeXmlStructureShape({ Status: xmlStringShape });

export const putBucketVersioningHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'versioning',
  ...defineHttpRoute({
    operation: 'PutBucketVersioning',
    method: 'PUT',
    read: (request) => ({
      ...readBucket(request),
      VersioningConfiguration: readXmlBody('VersioningConfiguration', configuration, request.body),
    }),
    respond: () => makeEmptyResponse(200),
  }),
};
