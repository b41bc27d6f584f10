import { makeEmptyResponse, defineHttpRoute, readXmlBody } from '../http-route';
import { xmlStructure, xmlText } from '../shape';
import { type S3HttpRoute } from './s3-http-route';

const configuration = xmlStructure({ LocationConstraint: xmlText });

export const createBucketHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  ...defineHttpRoute({
    operation: 'CreateBucket',
    method: 'PUT',
    read: ({ label, body }) => ({
      Bucket: label,
      CreateBucketConfiguration: body === ''
        ? undefined
        : readXmlBody('CreateBucketConfiguration', configuration, body),
    }),
    respond: ({ Location }) => makeEmptyResponse(200, { location: Location }),
  }),
};
