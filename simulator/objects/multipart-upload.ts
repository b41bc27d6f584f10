import { createHash } from 'node:crypto';
import { invalidRequestError, ServiceError } from '../engine/service-error';
import { type ChecksumAlgorithm, type CompletedPart, type ObjectChecksum, type ObjectWrite } from '../model/objects';
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

/** A composite checksum consists of the checksums of the parts, so each part needs one of the same algorithm. */
export function checkPartChecksum(
  { checksumType: type, checksumAlgorithm: expected }: MultipartUpload, { algorithm }: ObjectChecksum,
): void {
  if (type === 'FULL_OBJECT' || algorithm === expected) return;
  throw invalidRequestError(`Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, `
    + `actual checksum Type: ${algorithm.toLowerCase()}`);
}

/** The client must repeat the checksums of the parts that a composite checksum consists of. */
export function requirePartChecksums(
  { checksumType, checksumAlgorithm }: MultipartUpload, listed: readonly CompletedPart[],
): void {
  const incomplete = listed.find(({ Checksum }) => Checksum === undefined);
  if (checksumType === 'FULL_OBJECT' || incomplete === undefined) return;
  throw invalidRequestError(`The upload was created using a ${checksumAlgorithm.toLowerCase()} checksum. The complete `
    + 'request must include the checksum for each part. '
    + `It was missing for part ${incomplete.PartNumber} in the request.`);
}

/** Whether a part has the entity tag, and the checksum if the client names one. */
function isListedPart(
  { etag, checksum }: UploadedPart, { ETag, Checksum: expected = checksum }: CompletedPart,
): boolean {
  return etag === `"${ETag.replace(/"/g, '')}"`
    && (expected.algorithm !== checksum.algorithm || expected.value === checksum.value);
}

/** Joins the listed parts of an upload. */
export async function assembleParts(
  upload: MultipartUpload, listed: readonly CompletedPart[],
): Promise<AssembledObject> {
  if (listed.length === 0) throw new ServiceError('MalformedXML', 'You must specify at least one part');
  if (listed.some(({ PartNumber }, i) => i > 0 && PartNumber <= listed[i - 1].PartNumber)) {
    throw new ServiceError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const parts = listed.map((entry) => {
    const part = upload.parts.get(entry.PartNumber);
    if (part === undefined || !isListedPart(part, entry)) {
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
