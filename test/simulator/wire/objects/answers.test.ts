import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import {
  CompleteMultipartUploadCommand, CopyObjectCommand, CreateBucketCommand, CreateMultipartUploadCommand,
  GetObjectCommand, HeadObjectCommand, ListObjectsCommand, ListObjectsV2Command, ListObjectVersionsCommand,
  PutBucketPolicyCommand, PutBucketVersioningCommand, PutObjectCommand, PutObjectLegalHoldCommand,
  PutObjectRetentionCommand, type S3Client, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { listenOnLoopback, type ListeningServer, type Simulator } from '../../../../simulator';
import { HMAC_ALGORITHM } from '../../../../simulator/signatures/parse-signature';
import { type SignedRequest } from '../../../../simulator/signatures/signed-request';
import { type Connection, credentials } from '../support';
import { connectToLockedBucket } from './locked-bucket';
import { presignRequest, signRequest } from './sign-request';

const Bucket = 'media-eu';
const ACCOUNT = '123456789012';
const Key = 'a';
/** The SHA-256 of the SHA-256 of the text `part`. */
const COMPOSITE = createHash('sha256').update(createHash('sha256').update('part').digest()).digest('base64');
const SIGNING = { credentials, algorithm: HMAC_ALGORITHM } as const;

let connection: Connection;
let s3: S3Client;
let simulator: Simulator;

beforeEach(async () => {
  ({ simulator, connection } = await connectToLockedBucket(Bucket, ACCOUNT));
  s3 = connection.s3();
});
afterEach(() => connection.close());

const put = async (more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...more }));
const codeOf = async (call: Promise<unknown>) => call.then(() => 'no error', (error: Error) => error.name);

/** Adds headers to all requests of a client. */
function addHeaders(client: S3Client, headers: Readonly<Record<string, string>>): S3Client {
  client.middlewareStack.add((next) => async (args) => {
    Object.assign((args.request as { headers: Record<string, string> }).headers, headers);
    return next(args);
  }, { step: 'build' });
  return client;
}

