import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type Duplex } from 'node:stream';
import { type Hono } from 'hono';
import { Simulator } from '../../simulator';
import { findSignatureProblems } from '../../simulator/signatures/find-signature-problems';
import { ECDSA_ALGORITHM } from '../../simulator/signatures/parse-signature';
import {
  type Credentials, extractQuery, readHeader, type SignedRequest,
} from '../../simulator/signatures/signed-request';
import { createSimulatorHonoApp } from '../../simulator/wire/app';
import { type HonoEnvironment } from '../../simulator/wire/serve';
import { type Certificate } from './certificate';

const ACCOUNT = '111122223333';
const BUCKET = 'clients';
const NO_CREDENTIALS: Credentials = { accessKeyId: '', secretAccessKey: '' };

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
  public static async create(credentials: Credentials, certificate: Certificate): Promise<AccessPointServer> {
    return new AccessPointServer(await createSimulator(credentials), credentials, certificate);
  }

  /** Returns the ARN and the host name, which are the same for every server. */
  public static async describe(): Promise<{ readonly arn: string; readonly hostName: string }> {
    const { arn, alias } = (await createSimulator(NO_CREDENTIALS)).snapshot().accessPoints[0];
    return { arn, hostName: `${alias}.accesspoint.s3-global.amazonaws.com` };
  }

  public readonly received: ReceivedRequest[] = [];
  /** The hosts of refused requests. */
  public readonly refusedHosts: string[] = [];
  public tamper?: RequestChange;

  private readonly app: Hono<HonoEnvironment>;
  private readonly proxy: Server;
  private readonly sockets = new Set<Duplex>();

  private get hostName(): string {
    return `${this.simulator.snapshot().accessPoints[0].alias}.accesspoint.s3-global.amazonaws.com`;
  }

  private constructor(
    private readonly simulator: Simulator,
    private readonly credentials: Credentials,
    { key, cert }: Certificate,
  ) {
    const { hostName } = this;
    this.app = createSimulatorHonoApp(simulator);
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

  /** Returns the content of an object. */
  public object(key: string): Buffer | undefined {
    const version = this.simulator.buckets.get(BUCKET)!.objects.current(key);
    return version?.kind === 'object' ? Buffer.from(version.body) : undefined;
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
    const sent = { method, url, headers, body: Buffer.concat(body) };
    const request = this.tamper?.(sent) ?? sent;
    this.record(request);
    const answer = await this.forward(request);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  private record(request: SignedRequest): void {
    const { method, url } = request;
    const query = new URLSearchParams(extractQuery(url));
    this.received.push({
      host: readHeader(request, 'host'),
      method,
      url,
      regionSet: readHeader(request, 'x-amz-region-set') || (query.get('X-Amz-Region-Set') ?? ''),
      requesterPays: readHeader(request, 'x-amz-request-payer') === 'requester',
      problems: this.findProblems(request),
      request,
    });
  }

  /** Lets the simulator answer. The Region of the access point is never lost, so it always answers. */
  private async forward({ method, url, headers, body }: SignedRequest): Promise<Response> {
    const unexpected = () => { throw new Error('the simulator does not answer'); };
    const request = new Request(`https://${this.hostName}${url}`, {
      method,
      headers: headers.map(([name, value]) => [name, value]),
      body: body.length === 0 ? undefined : Buffer.from(body),
    });
    const transport = { reset: unexpected, hang: unexpected, breakBody: unexpected };
    return this.app.fetch(request, { transport, received: { url, headers } });
  }
}

/** Creates a simulator with an access point in front of one bucket. Its alias is the same in every run. */
async function createSimulator(credentials: Credentials): Promise<Simulator> {
  const simulator = new Simulator({
    credentials: [credentials], accountForAccessKey: () => ACCOUNT, duration: () => 0,
  });
  simulator.buckets.add(BUCKET, 'eu-west-1', ACCOUNT).isRequesterPays = true;
  await simulator.call('CreateMultiRegionAccessPoint', {
    ClientToken: 'clients', Details: { Name: 'clients', Regions: [{ Bucket: BUCKET }] },
  }, { accountId: ACCOUNT, region: 'us-west-2' });
  return simulator;
}
