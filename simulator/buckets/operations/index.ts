import { createBucket } from './create-bucket';
import { deleteBucket } from './delete-bucket';
import { deleteBucketReplication } from './delete-bucket-replication';
import { getBucketLocation } from './get-bucket-location';
import { getBucketReplication } from './get-bucket-replication';
import { getBucketVersioning } from './get-bucket-versioning';
import { headBucket } from './head-bucket';
import { listBuckets } from './list-buckets';
import { putBucketReplication } from './put-bucket-replication';
import { putBucketVersioning } from './put-bucket-versioning';

export const BUCKET_OPERATIONS = {
  CreateBucket: createBucket,
  HeadBucket: headBucket,
  ListBuckets: listBuckets,
  GetBucketLocation: getBucketLocation,
  PutBucketVersioning: putBucketVersioning,
  GetBucketVersioning: getBucketVersioning,
  GetBucketReplication: getBucketReplication,
  PutBucketReplication: putBucketReplication,
  DeleteBucketReplication: deleteBucketReplication,
  DeleteBucket: deleteBucket,
};
