import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type Duplex } from 'node:stream';
import { unchunk } from './aws-chunked';
import { type Certificate } from './certificate';
import { failure, type ObjectResponse, ObjectStore } from './object-store';
import { type Credentials, problemsOf, type SignedRequest } from './sigv4a';

export interface ReceivedRequest {
  readonly host: string;
  readonly method: string;
  readonly url: string;
  readonly regionSet: string;
  readonly payer: boolean;
  /** What is wrong with its signature. */
  readonly problems: readonly string[];
  /** As it came, to be sent again. */
  readonly request: SignedRequest;
}

/** Changes what a client sent, on its way. */
export type Tampering = (request: SignedRequest) => SignedRequest;

/**
 * An access point on 127.0.0.1, under its own host name: a proxy that clients reach it by, and behind it TLS and S3. Whoever asks for another host is
 * turned away, so that nothing leaves the machine.
 */
export class AccessPointServer {
  public readonly store = new ObjectStore();
  public readonly received: ReceivedRequest[] = [];
  /** Hosts that were asked for, and are none of ours. */
  public readonly turnedAway: string[] = [];
  public tampering?: Tampering;

  private readonly proxy: Server;
  private readonly sockets = new Set<Duplex>();

  constructor(private readonly hostName: string, private readonly credentials: Credentials, { key, cert }: Certificate) {
    const secure = createHttpsServer({ key, cert }, (incoming, response) => void this.serve(incoming, response));
    this.proxy = createHttpServer((_, response) => response.writeHead(403).end());
    this.proxy.on('connect', ({ url = '' }, socket) => {
      this.sockets.add(socket);
      // A client that ends in the middle of it is nothing to fall over.
      socket.on('error', () => socket.destroy()).on('close', () => this.sockets.delete(socket));
      if (url !== `${hostName}:443`) {
        this.turnedAway.push(url);
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      secure.emit('connection', socket);
    });
  }

  /** Begins to listen, where it is told to or at any port, and says where. */
  public async listen(port = 0): Promise<number> {
    await new Promise<void>((resolve) => this.proxy.listen(port, '127.0.0.1', resolve));
    return (this.proxy.address() as AddressInfo).port;
  }

  public async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.proxy.close(resolve));
  }

  /** What is wrong with a request, for this access point. */
  public problemsOf(request: SignedRequest): string[] {
    const host = headerOf(request, 'host');
    const { credentials } = this;
    return [
      ...(host === this.hostName ? [] : [`is for host ${host}`]),
      ...problemsOf(request, { credentials, service: 's3', regionSet: '*', now: new Date() }),
    ];
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body: Buffer[] = [];
    for await (const chunk of incoming) body.push(chunk as Buffer);
    const { rawHeaders, method = '', url = '' } = incoming;
    const headers = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1]] as const] : []));
    const { status, headers: answered, body: content } = this.answer({ method, url, headers, body: Buffer.concat(body) });
    response.writeHead(status, { 'x-amz-request-id': String(this.received.length), ...answered });
    response.end(content);
  }

  private answer(sent: SignedRequest): ObjectResponse {
    const request = this.tampering?.(sent) ?? sent;
    const { method, url, body } = request;
    const problems = this.problemsOf(request);
    const { pathname, searchParams: query } = new URL(url, `https://${this.hostName}`);
    const payer = headerOf(request, 'x-amz-request-payer') === 'requester';
    const regionSet = headerOf(request, 'x-amz-region-set') || (query.get('X-Amz-Region-Set') ?? '');
    this.received.push({ host: headerOf(request, 'host'), method, url, regionSet, payer, problems, request });
    if (problems.length > 0) return failure(403, 'SignatureDoesNotMatch', `The request ${problems.join('; ')}.`);
    const chunked = headerOf(request, 'x-amz-content-sha256') === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
    const object = chunked ? unchunk(body) : body;
    if (object === undefined) return failure(400, 'BadDigest', 'The checksum is another one\'s.');
    return this.store.answer({ method, key: decodeURIComponent(pathname.slice(1)), query, payer, body: object });
  }
}

function headerOf({ headers }: SignedRequest, name: string): string {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
}
