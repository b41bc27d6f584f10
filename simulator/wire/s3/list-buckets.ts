import { defineHttpRoute, xmlResponse } from '../http-route';
import { list, structure, text, timestamp } from '../shape';
import { S3_NAMESPACE, type S3HttpRoute } from './s3-http-route';

const result = structure({
  Owner: structure({ ID: text }),
  Buckets: list('Bucket', structure({ Name: text, CreationDate: timestamp, BucketRegion: text })),
});

export const listBucketsHttpRoute: S3HttpRoute = {
  scope: 'service',
  ...defineHttpRoute({
    operation: 'ListBuckets',
    method: 'GET',
    read: () => ({}),
    respond: (output) => xmlResponse('ListAllMyBucketsResult', S3_NAMESPACE, result, output),
  }),
};
