import { defineHttpRoute, xmlResponse } from '../http-route';
import { xmlList, xmlStructure, xmlText, xmlTimestamp } from '../shape';
import { S3_XML_NAMESPACE, type S3HttpRoute } from './s3-http-route';

const result = xmlStructure({
  Owner: xmlStructure({ ID: xmlText }),
  Buckets: xmlList('Bucket', xmlStructure({ Name: xmlText, CreationDate: xmlTimestamp, BucketRegion: xmlText })),
});

export const listBucketsHttpRoute: S3HttpRoute = {
  scope: 'service',
  ...defineHttpRoute({
    operation: 'ListBuckets',
    method: 'GET',
    read: () => ({}),
    respond: (output) => xmlResponse('ListAllMyBucketsResult', S3_XML_NAMESPACE, result, output),
  }),
};
