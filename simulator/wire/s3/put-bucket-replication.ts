import { type Input } from '../../model/operations';
import { emptyResponse, defineHttpRoute, readXml } from '../http-route';
import { replicationConfiguration } from './replication-shape';
import { type S3HttpRoute } from './s3-http-route';

type Configuration = Input<'PutBucketReplication'>['ReplicationConfiguration'];

export const putBucketReplication: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'replication',
  ...defineHttpRoute({
    operation: 'PutBucketReplication',
    method: 'PUT',
    read: ({ label, header, body }) => ({
      Bucket: label,
      ExpectedBucketOwner: header('x-amz-expected-bucket-owner'),
      // The operation validates the status words, which are plain text here.
      ReplicationConfiguration: readXml('ReplicationConfiguration', replicationConfiguration, body) as Configuration,
    }),
    respond: () => emptyResponse(200),
  }),
};
