import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type ObjectHeaders } from '../model/objects';

const ENCRYPTION_HEADER = 'x-amz-server-side-encryption';
const KEY_HEADER = 'x-amz-server-side-encryption-aws-kms-key-id';
const BUCKET_KEY_HEADER = 'x-amz-server-side-encryption-bucket-key-enabled';
const HEADERS = [ENCRYPTION_HEADER, KEY_HEADER, BUCKET_KEY_HEADER];

/** The key that AWS manages for S3 in each account. All principals of the account may use it through S3. */
export const MANAGED_KEY = 'alias/aws/s3';

/** Adds the default encryption of a bucket to the headers of a new object, unless they contain an encryption. */
export function addDefaultEncryption({ encryption }: SimulatedBucket, headers: ObjectHeaders): ObjectHeaders {
  if (headers[ENCRYPTION_HEADER] !== undefined) return headers;
  const { ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: isBucketKeyEnabled } = encryption;
  const { SSEAlgorithm: algorithm, KMSMasterKeyID: key } = byDefault;
  // Spread syntax would make a hidden class of V8 for each object.
  return Object.assign(
    {}, headers, { [ENCRYPTION_HEADER]: algorithm }, key === undefined ? {} : { [KEY_HEADER]: key },
    isBucketKeyEnabled === true ? { [BUCKET_KEY_HEADER]: 'true' } : {});
}

/** Returns the headers that describe an encryption. */
export function pickEncryption(headers: ObjectHeaders): ObjectHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HEADERS.includes(name)));
}

export function omitEncryption(headers: ObjectHeaders): ObjectHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HEADERS.includes(name)));
}

/** Returns the KMS key of an object, or undefined if S3 encrypts it with its own keys. */
export function findEncryptionKey(headers: ObjectHeaders): string | undefined {
  if (!headers[ENCRYPTION_HEADER]?.startsWith('aws:kms')) return undefined;
  return headers[KEY_HEADER] ?? MANAGED_KEY;
}

/** Whether S3 uses an S3 Bucket Key for the data keys of an object. */
export function hasBucketKey(headers: ObjectHeaders): boolean {
  return headers[BUCKET_KEY_HEADER] === 'true';
}

/** Replaces the key of an object by the key that a replication rule names for replicas. */
export function encryptReplica(headers: ObjectHeaders, replicaKey: string | undefined): ObjectHeaders {
  return replicaKey === undefined || findEncryptionKey(headers) === undefined
    ? headers : { ...headers, [KEY_HEADER]: replicaKey };
}
