import { createHmac } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { inProcessHandler, type InProcessHandler, Simulator } from '../../../../simulator';
import { sha256 } from '../../../../simulator/signatures/canonical-request';
import { HMAC_ALGORITHM } from '../../../../simulator/signatures/parse-signature';
import { readHeader } from '../../../../simulator/signatures/signed-request';
import { deriveHmacKey } from '../../../../simulator/signatures/signing-keys';
import { credentials } from '../support';
import { signRequest } from './sign-request';

const HOST = 'media-eu.s3.eu-west-1.amazonaws.com';
const CHUNKS = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';

let simulator: Simulator;
let handler: InProcessHandler;

beforeEach(() => {
  simulator = new Simulator({ credentials: [credentials] });
  simulator.buckets.add('media-eu', 'eu-west-1', '123456789012');
  handler = inProcessHandler(simulator);
});

async function send(method: string, url: string, headers: Readonly<Record<string, string>>, body?: string) {
  const [path, search = ''] = url.split('?');
  const query = Object.fromEntries(new URLSearchParams(search));
  const { response } = await handler.handle({ protocol: 'https:', hostname: HOST, method, path, query, headers, body });
  const text = Buffer.from(response.body).toString();
  return [response.statusCode, /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? text];
}

/** Sends text in one chunk with the signature of another text. */
async function sendChunk(text: string, signedText = text) {
  const request = signRequest({
    method: 'PUT', url: '/a', headers: [['host', HOST], ['x-amz-content-sha256', CHUNKS]], body: Buffer.alloc(0),
  }, { credentials, algorithm: HMAC_ALGORITHM });
  const [, scope, seed] = /Credential=[^/]+\/([^,]+),.*Signature=(\w+)$/.exec(readHeader(request, 'authorization'))!;
  const key = deriveHmacKey(credentials, scope);
  const sign = (previous: string, data: string) => createHmac('sha256', key).update([
    'AWS4-HMAC-SHA256-PAYLOAD', readHeader(request, 'x-amz-date'), scope, previous, sha256(''), sha256(data),
  ].join('\n')).digest('hex');
  const first = sign(seed, signedText);
  const body = `${text.length.toString(16)};chunk-signature=${first}\r\n${text}\r\n`
    + `0;chunk-signature=${sign(first, '')}\r\n\r\n`;
  return send('PUT', '/a', Object.fromEntries(request.headers), body);
}

describe('authenticateBucketRequest', () => {
  test('accepts chunks with their signatures and refuses changed chunks', async () => {
    expect(await sendChunk('hello')).toEqual([200, '']);
    const stored = simulator.buckets.get('media-eu')!.objects.current('a');
    expect(stored).toMatchObject({ etag: '"5d41402abc4b2a76b9719d911017c592"' });
    expect(await sendChunk('jello', 'hello')).toEqual([403, 'SignatureDoesNotMatch']);
  });

  test('refuses signed chunks without credentials, because it cannot verify them', async () => {
    simulator.configure({ credentials: 'any' });
    expect(await sendChunk('hello')).toEqual([501, 'NotImplemented']);
  });

  test('refuses requests without a signature', async () => {
    expect(await send('GET', '/a', { host: HOST })).toEqual([403, 'AccessDenied']);
  });

  test('refuses a signature with a malformed header', async () => {
    const authorization = `${HMAC_ALGORITHM} Credential=${credentials.accessKeyId}/20260101/eu-west-1/s3/aws4_request`;
    expect(await send('GET', '/a', { host: HOST, authorization })).toEqual([403, 'AccessDenied']);
  });

  test('accepts a presigned URL until it expires', async () => {
    const presign = async (expires: number, now = new Date()) => {
      const date = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
      const scope = `${date.slice(0, 8)}/eu-west-1/s3/aws4_request`;
      const query = `X-Amz-Algorithm=${HMAC_ALGORITHM}`
        + `&X-Amz-Credential=${encodeURIComponent(`${credentials.accessKeyId}/${scope}`)}`
        + `&X-Amz-Date=${date}&X-Amz-Expires=${expires}&X-Amz-SignedHeaders=host`;
      const canonical = ['GET', '/a', query, `host:${HOST}`, '', 'host', 'UNSIGNED-PAYLOAD'].join('\n');
      const text = [HMAC_ALGORITHM, date, scope, sha256(canonical)].join('\n');
      const signature = createHmac('sha256', deriveHmacKey(credentials, scope)).update(text).digest('hex');
      return send('GET', `/a?${query}&X-Amz-Signature=${signature}`, { host: HOST });
    };
    expect(await presign(60)).toEqual([404, 'NoSuchKey']);
    expect(await presign(60, new Date(Date.now() - 120_000))).toEqual([403, 'AccessDenied']);
  });

  test('accepts a put of the SDK in process', async () => {
    const s3 = new S3Client({ region: 'eu-west-1', credentials, requestHandler: handler, maxAttempts: 1 });
    await s3.send(new PutObjectCommand({ Bucket: 'media-eu', Key: 'b', Body: 'hello' }));
    const missing = s3.send(new GetObjectCommand({ Bucket: 'media-eu', Key: 'c' }));
    await expect(missing).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});
