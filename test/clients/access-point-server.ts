import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type Duplex } from 'node:stream';
import { crc32 } from 'node:zlib';
import { decodeChunks } from '../../simulator/signatures/aws-chunked';
import { findSignatureProblems } from '../../simulator/signatures/find-signature-problems';
import { ECDSA_ALGORITHM } from '../../simulator/signatures/parse-signature';
import { type Credentials, readHeader, type SignedRequest } from '../../simulator/signatures/signed-request';
import { type Certificate } from './certificate';
import { makeErrorResponse, type ObjectResponse, ObjectStore } from './object-store';

export interface ReceivedRequest {
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly regionSet: string;
  readonly requesterPays: boolean;
  /** Problems with the host or the signature. */
  readonly problems: readonly string[];
  readonly request: SignedRequest;
}

/** Returns a changed copy of a request, as an attacker between client and server would. */
export type RequestChange = (request: SignedRequest) => SignedRequest;

/**
 * An access point that clients reach under its real host name through an HTTPS proxy on 127.0.0.1.
 *
 * The proxy refuses all other hosts, so no request leaves the machine.
 */
export class AccessPointServer {
  public readonly store = new ObjectStore();
  public readonly received: ReceivedRequest[] = [];
  /** The hosts of refused requests. */
  public readonly refusedHosts: string[] = [];
  public tamper?: RequestChange;

  private readonly proxy: Server;
  private readonly sockets = new Set<Duplex>();

  constructor(
    private readonly hostName: string,
    private readonly credentials: Credentials,
    { key, cert }: Certificate,
  ) {
    const secure = createHttpsServer({ key, cert }, (incoming, response) => void this.handle(incoming, response));
    this.proxy = createHttpServer((_, response) => response.writeHead(403).end());
    this.proxy.on('connect', ({ url = '' }, socket) => {
      this.sockets.add(socket);
      // Ignores connections that the client aborts.
      socket.on('error', () => socket.destroy()).on('close', () => this.sockets.delete(socket));
      if (url !== `${hostName}:443`) {
        this.refusedHosts.push(url);
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      secure.emit('connection', socket);
    });
  }

  /** Starts to listen and returns the port; by default a free one. */
  public async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.proxy.listen(port, '127.0.0.1', resolve));
    return (this.proxy.address() as AddressInfo).port;
  }

  public async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.proxy.close(resolve));
  }

  /** Returns the problems with the host and the signature of a request. */
  public findProblems(request: SignedRequest): string[] {
    const host = readHeader(request, 'host');
    const { credentials } = this;
    const now = new Date();
    const expectation = { credentials, service: 's3', algorithm: ECDSA_ALGORITHM, region: '*', now } as const;
    return [
      ...(host === this.hostName ? [] : [`is for host ${host}`]),
      ...findSignatureProblems(request, expectation).map(({ description }) => description),
    ];
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: Buffer[] = [];
    for await (const chunk of incoming) body.push(chunk as Buffer);
    const { rawHeaders, method = '', url = '' } = incoming;
    const headers = rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1]] as const] : [],
    );
    const {
      status,
      headers: answered,
      body: content,
    } = this.respond({ method, url, headers, body: Buffer.concat(body) });
    response.writeHead(status, { 'x-amz-request-id': String(this.received.length), ...answered });
    response.end(content);
  }

  private respond(sent: SignedRequest): ObjectResponse {
    const request = this.tamper?.(sent) ?? sent;
    const { method, url, body } = request;
    const problems = this.findProblems(request);
    const { pathname, searchParams: query } = new URL(url, `https://${this.hostName}`);
    const requesterPays = readHeader(request, 'x-amz-request-payer') === 'requester';
    const regionSet = readHeader(request, 'x-amz-region-set') || (query.get('X-Amz-Region-Set') ?? '');
    this.received.push({ host: readHeader(request, 'host'), method, url, regionSet, requesterPays, problems, request });
    if (problems.length > 0) {
      return makeErrorResponse(403, 'SignatureDoesNotMatch', `The request ${problems.join('; ')}.`);
    }
    const chunked = readHeader(request, 'x-amz-content-sha256') === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
    const object = chunked ? decodeObject(body) : Buffer.from(body);
    if (object === undefined) return makeErrorResponse(400, 'BadDigest', 'The checksum does not match the body.');
    return this.store.respond({
      method,
      key: decodeURIComponent(pathname.slice(1)),
      query,
      requesterPays,
      body: object,
    });
  }
}

/** Decodes a body with a trailing CRC32. Returns undefined if the checksum does not match. */
function decodeObject(body: Uint8Array): Buffer | undefined {
  const decoded = decodeChunks(body);
  if (typeof decoded === 'string') return undefined;
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(decoded.body));
  return decoded.trailers['x-amz-checksum-crc32'] === checksum.toString('base64') ? decoded.body : undefined;
}
