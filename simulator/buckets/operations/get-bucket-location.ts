import { type OperationHandler } from '../../engine/operation-handler';
import { bucketArn, findBucket } from '../find-bucket';

export const getBucketLocation: OperationHandler<'GetBucketLocation'> = {
  plane: 'buckets',
  permissions: (_world, { input }) => [{ action: 's3:GetBucketLocation', resource: bucketArn(input.Bucket) }],
  handle: (world, call) => {
    const { region } = findBucket(world, call);
    // The oldest Region has no constraint.
    return region === 'us-east-1' ? {} : { LocationConstraint: region };
  },
};
