import { findLast } from '../../engine/find-last';
import { type OperationHandler } from '../../engine/operation-handler';
import { ServiceError } from '../../engine/service-error';
import { bucketArn, findBucket } from '../find-bucket';

export const getBucketReplicationHandler: OperationHandler<'GetBucketReplication'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:GetReplicationConfiguration', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const { replication } = findBucket(state, call);
    const shown = findLast(replication, ({ since }) => since + state.settings.replicationLagMs <= call.at);
    if (shown?.configuration === undefined) {
      throw new ServiceError('ReplicationConfigurationNotFoundError', 'The replication configuration was not found');
    }
    return { ReplicationConfiguration: shown.configuration };
  },
};
