import { type OperationHandler } from '../../engine/operation-handler';
import { ServiceError } from '../../engine/service-error';
import { type SimulatorState } from '../../engine/simulator-state';
import { bucketArn, findBucket } from '../find-bucket';
import { type SimulatedBucket } from '../simulated-buckets';

const HAS_ACCESS_POINTS = 'The bucket you are attempting to delete has access points attached. '
  + 'Delete your access points and try again.';

/** Only access points of the owner's account prevent the deletion of a bucket. */
function hasAccessPoints(state: SimulatorState, bucket: SimulatedBucket): boolean {
  const accessPoints = [...state.account(bucket.accountId).accessPoints.values()];
  return accessPoints.some(({ members }) => members.some((member) => member.bucket === bucket.name));
}

export const deleteBucketHandler: OperationHandler<'DeleteBucket'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:DeleteBucket', resource: bucketArn(input.Bucket) }],
  handle: (state, call) => {
    const bucket = findBucket(state, call);
    if (hasAccessPoints(state, bucket)) {
      throw new ServiceError('BucketHasAccessPointsAttached', HAS_ACCESS_POINTS);
    }
    if (!bucket.objects.isEmpty) {
      throw new ServiceError('BucketNotEmpty', 'The bucket you tried to delete is not empty');
    }
    state.buckets.remove(bucket.name);
    return {};
  },
};
