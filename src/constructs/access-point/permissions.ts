/** The actions of one kind of access: some are checked on the access point, some on the objects behind it. */
export interface AccessActions {
  readonly onAccessPoint: string[];
  readonly onObjects: string[];
}

/**
 * Absent on purpose: s3:GetObjectAcl (members enforce the bucket owner), s3:GetObjectRetention and s3:GetObjectLegalHold (who reads need not
 * know), and s3:GetObjectAttributes and s3:ListBucketVersions, which access points do not support.
 */
export const READ: AccessActions = {
  onAccessPoint: ['s3:ListBucket'],
  onObjects: ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging'],
};

/**
 * Absent on purpose: s3:PutObjectAcl (members enforce the bucket owner), s3:PutObjectRetention, s3:PutObjectLegalHold and
 * s3:BypassGovernanceRetention (a writer does not decide how long data must stay).
 */
export const PUT: AccessActions = {
  onAccessPoint: ['s3:ListBucketMultipartUploads'],
  onObjects: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
};

/** Absent on purpose: s3:DeleteObjectVersion. It destroys data for good, and S3 does not replicate it. */
export const DELETE: AccessActions = {
  onAccessPoint: [],
  onObjects: ['s3:DeleteObject', 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'],
};

export const FAILOVER_ACTIONS = ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'];

/** S3 decrypts on behalf of whoever reads. */
export const DECRYPT = ['kms:Decrypt'];
/** A multipart upload is decrypted to be put together. */
export const ENCRYPT = ['kms:Decrypt', 'kms:GenerateDataKey'];

export function union(...accesses: AccessActions[]): AccessActions {
  return {
    onAccessPoint: [...new Set(accesses.flatMap((access) => access.onAccessPoint))].sort(),
    onObjects: [...new Set(accesses.flatMap((access) => access.onObjects))].sort(),
  };
}
