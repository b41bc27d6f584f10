import { type SimulatedOperationInput } from '../../model/operations';
import { makeEmptyResponse, defineHttpRoute, readXmlBody } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { replicationConfigurationShape } from './replication-shape';
import { type S3HttpRoute } from './s3-http-route';

type Configuration = SimulatedOperationInput<'PutBucketReplication'>['ReplicationConfiguration'];

export const putBucketReplicationHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'replication',
  ...defineHttpRoute({
    operation: 'PutBucketReplication',
    method: 'PUT',
    read: (request) => ({
      ...readBucket(request),
      // The operation validates the status words, which are plain text here.
      ReplicationConfiguration: readXmlBody(
        'ReplicationConfiguration', replicationConfigurationShape, request.body,
      ) as Configuration,
    }),
    respond: () => makeEmptyResponse(200),
  }),
};
