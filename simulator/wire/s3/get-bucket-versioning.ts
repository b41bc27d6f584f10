import { defineHttpRoute, xmlResponse } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { makeXmlStructureShape, xmlStringShape } from '../shape';
import { S3_XML_NAMESPACE, type S3HttpRoute } from './s3-http-route';

const configuration = makeXmlStructureShape({ Status: xmlStringShape });

export const getBucketVersioningHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'versioning',
  ...defineHttpRoute({
    operation: 'GetBucketVersioning',
    method: 'GET',
    read: readBucket,
    respond: (output) => xmlResponse('VersioningConfiguration', S3_XML_NAMESPACE, configuration, output),
  }),
};
