import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { crc32 } from 'node:zlib';
import { unchunk } from './aws-chunked';
import { type Expectation, problemsOf, publicKeyOf, type SignedRequest } from './sigv4a';

interface Vectors {
  readonly credentials: Expectation['credentials'];
  readonly publicKey: { readonly X: string; readonly Y: string };
  readonly service: string;
  readonly regionSet: string;
  readonly timestamp: string;
  readonly cases: readonly { readonly name: string; readonly form: string; readonly request: string }[];
}

const { credentials, publicKey, service, regionSet, timestamp, cases } = JSON.parse(readFileSync(path.join(__dirname, 'vectors.json'), 'utf8')) as Vectors;
const EXPECTATION: Expectation = { credentials, service, regionSet, now: new Date(timestamp) };

function parse(text: string): SignedRequest {
  const [head, ...body] = text.split('\n\n');
  const [start, ...lines] = head.split('\n');
  const [, method, url] = /^(\S+) (.*) HTTP\/1\.1$/.exec(start)!;
  const headers = lines.filter((line) => line !== '').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const);
  return { method, url, headers, body: Buffer.from(body.join('\n\n')) };
}

const requestOf = (wanted: string, wantedForm: string) => parse(cases.find(({ name, form }) => name === wanted && form === wantedForm)!.request);
const changed = (request: SignedRequest, wanted: string, value: string): SignedRequest =>
  ({ ...request, headers: request.headers.map(([name, before]) => [name, name === wanted ? value : before]) });

test('the key of a secret is derived as the vectors say', () => {
  const { x, y } = publicKeyOf(credentials).export({ format: 'jwk' });
  expect([x, y].map((text) => Buffer.from(text!, 'base64url').toString('hex'))).toEqual([publicKey.X, publicKey.Y]);
});

test.each(cases)('$name verifies in the $form', ({ request }) => {
  expect(problemsOf(parse(request), EXPECTATION)).toEqual([]);
});

describe('it does not', () => {
  const vanilla = requestOf('get-vanilla', 'header');
  const presigned = requestOf('get-vanilla', 'query');
  const posted = requestOf('post-x-www-form-urlencoded', 'header');

  test.each<[string, SignedRequest, Partial<Expectation>, string[]]>([
    ['with another path', { ...vanilla, url: '/a' }, {}, ['does not verify']],
    ['with another method', { ...vanilla, method: 'DELETE' }, {}, ['does not verify']],
    ['with a query more', { ...vanilla, url: '/?acl' }, {}, ['does not verify']],
    ['with another host', changed(vanilla, 'Host', 'example.com'), {}, ['does not verify']],
    ['with another region set', changed(vanilla, 'X-Amz-Region-Set', '*'), {}, ['has region set *', 'does not verify']],
    ['with another time', changed(vanilla, 'X-Amz-Date', '20150830T123601Z'), {}, ['does not verify']],
    ['with another body', { ...posted, body: Buffer.from('Param1=value2') }, {}, ['has another body than the signed one']],
    ['with a header more', { ...vanilla, headers: [...vanilla.headers, ['X-Amz-Acl', 'public-read']] }, {}, ['leaves headers unsigned: x-amz-acl']],
    ['of another secret', vanilla, { credentials: { ...credentials, secretAccessKey: 'another' } }, ['does not verify']],
    ['after a quarter of an hour', vanilla, { now: new Date('2015-08-30T12:51:01Z') }, ['is 901 seconds old']],
    ['a quarter of an hour before', vanilla, { now: new Date('2015-08-30T12:20:59Z') }, ['is -901 seconds old']],
    ['presigned, after it has expired', presigned, { now: new Date('2015-08-30T13:36:01Z') }, ['is 3601 seconds old']],
    ['presigned, with more time', { ...presigned, url: presigned.url.replace('Expires=3600', 'Expires=86400') }, {}, ['does not verify']],
    ['without a signature', { ...vanilla, headers: vanilla.headers.slice(0, 1) }, {}, ['is not signed']],
    ['by another algorithm', changed(vanilla, 'Authorization', vanilla.headers[3][1].replace('AWS4-ECDSA-P256-SHA256', 'AWS4-HMAC-SHA256')), {},
      ['has algorithm AWS4-HMAC-SHA256']],
  ])('%s', (_, request, expectation, problems) => {
    expect(problemsOf(request, { ...EXPECTATION, ...expectation })).toEqual(problems);
  });
});

describe('a body in chunks', () => {
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32('hello world'));
  const body = (text: string) => Buffer.from(`6\r\nhello \r\n5\r\n${text}\r\n0\r\nx-amz-checksum-crc32:${checksum.toString('base64')}\r\n\r\n`);

  test('is put together', () => {
    expect(unchunk(body('world'))?.toString()).toBe('hello world');
  });

  test('with another checksum is none, nor is one without lengths', () => {
    expect(unchunk(body('earth'))).toBeUndefined();
    expect(unchunk(Buffer.from('hello\r\n'))).toBeUndefined();
  });
});
