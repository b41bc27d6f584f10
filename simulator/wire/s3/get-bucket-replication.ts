import { defineHttpRoute, xmlResponse } from '../http-route';
import { readBucket } from '../objects/object-http-route';
import { type ValueOfShape } from '../shape';
import { replicationConfigurationShape } from './replication-shape';
import { S3_XML_NAMESPACE, type S3HttpRoute } from './s3-http-route';

export const getBucketReplicationHttpRoute: S3HttpRoute = {
  scope: 'bucket',
  subresource: 'replication',
  ...defineHttpRoute({
    operation: 'GetBucketReplication',
    method: 'GET',
    read: readBucket,
    respond: ({ ReplicationConfiguration: configuration }) =>
      xmlResponse(
        'ReplicationConfiguration',
        S3_XML_NAMESPACE,
        replicationConfigurationShape,
        configuration as ValueOfShape<typeof replicationConfigurationShape>,
      ),
  }),
};
