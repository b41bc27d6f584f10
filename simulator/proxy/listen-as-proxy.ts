import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { CertificateAuthority } from './certificate-authority';
import { type ConnectDecision, decideConnect } from './connect-request';
import { type TrustFiles, writeTrustFolder } from './trust-folder';
import { connectStreams } from './tunnel';

export interface ProxyOptions {
  /** The port of the simulator on 127.0.0.1. */
  readonly simulatorPort: number;
  /** The folder into which the proxy writes its certificates. */
  readonly folder: string;
  /** Default: any free port. */
  readonly port?: number;
  /** Whether clients can connect to hosts that do not belong to AWS. Default: no. */
  readonly passthrough?: boolean;
}

export interface ListeningProxy {
  readonly port: number;
  readonly url: string;
  readonly trust: TrustFiles;
  /** Closes the proxy and all connections. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** The first line contains the message too, because most clients print only this line. */
function makeRefusal(message: string): string {
  const body = `${message}\n`;
  const headers = [
    'Content-Type: text/plain', `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close',
  ];
  return [`HTTP/1.1 403 Forbidden: ${message}`, ...headers, '', body].join('\r\n');
}

/** The connections of one proxy. */
class Tunnels {
  private readonly sockets = new Set<Socket>();

  constructor(private readonly authority: CertificateAuthority, private readonly simulatorPort: number) {}

  public async open(client: Socket, decision: ConnectDecision): Promise<void> {
    this.track(client);
    if (decision.kind === 'refuse') {
      client.end(makeRefusal(decision.message));
      return;
    }
    if (decision.kind === 'simulate') return this.simulate(client, decision.host);
    const server = this.track(connect(decision.port, decision.host));
    server.once('connect', () => client.write('HTTP/1.1 200 Connection Established\r\n\r\n'));
    connectStreams(client, server, () => client.destroy());
  }

  public destroy(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Terminates TLS with a certificate for the host, and sends the decrypted bytes to the simulator. */
  private async simulate(client: Socket, host: string): Promise<void> {
    const secureContext = await this.authority.findSecureContext(host);
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    const secure = new TLSSocket(client, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
    const server = this.track(connect(this.simulatorPort, HOST));
    connectStreams(secure, server, () => client.resetAndDestroy());
  }

  private track(socket: Socket): Socket {
    this.sockets.add(socket);
    // Clients can abort a connection at any time.
    return socket.on('error', () => socket.destroy()).on('close', () => this.sockets.delete(socket));
  }
}

/**
 * Starts an HTTPS proxy on the loopback interface. It connects clients of the simulated hosts to the simulator and
 * refuses all other hosts of AWS by name.
 */
export async function listenAsProxy(
  { simulatorPort, folder, port = 0, passthrough = false }: ProxyOptions,
): Promise<ListeningProxy> {
  const authority = await CertificateAuthority.create();
  const trust = writeTrustFolder(folder, authority.pem, passthrough);
  const tunnels = new Tunnels(authority, simulatorPort);
  const server = createServer((request, response) => {
    const message = `the proxy accepts CONNECT requests only, not ${request.method} ${request.url}`;
    response.writeHead(403, { 'content-type': 'text/plain' }).end(`${message}\n`);
  });
  server.on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
    if (head.length > 0) client.unshift(head);
    void tunnels.open(client, decideConnect(url, { passthrough }));
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return {
    port: actual,
    url: `http://${HOST}:${actual}`,
    trust,
    close: async () => {
      server.close();
      server.closeAllConnections();
      tunnels.destroy();
      await once(server, 'close');
    },
  };
}
