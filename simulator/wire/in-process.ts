import { type SimulatorClock, sleepOnClock } from '../clock';
import { type Simulator } from '../simulator';
import { createSimulatorHonoApp } from './app';
import { type ResponseTransport } from './serve';

/** An HTTP request in the form that the SDK passes to its request handler. */
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
  /** The time, of the simulator, after which a call without an answer fails with a TimeoutError. Default 5 s. */
  readonly requestTimeoutMs?: number;
}

/** The options of a request that the handler uses. */
export interface InProcessCallOptions {
  readonly requestTimeout?: number;
  readonly abortSignal?: { readonly aborted: boolean };
}

/** A request handler for the SDK's clients. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: InProcessRequest, options?: InProcessCallOptions): Promise<{ response: InProcessResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

const DEFAULT_TIMEOUT_MS = 5_000;

/** The errors of the SDK's own request handler, which reports a reset as a time-out. */
class TransportError extends Error {
  constructor(name: string, message: string, public readonly code: string) {
    super(message);
    this.name = name;
  }
}

function makeUrl({ protocol, hostname, port, path, query = {} }: InProcessRequest): URL {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
  for (const [name, values] of Object.entries(query)) {
    [values].flat().forEach((value) => url.searchParams.append(name, value ?? ''));
  }
  return url;
}

/** Returns the body as text or bytes. The SDK does not use streams for these operations. */
function toBody(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || typeof body === 'string') return body || undefined;
  if (body instanceof Uint8Array) return body;
  throw new TypeError('the in-process handler accepts text and bytes only');
}

function onAbort(signal: InProcessCallOptions['abortSignal'], fail: (error: Error) => void): void {
  const abort = () => fail(new TransportError('AbortError', 'Request aborted', 'ABORT_ERR'));
  if (signal?.aborted === true) abort();
  if (signal instanceof AbortSignal) signal.addEventListener('abort', abort, { once: true });
}

/** Runs a request with a transport that can fail. */
async function withTransport(
  clock: SimulatorClock,
  timeoutMs: number,
  signal: InProcessCallOptions['abortSignal'],
  run: (transport: ResponseTransport) => Promise<Response>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const never = new Promise<Response>(() => undefined);
    onAbort(signal, reject);
    const hang = async () => {
      await sleepOnClock(clock, timeoutMs);
      reject(new TransportError('TimeoutError', `no answer within ${timeoutMs} ms`, 'ETIMEDOUT'));
      return never;
    };
    run({
      reset: async () => {
        reject(new TransportError('TimeoutError', 'read ECONNRESET', 'ECONNRESET'));
        return never;
      },
      hang,
      breakBody: async (kind) => {
        if (kind === 'stall' || kind === 'drip') return hang();
        reject(kind === 'cut'
          ? new TransportError('Error', 'aborted', 'ECONNRESET')
          : new TransportError('ResponseTooLarge', 'the answer is too large', 'ETOOLARGE'));
        return never;
      },
    }).then(resolve, reject);
  });
}

/**
 * Creates a `requestHandler` for an unmodified SDK client. It uses no sockets, and a hanging call takes only time of
 * the simulator.
 */
export function inProcessHandler(
  simulator: Simulator, { requestTimeoutMs = DEFAULT_TIMEOUT_MS }: InProcessOptions = {},
): InProcessHandler {
  const app = createSimulatorHonoApp(simulator);
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request, { requestTimeout = requestTimeoutMs, abortSignal } = {}) => {
      const { method, headers, body } = request;
      const url = makeUrl(request);
      const sent = new Request(url, { method, headers, body: toBody(body) });
      const received = { url: `${url.pathname}${url.search}`, headers: Object.entries(headers) };
      const response = await withTransport(
        simulator.settings.clock, requestTimeout, abortSignal,
        async (transport) => app.fetch(sent, { transport, received }));
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
