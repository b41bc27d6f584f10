import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Hono } from 'hono';
import { type SimulatorControls } from '../controls/controls';
import { type Simulator } from '../simulator';
import { createControlledHonoApp, createSimulatorHonoApp } from './app';
import { BROKEN_BODY_BEGINNING, BROKEN_BODY_HEADERS, makeBrokenBody } from './broken-body';
import { type ControlsAccess } from './controls/controls-app';
import { type HonoEnvironment, type ReceivedHead, type ResponseTransport } from './serve';

export interface ListenOptions {
  /** Default: any free port. */
  readonly port?: number;
}

export interface ListeningServer {
  readonly port: number;
  readonly url: string;
  /** Closes the server and all connections, including hanging ones. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const KEEP_ALIVE_MS = 60_000;
const ALL_INTERFACES = ['0.0.0.0', '::'];

async function neverAnswer(): Promise<Response> {
  return new Promise(() => undefined);
}

function socketTransport({ incoming, outgoing }: HttpBindings | Http2Bindings): ResponseTransport {
  return {
    reset: () => {
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    },
    hang: neverAnswer,
    breakBody: (kind) => {
      if (kind !== 'cut') return makeBrokenBody(kind);
      outgoing.writeHead(200, { ...BROKEN_BODY_HEADERS });
      (outgoing as ServerResponse).write(BROKEN_BODY_BEGINNING, () => incoming.socket.destroy());
      return RESPONSE_ALREADY_SENT;
    },
  };
}

/** Decodes a header value. Signatures cover UTF-8, and Node.js decodes each byte as one character. */
function decodeHeader(value: string): string {
  const text = Buffer.from(value, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? value : text;
}

/** Reads the request line and headers. Requests through an HTTP proxy have the absolute form. */
function readHead({ incoming: { url = '/', rawHeaders } }: HttpBindings | Http2Bindings): ReceivedHead {
  const headers = rawHeaders.flatMap((name, i) => (
    i % 2 === 0 ? [[name, decodeHeader(rawHeaders[i + 1])] as const] : []));
  return { url: url.replace(/^https?:\/\/[^/]*/, ''), headers };
}

/** Listens on the loopback interface, because the server of a simulator does not authenticate callers by default. */
export async function listenOnLoopback(
  simulator: Simulator, { port = 0 }: ListenOptions = {},
): Promise<ListeningServer> {
  return listen(createSimulatorHonoApp(simulator), LOOPBACK, port);
}

export interface ControlledListenOptions extends ListenOptions, Pick<ControlsAccess, 'token'> {
  /** The address or name of the interface. Default: 127.0.0.1. */
  readonly host?: string;
}

/** Listens for requests of a simulator with controls. */
export async function listenWithControls(
  controls: SimulatorControls, { port = 0, host = LOOPBACK, token }: ControlledListenOptions,
): Promise<ListeningServer> {
  const hosts = [...new Set([LOOPBACK, 'localhost', '[::1]', new URL(makeServerUrl(host, port)).hostname])];
  return listen(createControlledHonoApp(controls, { token, hosts }), host, port);
}

/** Makes the address under which this computer reaches a server. */
export function makeServerUrl(host: string, port: number): string {
  const name = ALL_INTERFACES.includes(host) ? LOOPBACK : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

async function listen(app: Hono<HonoEnvironment>, host: string, port: number): Promise<ListeningServer> {
  const listener = getRequestListener(
    async (request, env) => app.fetch(request, { transport: socketTransport(env), received: readHead(env) }),
    // Keep the global Request and Response of the process.
    { overrideGlobalObjects: false });
  const server = createServer(listener);
  // A client on a busy computer would send a request on a connection that the default of five seconds has closed.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(port, host);
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return {
    port: actual,
    url: makeServerUrl(host, actual),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
