import { type OperationHandler } from '../../engine/operation-handler';
import { bucketArn, findBucket } from '../find-bucket';

export const headBucketHandler: OperationHandler<'HeadBucket'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:ListBucket', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => ({ BucketRegion: findBucket(state, call).region }),
};
