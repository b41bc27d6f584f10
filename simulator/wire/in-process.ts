import { type Clock, sleepOn } from '../clock';
import { type Simulator } from '../simulator';
import { createApp, type Transport } from './app';

/** An HTTP request as the SDK hands it to its request handler. */
export interface InProcessRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface InProcessResponse {
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

export interface InProcessOptions {
  /** After how much of the simulator's time a call without an answer fails with a TimeoutError. Default 5 s. */
  readonly requestTimeoutMs?: number;
}

/** What the SDK passes along with a request, as far as it matters here. */
export interface HandleOptions {
  readonly requestTimeout?: number;
  readonly abortSignal?: { readonly aborted: boolean };
}

/** A request handler for the SDK's clients. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: InProcessRequest, options?: HandleOptions): Promise<{ response: InProcessResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

const DEFAULT_TIMEOUT_MS = 5_000;

/** What the SDK's own handler would have failed with: it calls a reset a time-out as well. */
class TransportError extends Error {
  constructor(name: string, message: string, public readonly code: string) {
    super(message);
    this.name = name;
  }
}

function urlOf({ protocol, hostname, port, path, query = {} }: InProcessRequest): URL {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, values] of Object.entries(query)) {
    [values].flat().forEach((value) => url.searchParams.append(name, value ?? ''));
  }
  return url;
}

/** The SDK serializes these operations to text or bytes; a stream is somebody else's. */
function bodyOf(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string') return body || undefined;
  if (body instanceof Uint8Array) return body;
  throw new TypeError('only text and bytes can be sent in process');
}

function abortOf(signal: HandleOptions['abortSignal'], fail: (error: Error) => void): void {
  const abort = () => fail(new TransportError('AbortError', 'Request aborted', 'ABORT_ERR'));
  if (signal?.aborted === true) abort();
  if (signal instanceof AbortSignal) signal.addEventListener('abort', abort, { once: true });
}

/** Runs a request whose transport may fail instead of answering. */
async function withTransport(
  clock: Clock, timeoutMs: number, signal: HandleOptions['abortSignal'], run: (transport: Transport) => Promise<Response>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const never = new Promise<Response>(() => undefined);
    abortOf(signal, reject);
    run({
      reset: async () => {
        reject(new TransportError('TimeoutError', 'read ECONNRESET', 'ECONNRESET'));
        return never;
      },
      hang: async () => {
        await sleepOn(clock, timeoutMs);
        reject(new TransportError('TimeoutError', `no answer within ${timeoutMs} ms`, 'ETIMEDOUT'));
        return never;
      },
    }).then(resolve, reject);
  });
}

/**
 * The simulator as `requestHandler` of an unmodified SDK client: no sockets, no ports, and a hanging call costs only the simulator's time.
 */
export function inProcessHandler(simulator: Simulator, { requestTimeoutMs = DEFAULT_TIMEOUT_MS }: InProcessOptions = {}): InProcessHandler {
  const app = createApp(simulator);
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request, { requestTimeout = requestTimeoutMs, abortSignal } = {}) => {
      const { method, headers, body } = request;
      const sent = new Request(urlOf(request), { method, headers, body: bodyOf(body) });
      const response = await withTransport(
        simulator.settings.clock, requestTimeout, abortSignal, async (transport) => app.fetch(sent, { transport }));
      return {
        response: {
          statusCode: response.status,
          reason: response.statusText,
          headers: Object.fromEntries(response.headers),
          body: new Uint8Array(await response.arrayBuffer()),
        },
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}
