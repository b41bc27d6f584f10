import { type OperationHandler } from '../../engine/operation-handler';
import { bucketArn, findBucket } from '../find-bucket';

export const getBucketVersioning: OperationHandler<'GetBucketVersioning'> = {
  plane: 'buckets',
  permissions: (_world, { input }) => [{ action: 's3:GetBucketVersioning', resource: bucketArn(input.Bucket) }],
  handle: (world, call) => {
    const { versioning } = findBucket(world, call);
    return versioning === undefined ? {} : { Status: versioning };
  },
};
