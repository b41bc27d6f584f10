import { defineHttpRoute, xmlResponse } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { xmlStringShape } from '../shape';
import { S3_XML_NAMESPACE, type S3HttpRoute } from './s3-http-route';

export const getBucketLocationHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'location',
  ...defineHttpRoute({
    operation: 'GetBucketLocation',
    method: 'GET',
    read: readBucket,
    respond: ({ LocationConstraint = '' }) =>
      xmlResponse('LocationConstraint', S3_XML_NAMESPACE, xmlStringShape, LocationConstraint),
  }),
};
