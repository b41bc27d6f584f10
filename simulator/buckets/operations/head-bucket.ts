import { type OperationHandler } from '../../engine/operation-handler';
import { bucketArn, findBucket } from '../find-bucket';

export const headBucket: OperationHandler<'HeadBucket'> = {
  plane: 'buckets',
  permissions: (_world, { input }) => [{ action: 's3:ListBucket', resource: bucketArn(input.Bucket) }],
  handle: (world, call) => ({ BucketRegion: findBucket(world, call).region }),
};
