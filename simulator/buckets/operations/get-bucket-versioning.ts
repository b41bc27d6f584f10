import { type OperationHandler } from '../../engine/operation-handler';
import { bucketArn, findBucket } from '../find-bucket';

export const getBucketVersioningHandler: OperationHandler<'GetBucketVersioning'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:GetBucketVersioning', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const { versioning } = findBucket(state, call);
    return versioning === undefined ? {} : { Status: versioning };
  },
};
