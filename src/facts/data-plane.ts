import { type SourcedFact, makeS3UserGuideSource } from './source';

/** The resource of an operation's permission: the access point, or an object. */
export type OperationLevel = 'bucket' | 'object';

export interface DataPlaneOperation extends SourcedFact {
  readonly operation: string;
  readonly level: OperationLevel;
  /** The IAM actions that the operation may need. */
  readonly actions: readonly string[];
}

const OPERATIONS = makeS3UserGuideSource('MrapOperations');
const REQUIRED_PERMISSIONS = makeS3UserGuideSource('using-with-s3-policy-actions', '2026-10-01');
/** A request that writes an object needs the actions of its ACL, tags and locks only if it contains them. */
const PUT_ACTIONS = [
  's3:PutObject', 's3:PutObjectTagging', 's3:PutObjectAcl', 's3:PutObjectLegalHold', 's3:PutObjectRetention',
];

/**
 * The operations that an access point supports. S3 refuses all others: DeleteObjects, ListObjects, ListObjectVersions,
 * HeadBucket, GetObjectAttributes, UploadPartCopy, SelectObjectContent and all operations that configure a bucket.
 */
export const DATA_PLANE_OPERATIONS: readonly DataPlaneOperation[] = [
  { operation: 'AbortMultipartUpload', level: 'object', actions: ['s3:AbortMultipartUpload'], source: OPERATIONS },
  { operation: 'CompleteMultipartUpload', level: 'object', actions: ['s3:PutObject'], source: OPERATIONS },
  // Only as the destination. Before 2023, access points did not support the operation.
  { operation: 'CopyObject', level: 'object', actions: PUT_ACTIONS, source: REQUIRED_PERMISSIONS },
  { operation: 'CreateMultipartUpload', level: 'object', actions: PUT_ACTIONS, source: REQUIRED_PERMISSIONS },
  {
    operation: 'DeleteObject',
    level: 'object',
    actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'],
    source: OPERATIONS,
  },
  {
    operation: 'DeleteObjectTagging',
    level: 'object',
    actions: ['s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'],
    source: OPERATIONS,
  },
  { operation: 'GetObject', level: 'object', actions: ['s3:GetObject', 's3:GetObjectVersion'], source: OPERATIONS },
  {
    operation: 'GetObjectAcl',
    level: 'object',
    actions: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
    source: OPERATIONS,
  },
  { operation: 'GetObjectLegalHold', level: 'object', actions: ['s3:GetObjectLegalHold'], source: OPERATIONS },
  { operation: 'GetObjectRetention', level: 'object', actions: ['s3:GetObjectRetention'], source: OPERATIONS },
  {
    operation: 'GetObjectTagging',
    level: 'object',
    actions: ['s3:GetObjectTagging', 's3:GetObjectVersionTagging'],
    source: OPERATIONS,
  },
  { operation: 'HeadObject', level: 'object', actions: ['s3:GetObject', 's3:GetObjectVersion'], source: OPERATIONS },
  {
    operation: 'ListMultipartUploads',
    level: 'bucket',
    actions: ['s3:ListBucketMultipartUploads'],
    source: OPERATIONS,
  },
  { operation: 'ListObjectsV2', level: 'bucket', actions: ['s3:ListBucket'], source: OPERATIONS },
  { operation: 'ListParts', level: 'object', actions: ['s3:ListMultipartUploadParts'], source: OPERATIONS },
  {
    operation: 'PutObject',
    level: 'object',
    actions: PUT_ACTIONS,
    source: REQUIRED_PERMISSIONS,
  },
  {
    operation: 'PutObjectAcl',
    level: 'object',
    actions: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
    source: OPERATIONS,
  },
  { operation: 'PutObjectLegalHold', level: 'object', actions: ['s3:PutObjectLegalHold'], source: OPERATIONS },
  {
    operation: 'PutObjectRetention',
    level: 'object',
    actions: ['s3:PutObjectRetention', 's3:BypassGovernanceRetention'],
    source: OPERATIONS,
  },
  {
    operation: 'PutObjectTagging',
    level: 'object',
    actions: ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'],
    source: OPERATIONS,
  },
  { operation: 'RestoreObject', level: 'object', actions: ['s3:RestoreObject'], source: OPERATIONS },
  { operation: 'UploadPart', level: 'object', actions: ['s3:PutObject'], source: OPERATIONS },
];

/** The IAM actions that have an effect on an access point, in alphabetical order. */
export function supportedActions(level?: OperationLevel): string[] {
  const operations = DATA_PLANE_OPERATIONS.filter((entry) => level === undefined || entry.level === level);
  return [...new Set(operations.flatMap((entry) => entry.actions))].sort();
}
