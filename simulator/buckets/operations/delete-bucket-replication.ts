import { type OperationHandler } from '../../engine/operation-handler';
import { bucketArn, findBucket } from '../find-bucket';

export const deleteBucketReplicationHandler: OperationHandler<'DeleteBucketReplication'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:PutReplicationConfiguration', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    findBucket(state, call).replication.push({ since: call.at });
    return {};
  },
};
