import { type OperationHandler } from '../../engine/operation-handler';
import { ServiceError } from '../../engine/service-error';
import { type World } from '../../engine/world';
import { bucketArn, findBucket } from '../find-bucket';
import { type OwnBucket } from '../own';

/** Only access points of the bucket's own account hold it: those of others cannot keep its owner from deleting it. */
function isHeld(world: World, bucket: OwnBucket): boolean {
  const accessPoints = [...world.account(bucket.accountId).accessPoints.values()];
  return accessPoints.some(({ members }) => members.some((member) => member.bucket === bucket.name));
}

export const deleteBucket: OperationHandler<'DeleteBucket'> = {
  plane: 'buckets',
  permissions: (_world, { input }) => [{ action: 's3:DeleteBucket', resource: bucketArn(input.Bucket) }],
  handle: (world, call) => {
    const bucket = findBucket(world, call);
    if (isHeld(world, bucket)) {
      throw new ServiceError(
        'BucketHasAccessPointsAttached', 'The bucket you are attempting to delete has access points attached. Delete your access points and try again.');
    }
    world.buckets.remove(bucket.name);
    return {};
  },
};
