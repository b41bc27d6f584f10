import { makeEmptyResponse, defineHttpRoute, readXmlBody } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { notImplementedHeader } from '../objects/read-headers';
import { makeXmlStructureShape, xmlStringShape } from '../shape';
import { type S3HttpRoute } from './s3-http-route';

const configuration = makeXmlStructureShape({ Status: xmlStringShape, MfaDelete: xmlStringShape });

export const putBucketVersioningHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'versioning',
  ...defineHttpRoute({
    operation: 'PutBucketVersioning',
    method: 'PUT',
    read: (request) => {
      const { Status, MfaDelete } = readXmlBody('VersioningConfiguration', configuration, request.body);
      // The simulator has no devices for multi-factor authentication.
      if (MfaDelete === 'Enabled') throw notImplementedHeader('MfaDelete');
      return { ...readBucket(request), VersioningConfiguration: { Status } };
    },
    respond: () => makeEmptyResponse(200),
  }),
};
