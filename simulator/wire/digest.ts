import { createHash } from 'node:crypto';
import { invalidRequestError, ServiceError } from '../engine/service-error';
import { type WireRequest } from './http-route';

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

const DIGEST_HEADER = /^(?:content-md5|x-amz-checksum-(?:crc32c?|crc64nvme|sha1|sha256))$/;

/** Whether a request has a digest or a checksum of its body, in a header or in a trailer. */
export function hasBodyDigest({ header, headerNames }: Pick<WireRequest, 'header' | 'headerNames'>): boolean {
  const trailers = (header('x-amz-trailer') ?? '').toLowerCase().split(',').map((name) => name.trim());
  return [...headerNames, ...trailers].some((name) => DIGEST_HEADER.test(name));
}

/** S3 changes the locks of objects only with a digest or a checksum of the document. */
export function requireLockDigest(request: Pick<WireRequest, 'header' | 'headerNames'>): void {
  if (hasBodyDigest(request)) return;
  throw invalidRequestError('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
}

/** S3 Control requires a checksum for each body. */
export function requireDigest(headers: Headers, body: Uint8Array): void {
  const hasChecksum =
    headers.has('content-md5') || [...headers.keys()].some((name) => name.startsWith('x-amz-checksum-'));
  if (body.length > 0 && !hasChecksum) {
    throw invalidRequestError('Missing required header for this request: Content-MD5');
  }
}
