import { assertParameters, TEXT_PROPERTY_KIND } from '../../validation/assert-properties';

/** The actions of one kind of access. S3 checks some on the access point and some on its objects. */
export interface AccessPointAndObjectActions {
  readonly onAccessPoint: string[];
  readonly onObjects: string[];
}

/**
 * Actions to list the access point and read objects.
 *
 * Does not contain s3:GetObjectAcl, because members disable ACLs. Does not contain s3:GetObjectRetention and
 * s3:GetObjectLegalHold, because readers do not need them. Does not contain s3:GetObjectAttributes and
 * s3:ListBucketVersions, because access points do not support them.
 */
export const READ_ACTIONS: AccessPointAndObjectActions = {
  onAccessPoint: ['s3:ListBucket'],
  onObjects: ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging'],
};

/**
 * Actions to put objects.
 *
 * Does not contain s3:PutObjectAcl, because members disable ACLs. Does not contain s3:PutObjectRetention,
 * s3:PutObjectLegalHold and s3:BypassGovernanceRetention, because writers must not change how long data is retained.
 */
export const PUT_ACTIONS: AccessPointAndObjectActions = {
  onAccessPoint: ['s3:ListBucketMultipartUploads'],
  onObjects: [
    's3:AbortMultipartUpload', 's3:ListMultipartUploadParts',
    's3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging',
  ],
};

/**
 * Actions to delete objects.
 *
 * Does not contain s3:DeleteObjectVersion, which destroys data permanently and which S3 does not replicate.
 */
export const DELETE_ACTIONS: AccessPointAndObjectActions = {
  onAccessPoint: [],
  onObjects: ['s3:DeleteObject', 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'],
};

export const FAILOVER_ACTIONS = ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'];

/** S3 decrypts objects with the permissions of the reader. */
export const KMS_DECRYPT_ACTIONS = ['kms:Decrypt'];
/** To complete a multipart upload, S3 decrypts its parts. */
export const KMS_ENCRYPT_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Makes the ARN of objects of an access point. */
export function makeObjectsArn(accessPointArn: string, objectsKeyPattern: string): string {
  assertParameters('the access point', { objectsKeyPattern }, { objectsKeyPattern: TEXT_PROPERTY_KIND });
  return `${accessPointArn}/object/${objectsKeyPattern}`;
}

/** Combines the actions of several kinds of access. */
export function combineActions(...accesses: AccessPointAndObjectActions[]): AccessPointAndObjectActions {
  return {
    onAccessPoint: [...new Set(accesses.flatMap((access) => access.onAccessPoint))].sort(),
    onObjects: [...new Set(accesses.flatMap((access) => access.onObjects))].sort(),
  };
}
