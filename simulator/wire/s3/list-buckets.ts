import { defineHttpRoute, xmlResponse } from '../http-route';
import { makeXmlListShape, makeXmlStructureShape, xmlStringShape, xmlTimestampShape } from '../shape';
import { S3_XML_NAMESPACE, type S3HttpRoute } from './s3-http-route';

const result = makeXmlStructureShape({
  Owner: makeXmlStructureShape({ ID: xmlStringShape }),
  Buckets: makeXmlListShape(
    'Bucket',
    makeXmlStructureShape({ Name: xmlStringShape, CreationDate: xmlTimestampShape, BucketRegion: xmlStringShape }),
  ),
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
