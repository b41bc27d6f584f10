import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { listenOnLoopback, type ListeningServer, Simulator } from '../../../simulator';
import { sha256 } from '../../../simulator/signatures/canonical-request';
import { ECDSA_ALGORITHM, HMAC_ALGORITHM } from '../../../simulator/signatures/parse-signature';
import { readHeader, type SignedRequest } from '../../../simulator/signatures/signed-request';
import { deriveHmacKey } from '../../../simulator/signatures/signing-keys';
import { presignRequest, signRequest } from '../wire/objects/sign-request';

/** How a request reaches the bucket: through the ARN of the access point, or at the endpoint of the bucket. */
export type Way = 'access point' | 'bucket';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const OWNER = { accessKeyId: 'AKIDOWNER', secretAccessKey: 'secret' };
const OTHER = { accessKeyId: 'AKIDOTHER', secretAccessKey: 'other secret' };
const SIGNED_CHUNKS = {
  'access point': 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', 'bucket': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
};

export const BUCKET = 'media-us';

/** A simulator with one member and a way to send requests to it. */
export class ConformanceSession {
  public static async start(way: Way): Promise<ConformanceSession> {
    const simulator = new Simulator({
      credentials: [OWNER, OTHER],
      accountForAccessKey: (key) => (key === OTHER.accessKeyId ? OTHER_ACCOUNT : ACCOUNT),
      authorize: () => true,
      duration: () => 0,
    });
    const bucket = simulator.buckets.add(BUCKET, 'us-east-1', ACCOUNT);
    Object.assign(bucket, { versioning: 'Enabled', hasObjectLock: true });
    await simulator.call('CreateMultiRegionAccessPoint', {
      ClientToken: 't', Details: { Name: 'media', Regions: [{ Bucket: BUCKET }] },
    }, { accountId: ACCOUNT, region: 'us-west-2' });
    return new ConformanceSession(way, simulator, await listenOnLoopback(simulator));
  }

  private constructor(
    public readonly way: Way, public readonly simulator: Simulator, private readonly server: ListeningServer,
  ) {}

  public async ask(method: string, url: string, headers: Headers = {}, body = ''): Promise<Answer> {
    return this.send(signRequest(this.makeRequest(method, url, headers, body), this.signing(OWNER)));
  }

  /** Sends a request for the bucket to the endpoint of a Region. The endpoint of an access point names no Region. */
  public async askInRegion(region: string, method: string, url: string): Promise<Answer> {
    return this.send(signRequest(this.makeRequest(method, url, {}, '', region), this.signing(OWNER)));
  }

  public async askUnsigned(method: string, url: string, headers: Headers = {}, body = ''): Promise<Answer> {
    return this.send(this.makeRequest(method, url, headers, body));
  }

  public async askFromOtherAccount(method: string, url: string, headers: Headers = {}): Promise<Answer> {
    return this.send(signRequest(this.makeRequest(method, url, headers), this.signing(OTHER)));
  }

  /** Sends a presigned URL. */
  public async askPresigned(method: string, url: string, seconds: number, age = 0): Promise<Answer> {
    const now = new Date(Date.now() - age * 1_000);
    return this.send(presignRequest(this.makeRequest(method, url), { ...this.signing(OWNER), now }, seconds));
  }

  /** Sends a text in one chunk with the signature of another text, in the form that the way requires. */
  public async putSignedChunk(text: string, signedText: string): Promise<Answer> {
    const hash = { 'x-amz-content-sha256': SIGNED_CHUNKS[this.way] };
    const request = signRequest(this.makeRequest('PUT', '/a', hash), this.signing(OWNER));
    const [, scope, seed] = /Credential=[^/]+\/([^,]+),.*Signature=(\w+)$/.exec(readHeader(request, 'authorization'))!;
    const sign = (previous: string, data: string) => createHmac('sha256', deriveHmacKey(OWNER, scope)).update([
      'AWS4-HMAC-SHA256-PAYLOAD', readHeader(request, 'x-amz-date'), scope, previous, sha256(''), sha256(data),
    ].join('\n')).digest('hex');
    const first = sign(seed, signedText);
    const body = `${text.length.toString(16)};chunk-signature=${first}\r\n${text}\r\n`
      + `0;chunk-signature=${sign(first, '')}\r\n\r\n`;
    return this.send({ ...request, body: Buffer.from(body) });
  }

  /** Starts a multipart upload and returns its id. */
  public async startUpload(headers: Headers = {}): Promise<string> {
    const { text } = await this.ask('POST', '/a?uploads', headers);
    return /<UploadId>([^<]+)<\/UploadId>/.exec(text)![1];
  }

  public async close(): Promise<void> {
    await this.server.close();
  }

  private signing(credentials: typeof OWNER) {
    return { credentials, algorithm: this.way === 'access point' ? ECDSA_ALGORITHM : HMAC_ALGORITHM } as const;
  }

  private makeRequest(
    method: string, url: string, headers: Headers = {}, body = '', region = 'us-east-1',
  ): SignedRequest {
    const { alias } = this.simulator.snapshot().accessPoints[0];
    const host = this.way === 'access point'
      ? `${alias}.accesspoint.s3-global.amazonaws.com` : `${BUCKET}.s3.${region}.amazonaws.com`;
    return { method, url, headers: [['host', host], ...Object.entries(headers)], body: Buffer.from(body) };
  }

  private async send({ method, url, headers, body }: SignedRequest): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.server.port, method, path: url, agent: false };
      const sent = httpRequest({ ...options, headers: Object.fromEntries(headers) }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(chunks).toString() });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
