import { type OperationHandler } from '../../engine/operation-handler';
import { requireParameter, ServiceError } from '../../engine/service-error';
import { bucketArn } from '../find-bucket';

const NAME = /^(?!xn--|sthree-)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const RESERVED_SUFFIX = /(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;
const ALREADY_OWNED = 'Your previous request to create the named bucket succeeded and you already own it.';

function parseBucketName(name: string): string {
  if (!NAME.test(name) || RESERVED_SUFFIX.test(name)) {
    throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.');
  }
  return name;
}

export const createBucketHandler: OperationHandler<'CreateBucket'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [{ action: 's3:CreateBucket', resource: bucketArn(input.Bucket) }],
  handle: ({ buckets }, { input, accountId, region, at }) => {
    const name = parseBucketName(requireParameter(input.Bucket, 'Bucket'));
    const existing = buckets.get(name);
    const bucketRegion = input.CreateBucketConfiguration?.LocationConstraint ?? region;
    const isAgain = existing?.accountId === accountId && existing.region === bucketRegion;
    // Only us-east-1 accepts the creation of a bucket that the account already owns there.
    if (isAgain && bucketRegion === 'us-east-1') return { Location: `/${name}` };
    if (existing !== undefined) {
      throw existing.accountId === accountId
        ? new ServiceError('BucketAlreadyOwnedByYou', ALREADY_OWNED)
        : new ServiceError('BucketAlreadyExists', 'The requested bucket name is not available.');
    }
    const bucket = buckets.add(name, bucketRegion, accountId, at);
    // Object Lock enables versioning.
    if (input.ObjectLockEnabledForBucket === true) {
      bucket.hasObjectLock = true;
      bucket.versioning = 'Enabled';
    }
    return { Location: `/${name}` };
  },
};
