import { getBucketEncryptionHandler, putBucketEncryptionHandler } from './bucket-encryption';
import { deleteBucketPolicyHandler, getBucketPolicyHandler, putBucketPolicyHandler } from './bucket-policy';
import { getBucketRequestPaymentHandler, putBucketRequestPaymentHandler } from './bucket-request-payment';
import { createBucketHandler } from './create-bucket';
import { deleteBucketHandler } from './delete-bucket';
import { deleteBucketReplicationHandler } from './delete-bucket-replication';
import { getBucketLocationHandler } from './get-bucket-location';
import { getBucketReplicationHandler } from './get-bucket-replication';
import { getBucketVersioningHandler } from './get-bucket-versioning';
import { headBucketHandler } from './head-bucket';
import { listBucketsHandler } from './list-buckets';
import { getObjectLockConfigurationHandler, putObjectLockConfigurationHandler } from './object-lock-configuration';
import { putBucketReplicationHandler } from './put-bucket-replication';
import { putBucketVersioningHandler } from './put-bucket-versioning';

export const BUCKET_OPERATION_HANDLERS = {
  CreateBucket: createBucketHandler,
  HeadBucket: headBucketHandler,
  ListBuckets: listBucketsHandler,
  GetBucketLocation: getBucketLocationHandler,
  PutBucketVersioning: putBucketVersioningHandler,
  GetBucketVersioning: getBucketVersioningHandler,
  GetBucketReplication: getBucketReplicationHandler,
  PutBucketReplication: putBucketReplicationHandler,
  DeleteBucketReplication: deleteBucketReplicationHandler,
  DeleteBucket: deleteBucketHandler,
  GetBucketPolicy: getBucketPolicyHandler,
  PutBucketPolicy: putBucketPolicyHandler,
  DeleteBucketPolicy: deleteBucketPolicyHandler,
  GetBucketEncryption: getBucketEncryptionHandler,
  PutBucketEncryption: putBucketEncryptionHandler,
  GetObjectLockConfiguration: getObjectLockConfigurationHandler,
  PutObjectLockConfiguration: putObjectLockConfigurationHandler,
  GetBucketRequestPayment: getBucketRequestPaymentHandler,
  PutBucketRequestPayment: putBucketRequestPaymentHandler,
};
