import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { crc32 } from 'node:zlib';
import { decodeChunks } from './aws-chunked';
import { type Expectation, findSignatureProblems, derivePublicKey, type SignedRequest } from './sigv4a';

interface Vectors {
  readonly credentials: Expectation['credentials'];
  readonly publicKey: { readonly X: string; readonly Y: string };
  readonly service: string;
  readonly regionSet: string;
  readonly timestamp: string;
  readonly cases: readonly { readonly name: string; readonly form: string; readonly request: string }[];
}

const { credentials, publicKey, service, regionSet, timestamp, cases } = JSON.parse(
  readFileSync(path.join(__dirname, 'vectors.json'), 'utf8'),
) as Vectors;
const EXPECTATION: Expectation = { credentials, service, regionSet, now: new Date(timestamp) };

function parseRequest(text: string): SignedRequest {
  const [head, ...body] = text.split('\n\n');
  const [start, ...lines] = head.split('\n');
  const [, method, url] = /^(\S+) (.*) HTTP\/1\.1$/.exec(start)!;
  const headers = lines
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const);
  return { method, url, headers, body: Buffer.from(body.join('\n\n')) };
}

const findRequest = (caseName: string, caseForm: string) =>
  parseRequest(cases.find(({ name, form }) => name === caseName && form === caseForm)!.request);
const changeHeader = (request: SignedRequest, headerName: string, value: string): SignedRequest =>
  ({ ...request, headers: request.headers.map(([name, before]) => [name, name === headerName ? value : before]) });

describe('test/clients/sigv4a.ts', () => {
  describe('derivePublicKey', () => {
    test('derives the key of the test vectors', () => {
      const { x, y } = derivePublicKey(credentials).export({ format: 'jwk' });
      expect([x, y].map((text) => Buffer.from(text!, 'base64url').toString('hex'))).toEqual([publicKey.X, publicKey.Y]);
    });
  });

  describe('findSignatureProblems', () => {
    test.each(cases)('accepts the test vector $name with the signature in the $form', ({ request }) => {
      expect(findSignatureProblems(parseRequest(request), EXPECTATION)).toEqual([]);
    });
    const vanilla = findRequest('get-vanilla', 'header');
    const presigned = findRequest('get-vanilla', 'query');
    const posted = findRequest('post-x-www-form-urlencoded', 'header');

    const authorization = vanilla.headers[3][1];
    const hmacAuthorization = authorization.replace('AWS4-ECDSA-P256-SHA256', 'AWS4-HMAC-SHA256');
    const extendedUrl = presigned.url.replace('Expires=3600', 'Expires=86400');
    const bodyMismatch = 'has a body that does not match its signed hash';

    test.each<[string, SignedRequest, Partial<Expectation>, string[]]>([
      ['a changed path', { ...vanilla, url: '/a' }, {}, ['does not verify']],
      ['a changed method', { ...vanilla, method: 'DELETE' }, {}, ['does not verify']],
      ['an added query', { ...vanilla, url: '/?acl' }, {}, ['does not verify']],
      ['a changed host', changeHeader(vanilla, 'Host', 'example.com'), {}, ['does not verify']],
      [
        'a changed region set',
        changeHeader(vanilla, 'X-Amz-Region-Set', '*'),
        {},
        ['has region set *', 'does not verify'],
      ],
      ['a changed time', changeHeader(vanilla, 'X-Amz-Date', '20150830T123601Z'), {}, ['does not verify']],
      ['a changed body', { ...posted, body: Buffer.from('Param1=value2') }, {}, [bodyMismatch]],
      [
        'an added header',
        { ...vanilla, headers: [...vanilla.headers, ['X-Amz-Acl', 'public-read']] },
        {},
        ['has unsigned headers: x-amz-acl'],
      ],
      [
        'a signature with another secret',
        vanilla,
        { credentials: { ...credentials, secretAccessKey: 'another' } },
        ['does not verify'],
      ],
      [
        'a signature that is older than 15 minutes',
        vanilla,
        { now: new Date('2015-08-30T12:51:01Z') },
        ['is 901 seconds old'],
      ],
      [
        'a signature from more than 15 minutes in the future',
        vanilla,
        { now: new Date('2015-08-30T12:20:59Z') },
        ['is -901 seconds old'],
      ],
      ['an expired presigned URL', presigned, { now: new Date('2015-08-30T13:36:01Z') }, ['is 3601 seconds old']],
      ['a presigned URL with a changed expiry', { ...presigned, url: extendedUrl }, {}, ['does not verify']],
      ['a missing signature', { ...vanilla, headers: vanilla.headers.slice(0, 1) }, {}, ['is not signed']],
      [
        'another algorithm',
        changeHeader(vanilla, 'Authorization', hmacAuthorization),
        {},
        ['has algorithm AWS4-HMAC-SHA256'],
      ],
    ])('reports %s', (_, request, expectation, problems) => {
      expect(findSignatureProblems(request, { ...EXPECTATION, ...expectation })).toEqual(problems);
    });
  });
});

describe('test/clients/aws-chunked.ts', () => {
  describe('decodeChunks', () => {
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(crc32('hello world'));
    const trailer = `x-amz-checksum-crc32:${checksum.toString('base64')}`;
    const body = (text: string) => Buffer.from(`6\r\nhello \r\n5\r\n${text}\r\n0\r\n${trailer}\r\n\r\n`);

    test('concatenates the chunks', () => {
      expect(decodeChunks(body('world'))?.toString()).toBe('hello world');
    });

    test('returns undefined for a wrong checksum or a chunk without a length', () => {
      expect(decodeChunks(body('earth'))).toBeUndefined();
      expect(decodeChunks(Buffer.from('hello\r\n'))).toBeUndefined();
    });
  });
});
