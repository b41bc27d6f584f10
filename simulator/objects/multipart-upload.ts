import { createHash } from 'node:crypto';
import { ServiceError } from '../engine/service-error';
import { type ChecksumAlgorithm, type ObjectChecksum, type ObjectWrite } from '../model/objects';
import { computeChecksum } from './checksums';

/** S3 refuses smaller parts, except for the last part. */
const MIN_PART_BYTES = 5 * 1_024 * 1_024;
const MAX_PART_NUMBER = 10_000;

export interface UploadedPart {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly checksum: ObjectChecksum;
  readonly uploadedAt: number;
}

export interface MultipartUpload {
  readonly id: string;
  readonly key: string;
  readonly initiatedAt: number;
  readonly write: ObjectWrite;
  readonly checksumAlgorithm: ChecksumAlgorithm;
  readonly checksumType: ObjectChecksum['type'];
  readonly parts: Map<number, UploadedPart>;
}

export interface AssembledObject {
  readonly body: Uint8Array;
  readonly etag: string;
  readonly checksum: ObjectChecksum;
  readonly partSizes: readonly number[];
}

export function checkPartNumber(partNumber: number): void {
  if (!(partNumber >= 1 && partNumber <= MAX_PART_NUMBER)) {
    throw new ServiceError(
      'InvalidArgument', `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`);
  }
}

/** Chooses the type of the checksum of an upload. CRC64NVME has no composite form, and others default to it. */
export function chooseChecksumType(
  algorithm: ChecksumAlgorithm, requested: ObjectChecksum['type'] | undefined,
): ObjectChecksum['type'] {
  const onlyComposite = algorithm === 'SHA1' || algorithm === 'SHA256';
  const type = requested ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  if ((type === 'COMPOSITE' && algorithm === 'CRC64NVME') || (type === 'FULL_OBJECT' && onlyComposite)) {
    throw new ServiceError(
      'InvalidRequest', `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`);
  }
  return type;
}

/** Joins the listed parts of an upload. */
export async function assembleParts(
  upload: MultipartUpload, listed: readonly { readonly PartNumber: number; readonly ETag: string }[],
): Promise<AssembledObject> {
  if (listed.length === 0) throw new ServiceError('MalformedXML', 'You must specify at least one part');
  if (listed.some(({ PartNumber }, i) => i > 0 && PartNumber <= listed[i - 1].PartNumber)) {
    throw new ServiceError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = listed.map(({ PartNumber, ETag }) => {
    const part = upload.parts.get(PartNumber);
    if (part === undefined || part.etag !== `"${ETag.replace(/"/g, '')}"`) {
      throw new ServiceError('InvalidPart', 'One or more of the specified parts could not be found.');
    }
    return part;
  });
  if (parts.slice(0, -1).some(({ body }) => body.length < MIN_PART_BYTES)) {
    throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
  }
  const body = Buffer.concat(parts.map((part) => part.body));
  return {
    body,
    etag: makeMultipartETag(parts),
    checksum: await joinChecksums(upload, parts, body),
    partSizes: parts.map((part) => part.body.length),
  };
}

function makeMultipartETag(parts: readonly UploadedPart[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(etag.replace(/"/g, ''), 'hex'));
  return `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`;
}

async function joinChecksums(
  { checksumAlgorithm: algorithm, checksumType: type }: MultipartUpload,
  parts: readonly UploadedPart[],
  body: Uint8Array,
): Promise<ObjectChecksum> {
  if (type === 'FULL_OBJECT') return { algorithm, type, value: await computeChecksum(algorithm, body) };
  const digests = parts.map(({ checksum }) => Buffer.from(checksum.value, 'base64'));
  return { algorithm, type, value: `${await computeChecksum(algorithm, Buffer.concat(digests))}-${parts.length}` };
}
