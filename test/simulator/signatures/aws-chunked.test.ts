import { createHmac } from 'node:crypto';
import { type ChunkSigning, decodeChunks } from '../../../simulator/signatures/aws-chunked';
import { sha256 } from '../../../simulator/signatures/canonical-request';
import { deriveHmacKey } from '../../../simulator/signatures/signing-keys';

const SCOPE = '20130524/us-east-1/s3/aws4_request';
const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const SIGNING: ChunkSigning = {
  key: deriveHmacKey(CREDENTIALS, SCOPE),
  date: '20130524T000000Z',
  scope: SCOPE,
  seedSignature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};

/** The chunks and signatures of the example in the S3 API reference. */
const EXAMPLE_CHUNKS: readonly (readonly [data: string, signature: string])[] = [
  ['a'.repeat(65_536), 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  ['a'.repeat(1_024), '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  ['', 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
];

function renderChunks(chunks: readonly (readonly [data: string, signature: string])[], trailer = ''): Buffer {
  const texts = chunks.map(([data, signature]) => {
    const header = `${data.length.toString(16)};chunk-signature=${signature}\r\n`;
    return data === '' ? header : `${header}${data}\r\n`;
  });
  return Buffer.from(`${texts.join('')}${trailer}\r\n`);
}

describe('simulator/signatures/aws-chunked.ts', () => {
  const unsigned = '6\r\nhello \r\n5\r\nworld\r\n0\r\nX-Amz-Checksum-Crc32:DUoRhQ==\r\n\r\n';

  test('concatenates unsigned chunks and returns the trailer', () => {
    expect(decodeChunks(Buffer.from(unsigned))).toEqual({
      body: Buffer.from('hello world'), trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==' },
    });
  });

  test.each([
    ['a chunk without a length', 'hello\r\n'],
    ['a body without an end', unsigned.slice(0, 10)],
    ['an empty body', ''],
    ['a wrong length', unsigned.replace('6', '5')],
  ])('reports %s', (_, body) => {
    expect(decodeChunks(Buffer.from(body))).toBe('incomplete');
  });

  test('accepts the signed chunks of the S3 API reference', () => {
    expect(decodeChunks(renderChunks(EXAMPLE_CHUNKS), SIGNING))
      .toEqual({ body: Buffer.alloc(66_560, 'a'), trailers: {} });
  });

  const [first, second, last] = EXAMPLE_CHUNKS;
  const trailer = 'x-amz-checksum-crc32c:sOO8/Q==\n';
  const trailerText = ['AWS4-HMAC-SHA256-TRAILER', SIGNING.date, SCOPE, last[1], sha256(trailer)].join('\n');
  const trailerSignature = createHmac('sha256', SIGNING.key).update(trailerText).digest('hex');

  test('accepts a signed trailer', () => {
    const signed = `${trailer.trim()}\r\nx-amz-trailer-signature:${trailerSignature}\r\n`;
    expect(decodeChunks(renderChunks(EXAMPLE_CHUNKS, signed), SIGNING)).toMatchObject({
      trailers: { 'x-amz-checksum-crc32c': 'sOO8/Q==' },
    });
  });

  test.each([
    ['a changed chunk', renderChunks([first, ['b'.repeat(1_024), second[1]], last])],
    ['a missing chunk', renderChunks([first, last])],
    ['chunks without signatures', Buffer.from(unsigned)],
    ['a trailer without a signature', renderChunks(EXAMPLE_CHUNKS, `${trailer.trim()}\r\n`)],
    ['a signature without a trailer', renderChunks(EXAMPLE_CHUNKS, `x-amz-trailer-signature:${trailerSignature}\r\n`)],
  ])('refuses %s', (_, body) => {
    expect(decodeChunks(body, SIGNING)).toBe('signature');
  });
});
