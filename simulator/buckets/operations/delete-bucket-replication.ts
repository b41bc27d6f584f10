import { type OperationHandler } from '../../engine/operation-handler';
import { bucketArn, findBucket } from '../find-bucket';

export const deleteBucketReplication: OperationHandler<'DeleteBucketReplication'> = {
  plane: 'buckets',
  permissions: (_world, { input }) => [{ action: 's3:PutReplicationConfiguration', resource: bucketArn(input.Bucket) }],
  handle: (world, call) => {
    findBucket(world, call).replication.push({ since: call.at });
    return {};
  },
};
