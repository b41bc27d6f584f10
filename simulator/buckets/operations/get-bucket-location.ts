import { type OperationHandler } from '../../engine/operation-handler';
import { bucketArn, findBucket } from '../find-bucket';

export const getBucketLocationHandler: OperationHandler<'GetBucketLocation'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:GetBucketLocation', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const { region } = findBucket(state, call);
    // us-east-1 has no location constraint.
    return region === 'us-east-1' ? {} : { LocationConstraint: region };
  },
};
