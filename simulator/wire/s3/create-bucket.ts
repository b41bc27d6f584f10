import { emptyResponse, defineHttpRoute, readXml } from '../http-route';
import { structure, text } from '../shape';
import { type S3HttpRoute } from './s3-http-route';

const configuration = structure({ LocationConstraint: text });

export const createBucketHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  ...defineHttpRoute({
    operation: 'CreateBucket',
    method: 'PUT',
    read: ({ label, body }) => ({
      Bucket: label,
      CreateBucketConfiguration: body === '' ? undefined : readXml('CreateBucketConfiguration', configuration, body),
    }),
    respond: ({ Location }) => emptyResponse(200, { location: Location }),
  }),
};
