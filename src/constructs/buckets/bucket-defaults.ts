import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { makeBucketName } from '../../diagnostics/checks/bucket-prefix';

/** S3 charges for the parts of incomplete uploads and does not list them with the objects. */
export const ABORT_INCOMPLETE_UPLOADS_RULE: s3.LifecycleRule = {
  id: 'AbortIncompleteMultipartUploads', abortIncompleteMultipartUploadAfter: Duration.days(7),
};

/** Makes the properties for the name of a bucket. */
export function makeNameProps(region: string, prefix: string, accountRegional = false): s3.BucketProps {
  return accountRegional
    ? { bucketNamePrefix: prefix, bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL }
    : { bucketName: makeBucketName(prefix, region) };
}

/** Makes the properties of a private bucket that accepts only TLS requests. */
export function makeSecureProps(removalPolicy: RemovalPolicy): s3.BucketProps {
  return {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy,
  };
}

/** Retains the policy of a bucket together with the bucket. */
export function applyRemovalPolicyToBucketPolicy(bucket: s3.Bucket, removalPolicy: RemovalPolicy): void {
  bucket.policy?.applyRemovalPolicy(removalPolicy);
}
