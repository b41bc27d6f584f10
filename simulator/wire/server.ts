import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Simulator } from '../simulator';
import { createApp, type Transport } from './app';

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

/** The server listens on the loopback interface only, because it does not authenticate callers. */
const HOST = '127.0.0.1';

async function neverAnswer(): Promise<Response> {
  return new Promise(() => undefined);
}

function socketTransport({ incoming }: HttpBindings | Http2Bindings): Transport {
  return {
    reset: () => {
      incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    },
    hang: neverAnswer,
  };
}

export async function listen(simulator: Simulator, { port = 0 }: ListenOptions = {}): Promise<ListeningServer> {
  const app = createApp(simulator);
  const listener = getRequestListener(
    async (request, env) => app.fetch(request, { transport: socketTransport(env) }),
    // Keep the global Request and Response of the process.
    { overrideGlobalObjects: false });
  const server = createServer(listener);
  server.listen(port, HOST);
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return {
    port: actual,
    url: `http://${HOST}:${actual}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
