import { request as httpRequest } from 'node:http';
import { listenOnLoopback, type ListeningServer, Simulator } from '../../../../simulator';
import { HMAC_ALGORITHM } from '../../../../simulator/signatures/parse-signature';
import { type SignedRequest } from '../../../../simulator/signatures/signed-request';
import { signRequest } from './sign-request';

const ACCOUNT = '123456789012';
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const CONTEXT = { accountId: ACCOUNT, region: 'us-west-2' };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

let simulator: Simulator;
let server: ListeningServer;
let host: string;

beforeEach(async () => {
  simulator = new Simulator({ credentials: [CREDENTIALS], duration: () => 0, copyLagMs: () => 0 });
  simulator.buckets.add('media-us', 'us-east-1', ACCOUNT);
  simulator.buckets.add('media-eu', 'eu-west-1', ACCOUNT).isRequesterPays = true;
  await simulator.call('CreateMultiRegionAccessPoint', {
    ClientToken: 't', Details: { Name: 'media', Regions: [{ Bucket: 'media-us' }, { Bucket: 'media-eu' }] },
  }, CONTEXT);
  host = `${simulator.snapshot().accessPoints[0].alias}.accesspoint.s3-global.amazonaws.com`;
  server = await listenOnLoopback(simulator);
});
afterEach(() => server.close());

function makeRequest(
  method: string, url: string, headers: Readonly<Record<string, string>> = {}, body = '',
): SignedRequest {
  return { method, url, headers: [['host', host], ...Object.entries(headers)], body: Buffer.from(body) };
}

async function send({ method, url, headers, body }: SignedRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      host: '127.0.0.1', port: server.port, method, path: url, headers: Object.fromEntries(headers), agent: false,
    }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function ask(
  method: string, url: string, headers: Readonly<Record<string, string>> = {}, body = '',
): Promise<Answer> {
  return send(signRequest(makeRequest(method, url, headers, body), { credentials: CREDENTIALS }));
}

const codeOf = ({ status, text }: Answer) => [status, /<Code>(\w+)<\/Code>/.exec(text)?.[1]];

