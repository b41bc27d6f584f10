import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { invalidRequestError, ServiceError } from '../../engine/service-error';
import { type ObjectChecksum, type UploadDescription, type UploadRequest } from '../../model/objects';
import { addDefaultEncryption, pickEncryption } from '../encryption';
import { type KeyUse } from '../key-permissions';
import { compareKeys, listByMarker } from '../list-by-marker';
import {
  assembleParts, checkPartChecksum, checkPartNumber, chooseChecksumType, type MultipartUpload, requirePartChecksums,
} from '../multipart-upload';
import { requireDigestOfLocked } from '../object-lock';
import { findStorageClass } from '../object-version';
import { checkWriteConditions } from '../request-conditions';
import { checkWrite, writeVersion } from '../write-version';
import { makeCanonicalUserId } from './object-acl';
import { defineObjectHandler } from './object-handler';
import { describeWrite, makeETag } from './put-object';
import { findWriteActions, findWriteKeyUses } from './write-permissions';

const MAX_PARTS = 1_000;
const MAX_UPLOADS = 1_000;

/** An upload belongs to the member that created it. Other members do not know it. */
export function findUpload({ objects }: SimulatedBucket, { Key, UploadId }: UploadRequest): MultipartUpload {
  const upload = objects.uploads.get(UploadId);
  if (upload === undefined || upload.key !== Key) {
    throw new ServiceError('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid, '
      + 'or the upload may have been aborted or completed.', { UploadId });
  }
  return upload;
}

export const createMultipartUploadHandler = defineObjectHandler<'CreateMultipartUpload'>({
  action: 's3:PutObject',
  findFurtherActions: findWriteActions,
  findKeyUses: findWriteKeyUses,
  handle: ({ identifiers }, bucket, { input, at }) => {
    const { Key: key, ChecksumAlgorithm: algorithm = 'CRC64NVME', ChecksumType: type } = input;
    checkWrite(bucket, key, input, at);
    const write = { ...input, Headers: addDefaultEncryption(bucket, input.Headers) };
    const upload: MultipartUpload = {
      id: identifiers.versionId(),
      key,
      initiatedAt: at,
      write,
      checksumAlgorithm: algorithm,
      checksumType: chooseChecksumType(algorithm, type),
      parts: new Map(),
    };
    bucket.objects.uploads.set(upload.id, upload);
    return {
      Bucket: bucket.name,
      Key: key,
      UploadId: upload.id,
      Encryption: pickEncryption(write.Headers),
      ...(input.ChecksumAlgorithm && { Checksum: { algorithm, type: upload.checksumType } }),
    };
  },
});

/** S3 decrypts the data key of an upload for each part. */
export function findUploadKeyUses(
  { objects }: SimulatedBucket, { Key: key, UploadId }: UploadRequest,
): readonly KeyUse[] {
  return [{ action: 'kms:Decrypt', key, headers: objects.uploads.get(UploadId)?.write.Headers ?? {} }];
}

export const uploadPartHandler = defineObjectHandler<'UploadPart'>({
  action: 's3:PutObject',
  findKeyUses: findUploadKeyUses,
  handle: (_state, bucket, { input, at }) => {
    const { PartNumber: number, Body: body, Checksum: checksum } = input;
    checkPartNumber(number);
    const upload = findUpload(bucket, input);
    requireDigestOfLocked(bucket, upload.write, 'Part', input.HasDigest);
    checkPartChecksum(upload, checksum);
    const etag = makeETag(body);
    upload.parts.set(number, { body, etag, checksum, uploadedAt: at });
    return { ETag: etag, Checksum: checksum, Encryption: pickEncryption(upload.write.Headers) };
  },
});

/** Refuses a completion whose checksum differs. The number of parts behind a composite checksum is optional. */
function refuseOtherChecksum(
  expected: Pick<ObjectChecksum, 'algorithm' | 'value'> | undefined, { algorithm, value }: ObjectChecksum,
): void {
  if (expected === undefined) return;
  const isEqual = expected.value === value || expected.value === value.replace(/-\d+$/, '');
  if (expected.algorithm !== algorithm || !isEqual) {
    throw new ServiceError(
      'BadDigest', `The ${expected.algorithm} you specified did not match the calculated checksum.`);
  }
}

function refuseOtherSize(expected: number | undefined, size: number): void {
  if (expected === undefined || expected === size) return;
  throw invalidRequestError(
    `The provided 'x-amz-mp-object-size' header does not match what was computed: got ${expected}, expected ${size}`);
}

