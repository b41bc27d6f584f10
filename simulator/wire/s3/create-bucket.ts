import { makeEmptyResponse, defineHttpRoute, readXmlBody } from '../http-route';
import { makeXmlStructureShape, xmlStringShape } from '../shape';
import { type S3HttpRoute } from './s3-http-route';

const configuration = makeXmlStructureShape({ LocationConstraint: xmlStringShape });

export const createBucketHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  ...defineHttpRoute({
    operation: 'CreateBucket',
    method: 'PUT',
    read: ({ label, body, header }) => ({
      Bucket: label,
      ObjectLockEnabledForBucket: header('x-amz-bucket-object-lock-enabled') === 'true',
      CreateBucketConfiguration: body === ''
        ? undefined
        : readXmlBody('CreateBucketConfiguration', configuration, body),
    }),
    respond: ({ Location }) => makeEmptyResponse(200, { location: Location }),
  }),
};
