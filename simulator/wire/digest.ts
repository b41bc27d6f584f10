import { createHash } from 'node:crypto';
import { invalidRequestError, ServiceError } from '../engine/service-error';

const MD5_BYTES = 16;

/** Compares the body with its Content-MD5 header. */
export function checkContentDigest(headers: Headers, body: Uint8Array): void {
  const digest = headers.get('content-md5');
  if (digest === null) return;
  const expected = Buffer.from(digest, 'base64');
  if (expected.length !== MD5_BYTES) {
    throw new ServiceError('InvalidDigest', 'The Content-MD5 you specified is not valid.');
  }
  if (!createHash('md5').update(body).digest().equals(expected)) {
    throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
}

/** S3 Control requires a checksum for each body. */
export function requireDigest(headers: Headers, body: Uint8Array): void {
  const hasChecksum =
    headers.has('content-md5') || [...headers.keys()].some((name) => name.startsWith('x-amz-checksum-'));
  if (body.length > 0 && !hasChecksum) {
    throw invalidRequestError('Missing required header for this request: Content-MD5');
  }
}