/** Returns the URL of an object at the endpoint of its bucket. */
function makeLocation({ name, region }: SimulatedBucket, key: string): string {
  return `https://${name}.s3.${region}.amazonaws.com/${key.split('/').map(encodeURIComponent).join('/')}`;
}

export const completeMultipartUploadHandler = defineObjectHandler<'CompleteMultipartUpload'>({
  action: 's3:PutObject',
  findKeyUses: findUploadKeyUses,
  handle: async (state, bucket, { input, at }) => {
    const { uploads, completed } = bucket.objects;
    const former = uploads.has(input.UploadId) ? undefined : completed.get(input.UploadId);
    // A client that lost the answer can complete the upload again.
    if (former?.output.Key === input.Key && former.parts === JSON.stringify(input.Parts)) return former.output;
    const upload = findUpload(bucket, input);
    checkWriteConditions(bucket.objects.current(upload.key), input);
    const content = await assembleParts(upload, input.Parts);
    refuseOtherChecksum(input.Checksum, content.checksum);
    requirePartChecksums(upload, input.Parts);
    refuseOtherSize(input.ObjectSize, content.body.length);
    uploads.delete(upload.id);
    const version = writeVersion(state, bucket, upload.key, upload.write, content, at);
    const output = {
      Bucket: bucket.name,
      Key: upload.key,
      Location: makeLocation(bucket, upload.key),
      ...describeWrite(bucket, version),
    };
    completed.set(upload.id, { parts: JSON.stringify(input.Parts), output });
    return output;
  },
});

export const abortMultipartUploadHandler = defineObjectHandler<'AbortMultipartUpload'>({
  action: 's3:AbortMultipartUpload',
  handle: (_state, bucket, { input }) => {
    bucket.objects.uploads.delete(findUpload(bucket, input).id);
    return {};
  },
});

function describeUpload({ write, checksumAlgorithm, checksumType }: MultipartUpload): UploadDescription {
  return {
    StorageClass: findStorageClass(write.Headers), ChecksumAlgorithm: checksumAlgorithm, ChecksumType: checksumType,
  };
}

export const listPartsHandler = defineObjectHandler<'ListParts'>({
  action: 's3:ListMultipartUploadParts',
  handle: (_state, bucket, { input }) => {
    const { MaxParts: limit = MAX_PARTS, PartNumberMarker: marker = 0 } = input;
    const upload = findUpload(bucket, input);
    const parts = [...upload.parts]
      .filter(([number]) => number > marker).sort(([a], [b]) => a - b)
      .map(([PartNumber, { etag, body, uploadedAt, checksum }]) => ({
        PartNumber, ETag: etag, Size: body.length, LastModified: new Date(uploadedAt), Checksum: checksum,
      }));
    const page = parts.slice(0, limit);
    const isTruncated = page.length < parts.length;
    return {
      Bucket: bucket.name,
      Owner: makeCanonicalUserId(bucket.accountId),
      ...describeUpload(upload),
      Parts: page,
      MaxParts: limit,
      IsTruncated: isTruncated,
      ...(isTruncated && page.length > 0 && { NextPartNumberMarker: page[page.length - 1].PartNumber }),
    };
  },
});

export const listMultipartUploadsHandler = defineObjectHandler<'ListMultipartUploads'>({
  action: 's3:ListBucketMultipartUploads',
  handle: (_state, { name, accountId, objects }, { input }) => {
    const { MaxUploads: limit = MAX_UPLOADS } = input;
    const uploads = [...objects.uploads.values()].sort((a, b) => compareKeys(a.key, b.key));
    const page = listByMarker(uploads, {
      prefix: input.Prefix,
      delimiter: input.Delimiter,
      keyMarker: input.KeyMarker,
      idMarker: input.UploadIdMarker,
      limit: Math.min(limit, MAX_UPLOADS),
    });
    return {
      Bucket: name,
      Owner: makeCanonicalUserId(accountId),
      MaxUploads: limit,
      IsTruncated: page.isTruncated,
      NextKeyMarker: page.nextKeyMarker,
      NextUploadIdMarker: page.nextIdMarker,
      Uploads: page.items.map((upload) => ({
        Key: upload.key, UploadId: upload.id, Initiated: new Date(upload.initiatedAt), ...describeUpload(upload),
      })),
      CommonPrefixes: [...page.prefixes],
    };
  },
});
