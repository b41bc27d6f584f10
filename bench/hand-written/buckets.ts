import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { ACCOUNT, ALIAS, makeBucketName, ANY_ACCESS_POINT } from './names';

const DELEGATED_ACTIONS = [
  'AbortMultipartUpload', 'BypassGovernanceRetention', 'DeleteObject', 'DeleteObjectTagging',
  'DeleteObjectVersion', 'DeleteObjectVersionTagging', 'GetObject', 'GetObjectAcl', 'GetObjectLegalHold',
  'GetObjectRetention', 'GetObjectTagging', 'GetObjectVersion', 'GetObjectVersionAcl',
  'GetObjectVersionTagging', 'ListBucket', 'ListBucketMultipartUploads', 'ListMultipartUploadParts',
  'PutObject', 'PutObjectAcl', 'PutObjectLegalHold', 'PutObjectRetention', 'PutObjectTagging',
  'PutObjectVersionAcl', 'PutObjectVersionTagging', 'RestoreObject',
].map((action) => `s3:${action}`);

/** Declares a bucket with a KMS key. Its policy delegates access control to the access points of the account. */
export function declareBucket(scope: Construct, region: string): s3.Bucket {
  const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  const key = new kms.Key(scope, 'Key', {
    alias: ALIAS,
    enableKeyRotation: true,
    removalPolicy,
    description: 'Objects of media',
  });
  const bucket = new s3.Bucket(scope, 'Bucket', {
    bucketName: makeBucketName(region),
    versioned: true,
    encryption: s3.BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [{ id: 'AbortIncompleteMultipartUploads', abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    removalPolicy,
  });
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.StarPrincipal()],
    actions: DELEGATED_ACTIONS,
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: {
      StringEquals: { 's3:DataAccessPointAccount': ACCOUNT },
      StringLike: { 's3:DataAccessPointArn': ANY_ACCESS_POINT },
    },
  }));
  return bucket;
}