describe('createS3App', () => {
  let server: ListeningServer;
  beforeEach(async () => { server = await listenOnLoopback(simulator); });
  afterEach(() => server.close());

  /** Sends a request with the bytes of its header values in UTF-8, and returns its status and its error code. */
  async function send({ method, url, headers, body }: SignedRequest): Promise<string> {
    return new Promise((resolve, reject) => {
      const latin1 = headers.map(([name, value]) => [name, Buffer.from(value).toString('latin1')]);
      const request = httpRequest({
        port: server.port, method, path: url, headers: Object.fromEntries(latin1) as Record<string, string>,
      }, (response) => {
        let text = '';
        response.on('data', (data) => { text += String(data); })
          .on('end', () => resolve(`${response.statusCode} ${/<Code>(\w+)/.exec(text)?.[1] ?? text}`));
      });
      request.on('error', reject).end(body);
    });
  }

  const makeRequest = (method: string, ...headers: [string, string][]): SignedRequest => ({
    method,
    url: `/${Bucket}/${Key}`,
    headers: [['host', `127.0.0.1:${server.port}`], ...headers],
    body: Buffer.alloc(0),
  });

  test('accepts signatures of headers in UTF-8', async () => {
    expect(await send(signRequest(makeRequest('PUT', ['x-amz-meta-title', 'Amélie']), SIGNING))).toBe('200 ');
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key }))).Metadata).toHaveProperty('title');
  });

  test('refuses a path and a query with an invalid percent-encoding', async () => {
    expect(await send({ ...makeRequest('GET'), url: `/${Bucket}/%zz` })).toBe('400 InvalidURI');
    expect(await send({ ...makeRequest('GET'), url: `/${Bucket}/%ff` })).toBe('400 InvalidURI');
    const signed = signRequest(makeRequest('GET'), SIGNING);
    expect(await send({ ...signed, url: `${signed.url}?versionId=%` })).toBe('400 InvalidURI');
  });

  test('never decodes an object as text, because Node.js limits the length of a text to 512 MiB', async () => {
    const length = 100_003;
    const toText = jest.spyOn(Buffer.prototype, 'toString');
    const body = Buffer.alloc(length, 'x');
    expect(await send(signRequest({ ...makeRequest('PUT'), body }, SIGNING))).toBe('200 ');
    const decoded = toText.mock.contexts.filter((data) => (data as Buffer).length === length);
    toText.mockRestore();
    expect(decoded).toEqual([]);
    expect(simulator.buckets.get(Bucket)!.objects.current(Key)).toMatchObject({ body: expect.any(Uint8Array) });
  });

  test('refuses presigned URLs that are valid for more than a week', async () => {
    await put();
    const week = 7 * 24 * 60 * 60;
    expect(await send(presignRequest(makeRequest('GET'), SIGNING, week))).toBe('200 hello');
    expect(await send(presignRequest(makeRequest('GET'), SIGNING, week + 1)))
      .toBe('400 AuthorizationQueryParametersError');
    expect(await send(presignRequest(makeRequest('GET'), SIGNING, -1))).toBe('400 AuthorizationQueryParametersError');
  });

  test('sends the entity tag with 304, and 412 for the source of a copy', async () => {
    const { ETag, VersionId } = await put();
    const unmodified = await s3.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: ETag })).catch((error) => error);
    expect(unmodified.$response).toMatchObject({
      statusCode: 304, headers: { 'etag': ETag, 'x-amz-version-id': VersionId },
    });
    const copy = (more: object) => codeOf(s3.send(new CopyObjectCommand({
      Bucket, Key: 'b', CopySource: `${Bucket}/${Key}`, ...more,
    })));
    expect(await copy({ CopySourceIfNoneMatch: ETag })).toBe('PreconditionFailed');
    expect(await copy({ CopySourceIfModifiedSince: new Date() })).toBe('PreconditionFailed');
    expect(await copy({ CopySourceIfMatch: '"x"' })).toBe('PreconditionFailed');
    expect(await copy({ CopySourceIfMatch: ETag })).toBe('no error');
  });

  test('returns owners in listings, and no empty delimiter', async () => {
    await put();
    const Owner = { ID: expect.stringMatching(/^[0-9a-f]{64}$/) };
    const first = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '' }));
    expect(first).toMatchObject({ Contents: [{ Key, Owner }] });
    expect(first).not.toHaveProperty('Delimiter');
    const second = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(second.Contents![0]).not.toHaveProperty('Owner');
    const fetched = await s3.send(new ListObjectsV2Command({ Bucket, FetchOwner: true }));
    expect(fetched).toMatchObject({ Contents: [{ Owner }] });
    expect(await s3.send(new ListObjectVersionsCommand({ Bucket }))).toMatchObject({ Versions: [{ Owner }] });
    expect(await codeOf(s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 'x' as unknown as number }))))
      .toBe('InvalidArgument');
  });

  test('keeps content encodings as sent, without the encoding of the upload', async () => {
    const encodingOf = async (ContentEncoding: string) => {
      await put({ ContentEncoding });
      return (await s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentEncoding;
    };
    expect(await encodingOf('deflate, gzip')).toBe('deflate, gzip');
    expect(await encodingOf('aws-chunked, gzip')).toBe('gzip');
    expect(await encodingOf('gzip, aws-chunked')).toBe('gzip');
    expect(await encodingOf('aws-chunked')).toBeUndefined();
  });

  test('refuses contradictory headers of an encryption, and headers of an encryption in a read', async () => {
    expect(await codeOf(put({ SSEKMSKeyId: 'key' }))).toBe('InvalidArgument');
    expect(await codeOf(put({ ServerSideEncryption: 'AES256', SSEKMSKeyId: 'key' }))).toBe('InvalidArgument');
    expect(await codeOf(put({ ServerSideEncryption: 'aes:kms' }))).toBe('InvalidArgument');
    expect(await codeOf(put({ ServerSideEncryption: 'aws:kms:dsse', SSEKMSKeyId: 'key' }))).toBe('no error');
    const reader = addHeaders(connection.s3(), { 'x-amz-server-side-encryption': 'aws:kms' });
    expect(await codeOf(reader.send(new GetObjectCommand({ Bucket, Key })))).toBe('InvalidArgument');
    const head = await reader.send(new HeadObjectCommand({ Bucket, Key })).catch((error) => error);
    expect(head.$metadata.httpStatusCode).toBe(400);
  });

  test('refuses wrong values in the documents of locks by their schema', async () => {
    await put();
    const retention = { Mode: 'abc' as 'GOVERNANCE', RetainUntilDate: new Date('2099-01-01') };
    expect(await codeOf(s3.send(new PutObjectRetentionCommand({ Bucket, Key, Retention: retention }))))
      .toBe('MalformedXML');
    expect(await codeOf(s3.send(new PutObjectLegalHoldCommand({ Bucket, Key, LegalHold: { Status: 'abc' as 'ON' } }))))
      .toBe('MalformedXML');
  });

  test('repeats the answer to a completed upload, and names its checksum', async () => {
    const { UploadId, ...created } = await s3.send(new CreateMultipartUploadCommand({
      Bucket, Key, ChecksumAlgorithm: 'SHA256',
    }));
    expect(created).toMatchObject({ ChecksumAlgorithm: 'SHA256', ChecksumType: 'COMPOSITE' });
    const { ETag, ChecksumSHA256 } = await s3.send(new UploadPartCommand({
      Bucket, Key, UploadId, PartNumber: 1, Body: 'part', ChecksumAlgorithm: 'SHA256',
    }));
    const complete = async (key = Key, more: object = {}) => s3.send(new CompleteMultipartUploadCommand({
      Bucket, Key: key, UploadId, ...more, MultipartUpload: { Parts: [{ PartNumber: 1, ETag, ChecksumSHA256 }] },
    }));
    // A checksum in a header is the checksum of the object.
    expect(await codeOf(complete(Key, { ChecksumSHA256: 'bad' }))).toBe('BadDigest');
    const { $metadata: _first, ...first } = await complete(Key, { ChecksumSHA256: COMPOSITE });
    expect(first.ChecksumSHA256).toBe(`${COMPOSITE}-1`);
    const { $metadata: _again, ...again } = await complete();
    expect(again).toEqual(first);
    expect(simulator.buckets.get(Bucket)!.objects.versions(Key)).toHaveLength(1);
    expect(await codeOf(complete('b'))).toBe('NoSuchUpload');
  });

  test('accepts a bucket again in us-east-1 only', async () => {
    const create = async (region: string, Name: string) =>
      codeOf(connection.s3({ region }).send(new CreateBucketCommand({ Bucket: Name })));
    expect([await create('us-east-1', 'media-us'), await create('us-east-1', 'media-us')])
      .toEqual(['no error', 'no error']);
    expect(await create('us-east-1', Bucket)).toBe('BucketAlreadyOwnedByYou');
    expect(await create('eu-west-1', 'media-us')).toBe('BucketAlreadyOwnedByYou');
  });

  test('accepts versioning without devices for multi-factor authentication', async () => {
    const enable = (MFADelete: 'Enabled' | 'Disabled') => codeOf(s3.send(new PutBucketVersioningCommand({
      Bucket, VersioningConfiguration: { Status: 'Enabled', MFADelete },
    })));
    expect([await enable('Disabled'), await enable('Enabled')]).toEqual(['no error', 'NotImplemented']);
  });

  test('refuses a policy that allows all principals except some', async () => {
    const putPolicy = (Effect: string) => codeOf(s3.send(new PutBucketPolicyCommand({
      Bucket,
      Policy: JSON.stringify({
        Statement: {
          Effect, NotPrincipal: { AWS: ACCOUNT }, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*`,
        },
      }),
    })));
    expect([await putPolicy('Allow'), await putPolicy('Deny')]).toEqual(['MalformedPolicy', 'no error']);
  });
});
