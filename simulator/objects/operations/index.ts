import { copyObjectHandler } from './copy-object';
import { deleteObjectHandler } from './delete-object';
import { deleteObjectsHandler } from './delete-objects';
import { getObjectHandler, headObjectHandler } from './get-object';
import { listObjectVersionsHandler } from './list-object-versions';
import { listObjectsHandler, listObjectsV2Handler } from './list-objects';
import {
  abortMultipartUploadHandler, completeMultipartUploadHandler, createMultipartUploadHandler,
  listMultipartUploadsHandler, listPartsHandler, uploadPartHandler,
} from './multipart';
import { getObjectAclHandler, putObjectAclHandler } from './object-acl';
import {
  getObjectLegalHoldHandler, getObjectRetentionHandler, putObjectLegalHoldHandler, putObjectRetentionHandler,
} from './object-locks';
import { deleteObjectTaggingHandler, getObjectTaggingHandler, putObjectTaggingHandler } from './object-tagging';
import { putObjectHandler } from './put-object';
import { restoreObjectHandler } from './restore-object';
import { uploadPartCopyHandler } from './upload-part-copy';

export const OBJECT_OPERATION_HANDLERS = {
  AbortMultipartUpload: abortMultipartUploadHandler,
  CompleteMultipartUpload: completeMultipartUploadHandler,
  CopyObject: copyObjectHandler,
  CreateMultipartUpload: createMultipartUploadHandler,
  DeleteObject: deleteObjectHandler,
  DeleteObjectTagging: deleteObjectTaggingHandler,
  DeleteObjects: deleteObjectsHandler,
  GetObject: getObjectHandler,
  GetObjectAcl: getObjectAclHandler,
  GetObjectLegalHold: getObjectLegalHoldHandler,
  GetObjectRetention: getObjectRetentionHandler,
  GetObjectTagging: getObjectTaggingHandler,
  HeadObject: headObjectHandler,
  ListMultipartUploads: listMultipartUploadsHandler,
  ListObjectVersions: listObjectVersionsHandler,
  ListObjects: listObjectsHandler,
  ListObjectsV2: listObjectsV2Handler,
  ListParts: listPartsHandler,
  PutObject: putObjectHandler,
  PutObjectAcl: putObjectAclHandler,
  PutObjectLegalHold: putObjectLegalHoldHandler,
  PutObjectRetention: putObjectRetentionHandler,
  PutObjectTagging: putObjectTaggingHandler,
  RestoreObject: restoreObjectHandler,
  UploadPart: uploadPartHandler,
  UploadPartCopy: uploadPartCopyHandler,
};
