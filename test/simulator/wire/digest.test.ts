import { hasBodyDigest, requireLockDigest } from '../../../simulator/wire/digest';

function makeRequest(headers: Readonly<Record<string, string>>) {
  return { headerNames: Object.keys(headers), header: (name: string) => headers[name] };
}

describe('hasBodyDigest', () => {
  test.each<Readonly<Record<string, string>>>([
    { 'content-md5': 'x' },
    { 'x-amz-checksum-crc32': 'x' },
    { 'x-amz-checksum-crc64nvme': 'x' },
    { 'x-amz-trailer': 'x-amz-checksum-crc32c' },
    { 'x-amz-trailer': 'other, X-Amz-Checksum-Sha256' },
  ])('is true for %j', (headers) => {
    expect(hasBodyDigest(makeRequest(headers))).toBe(true);
  });

  test.each<Readonly<Record<string, string>>>([
    {},
    { 'x-amz-content-sha256': 'x' },
    { 'x-amz-checksum-algorithm': 'CRC32' },
    { 'x-amz-checksum-mode': 'ENABLED' },
    { 'x-amz-trailer': 'other' },
  ])('is false for %j', (headers) => {
    expect(hasBodyDigest(makeRequest(headers))).toBe(false);
  });
});

describe('requireLockDigest', () => {
  test('refuses requests without a digest with the message of S3', () => {
    expect(() => requireLockDigest(makeRequest({ 'content-md5': 'x' }))).not.toThrow();
    expect(() => requireLockDigest(makeRequest({})))
      .toThrow('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  });
});
