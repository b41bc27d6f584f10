import { ServiceError } from '../../engine/service-error';
import {
  type ChecksumAlgorithm, type LegalHoldStatus, type ObjectChecksum, type ObjectHeaders, type ObjectWrite,
  type RequestConditions, type Retention,
} from '../../model/objects';
import { type Tag } from '../../model/replication';
import { CHECKSUM_ALGORITHMS } from '../../objects/checksums';
import { checkAcl } from '../../objects/operations/object-acl';
import { type WireRequest } from '../http-route';

const STORED_HEADERS = [
  'cache-control', 'content-disposition', 'content-language', 'content-type', 'expires', 'x-amz-storage-class',
  'x-amz-website-redirect-location', 'x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
];
const UNSUPPORTED = new RegExp('^x-amz-(?:'
  + 'grant-|server-side-encryption-customer-|copy-source-server-side-encryption-|write-offset|object-lock-event)');
const STORAGE_CLASS = 'x-amz-storage-class';
const STORAGE_CLASSES = [
  'STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR',
];
const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE', 'SNOW', 'OUTPOSTS'];
const METADATA = 'x-amz-meta-';
const MAX_METADATA_BYTES = 2_048;

const ENCRYPTION_HEADER = 'x-amz-server-side-encryption';
const ENCRYPTION_ALGORITHMS = ['AES256', 'aws:kms', 'aws:kms:dsse'];

type HeaderReader = WireRequest['header'];

export function notImplementedHeader(header: string): ServiceError {
  return new ServiceError(
    'NotImplemented', 'A header you provided implies functionality that is not implemented', { Header: header });
}

/** Refuses headers that the simulator does not implement. */
export function refuseUnsupportedHeaders({ headerNames }: Pick<WireRequest, 'headerNames'>): void {
  const unsupported = headerNames.find((name) => UNSUPPORTED.test(name));
  if (unsupported !== undefined) throw notImplementedHeader(unsupported);
}

/** Reads the headers that S3 stores with an object. */
export function readStoredHeaders({ header, headerNames }: WireRequest): ObjectHeaders {
  refuseUnsupportedHeaders({ headerNames });
  checkEncryption(header);
  checkStorageClass(header(STORAGE_CLASS) || undefined);
  // S3 removes its own encoding and keeps the others as sent.
  const encoding = (header('content-encoding') ?? '').replace(/(?:^|,)\s*aws-chunked\s*(?=,|$)/g, '')
    .replace(/^[,\s]+/, '');
  const metadata = headerNames.filter((name) => name.startsWith(METADATA));
  checkMetadata(metadata.map((name) => [name.slice(METADATA.length), header(name) ?? '']));
  const names = [...STORED_HEADERS, ...metadata];
  const stored = names.flatMap((name) => {
    const value = header(name);
    return value === undefined || (value === '' && name === STORAGE_CLASS) ? [] : [[name, value] as const];
  });
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(stored),
    ...(encoding !== '' && { 'content-encoding': encoding }),
  };
}

function checkStorageClass(storageClass = 'STANDARD'): void {
  if (ARCHIVES.includes(storageClass)) throw notImplementedHeader(STORAGE_CLASS);
  if (STORAGE_CLASSES.includes(storageClass)) return;
  throw new ServiceError('InvalidStorageClass', 'The storage class you specified is not valid', {
    StorageClassRequested: storageClass,
  });
}

/** S3 limits the sum of the names and values of the metadata that the user defines. */
function checkMetadata(metadata: readonly (readonly [name: string, value: string])[]): void {
  const bytes = Buffer.byteLength(metadata.flat().join(''));
  if (bytes <= MAX_METADATA_BYTES) return;
  throw new ServiceError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
    Size: String(bytes), MaxSizeAllowed: String(MAX_METADATA_BYTES),
  });
}

/** Refuses encryption headers that contradict each other. */
function checkEncryption(header: HeaderReader): void {
  const [algorithm, key] = [header(ENCRYPTION_HEADER), header(`${ENCRYPTION_HEADER}-aws-kms-key-id`)];
  if (algorithm !== undefined && !ENCRYPTION_ALGORITHMS.includes(algorithm)) {
    throw new ServiceError('InvalidArgument', 'The encryption method specified is not supported', {
      ArgumentName: ENCRYPTION_HEADER, ArgumentValue: algorithm,
    });
  }
  if (key !== undefined && !(algorithm ?? '').startsWith('aws:kms')) {
    throw new ServiceError(
      'InvalidArgument', `The header ${ENCRYPTION_HEADER}-aws-kms-key-id requires ${ENCRYPTION_HEADER}: aws:kms`);
  }
}