describe('createAccessPointApp', () => {
  const path = '/v20180820/mrap/../h%C3%B6hle%20%2B//1';

  test('stores an object in the first active member, with a key that is not normalized', async () => {
    expect(await ask('PUT', path, {}, 'hello')).toMatchObject({
      status: 200, headers: { 'x-simulator-region': 'us-east-1' },
    });
    expect(simulator.buckets.get('media-us')!.objects.keys()).toEqual(['v20180820/mrap/../höhle +//1']);
    expect(await ask('GET', path)).toMatchObject({ status: 200, text: 'hello' });
    expect(await ask('HEAD', path)).toMatchObject({ status: 200, text: '', headers: { 'content-length': '5' } });
  });

  test('sends a request to the member that a header names as the nearest, and confirms a charge', async () => {
    const near = { 'x-simulator-nearest-region': 'eu-west-1', 'x-amz-request-payer': 'requester' };
    expect(await ask('PUT', '/a', near, '1')).toMatchObject({
      headers: { 'x-simulator-region': 'eu-west-1', 'x-amz-request-charged': 'requester' },
    });
    expect(codeOf(await ask('GET', '/a'))).toEqual([404, 'NoSuchKey']);
  });

  test('resets connections to a lost member', async () => {
    simulator.regions.lose('us-east-1');
    await expect(ask('GET', '/a')).rejects.toThrow(/ECONNRESET|socket hang up/);
  });

  test.each([
    ['HeadBucket', 'HEAD', '/', [405, undefined]],
    ['ListObjects', 'GET', '/', [405, 'MethodNotAllowed']],
    ['ListObjectVersions', 'GET', '/?versions', [405, 'MethodNotAllowed']],
    ['DeleteObjects', 'POST', '/?delete', [405, 'MethodNotAllowed']],
    ['GetObjectAttributes', 'GET', '/a?attributes', [405, 'MethodNotAllowed']],
    ['SelectObjectContent', 'POST', '/a?select&select-type=2', [405, 'MethodNotAllowed']],
    ['GetBucketVersioning', 'GET', '/?versioning', [405, 'MethodNotAllowed']],
  ])('refuses %s, which access points do not support', async (_, method, url, expected) => {
    expect(codeOf(await ask(method, url))).toEqual(expected);
  });

  test('refuses to copy a part', async () => {
    const copySource = { 'x-amz-copy-source': 'media-us/a' };
    expect(codeOf(await ask('PUT', '/a?partNumber=1&uploadId=x', copySource))).toEqual([405, 'MethodNotAllowed']);
  });

  test('refuses missing, wrong and symmetric signatures', async () => {
    const request = makeRequest('GET', '/a');
    const refusal = async (sent: SignedRequest) => codeOf(await send(sent));
    expect(await refusal(request)).toEqual([403, 'AccessDenied']);
    expect(await refusal(signRequest(request, { credentials: CREDENTIALS, algorithm: HMAC_ALGORITHM })))
      .toEqual([400, 'InvalidRequest']);
    expect(await refusal(signRequest(request, { credentials: { ...CREDENTIALS, secretAccessKey: 'x' } })))
      .toEqual([403, 'SignatureDoesNotMatch']);
    expect(await refusal(signRequest(request, { credentials: { ...CREDENTIALS, accessKeyId: 'x' } })))
      .toEqual([403, 'InvalidAccessKeyId']);
    expect(await refusal(signRequest(request, { credentials: CREDENTIALS, now: new Date(0) })))
      .toEqual([403, 'RequestTimeTooSkewed']);
    expect(await refusal({ ...signRequest(request, { credentials: CREDENTIALS }), url: '/b' }))
      .toEqual([403, 'SignatureDoesNotMatch']);
  });

  test('accepts any signature without credentials', async () => {
    simulator.configure({ credentials: 'any' });
    const request = signRequest(makeRequest('GET', '/a'), { credentials: { ...CREDENTIALS, secretAccessKey: 'x' } });
    expect(codeOf(await send(request))).toEqual([404, 'NoSuchKey']);
  });

  test('refuses an unknown access point', async () => {
    host = 'unknown.mrap.accesspoint.s3-global.amazonaws.com';
    expect(codeOf(await ask('GET', '/a'))).toEqual([404, 'NoSuchMultiRegionAccessPoint']);
  });

  const chunked = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  test.each([
    ['accepts unsigned chunks with a trailer', chunked, '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n',
      [200, undefined]],
    ['accepts unsigned content', 'UNSIGNED-PAYLOAD', 'hello', [200, undefined]],
    [
      'refuses a wrong trailer', chunked, '5\r\njello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n',
      [400, 'BadDigest'],
    ],
    ['refuses incomplete chunks', chunked, '5\r\nhel', [400, 'IncompleteBody']],
    ['refuses chunks that it cannot verify', 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', '', [501, 'NotImplemented']],
    ['refuses content with another hash', 'a'.repeat(64), 'hello', [400, 'XAmzContentSHA256Mismatch']],
  ])('answers as S3: %s', async (_, hash, body, expected) => {
    expect(codeOf(await ask('PUT', '/a', { 'x-amz-content-sha256': hash }, body))).toEqual(expected);
  });

  test('refuses a wrong length and two checksums', async () => {
    expect(codeOf(await ask('PUT', '/a', { 'x-amz-decoded-content-length': '4' }, 'hello')))
      .toEqual([400, 'IncompleteBody']);
    const checksums = { 'x-amz-checksum-crc32': 'NhCmhg==', 'x-amz-checksum-sha1': 'qvTGHdzF6KLavt4PO0gs2a6pQ00=' };
    expect(codeOf(await ask('PUT', '/a', checksums, 'hello'))).toEqual([400, 'InvalidRequest']);
  });
});
