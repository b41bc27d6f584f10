import { createBucket } from './create-bucket';
import { deleteBucket } from './delete-bucket';
import { getBucketLocation } from './get-bucket-location';
import { getBucketVersioning } from './get-bucket-versioning';
import { headBucket } from './head-bucket';
import { listBuckets } from './list-buckets';
import { putBucketVersioning } from './put-bucket-versioning';

export const BUCKET_OPERATIONS = {
  CreateBucket: createBucket,
  HeadBucket: headBucket,
  ListBuckets: listBuckets,
  GetBucketLocation: getBucketLocation,
  PutBucketVersioning: putBucketVersioning,
  GetBucketVersioning: getBucketVersioning,
  DeleteBucket: deleteBucket,
};