/** Refuses encryption headers of a read, because the encryption is a property of the object. */
export function refuseEncryptionHeaders(header: HeaderReader): void {
  const algorithm = header(ENCRYPTION_HEADER);
  if (algorithm === undefined) return;
  throw new ServiceError('InvalidArgument', `${ENCRYPTION_HEADER} header is not supported for this operation.`, {
    ArgumentName: ENCRYPTION_HEADER, ArgumentValue: algorithm,
  });
}

function readTags(text: string | undefined): readonly Tag[] | undefined {
  if (text === undefined) return undefined;
  const tags = [...new URLSearchParams(text)].map(([Key, Value]) => ({ Key, Value }));
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw new ServiceError('InvalidArgument', 'The header \'x-amz-tagging\' shall be encoded as UTF-8 then URLEncoded '
      + 'URL query parameters without tag name duplicates.', { ArgumentName: 'x-amz-tagging', ArgumentValue: text });
  }
  return tags;
}

function readRetention(header: HeaderReader): Retention | undefined {
  const [mode, until] = [header('x-amz-object-lock-mode'), header('x-amz-object-lock-retain-until-date')];
  if (mode === undefined && until === undefined) return undefined;
  return parseRetention(mode, new Date(until ?? ''));
}

export function parseRetention(mode: string | undefined, until: Date | undefined): Retention {
  const isMode = mode === 'GOVERNANCE' || mode === 'COMPLIANCE';
  if (!isMode || until === undefined || Number.isNaN(until.getTime())) {
    throw new ServiceError('InvalidArgument', 'A retention needs a mode and a retain until date');
  }
  return { Mode: mode, RetainUntilDate: until };
}

export function parseLegalHold(status: string | undefined): LegalHoldStatus {
  if (status !== 'ON' && status !== 'OFF') {
    throw new ServiceError('InvalidArgument', 'Legal Hold must be either of \'ON\' or \'OFF\'');
  }
  return status;
}

/** Reads the settings of a new object, whose version S3 names. */
export function readWrite(request: WireRequest): ObjectWrite {
  const { header, query } = request;
  if (query.has('versionId')) {
    throw new ServiceError('InvalidArgument', 'This operation does not accept a version-id.', {
      ArgumentName: 'versionId', ArgumentValue: query.get('versionId')!,
    });
  }
  // S3 treats an empty header as none.
  const [acl, legalHold] = [header('x-amz-acl') || undefined, header('x-amz-object-lock-legal-hold')];
  if (acl !== undefined) checkAcl(acl);
  return {
    Headers: readStoredHeaders(request),
    Tags: readTags(header('x-amz-tagging')),
    ACL: acl,
    LegalHold: legalHold === undefined ? undefined : parseLegalHold(legalHold),
    Retention: readRetention(header),
  };
}

function readDate(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  // As in HTTP, a date that cannot be parsed is no condition.
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** @param prefix `x-amz-copy-source-` for the source of a copy */
export function readConditions(header: HeaderReader, prefix = ''): RequestConditions {
  return {
    IfMatch: header(`${prefix}if-match`),
    IfNoneMatch: header(`${prefix}if-none-match`),
    IfModifiedSince: readDate(header(`${prefix}if-modified-since`)),
    IfUnmodifiedSince: readDate(header(`${prefix}if-unmodified-since`)),
  };
}

export function parseChecksumAlgorithm(text: string | undefined): ChecksumAlgorithm | undefined {
  if (text === undefined) return undefined;
  const found = CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === text.toUpperCase());
  if (found === undefined) throw notImplementedHeader('x-amz-checksum-algorithm');
  return found;
}

export function parseChecksumType(text: string | undefined): ObjectChecksum['type'] | undefined {
  if (text !== undefined && text !== 'FULL_OBJECT' && text !== 'COMPOSITE') {
    throw new ServiceError('InvalidRequest', `"${text}" is not a checksum type`);
  }
  return text;
}
