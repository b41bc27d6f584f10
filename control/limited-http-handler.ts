import { Readable } from 'node:stream';
import { type NodeHttpHandler } from '@smithy/node-http-handler';
import { type CallLimits, findCallLimits } from './call-limits';

type HttpRequest = Parameters<NodeHttpHandler['handle']>[0];
type HttpOptions = Parameters<NodeHttpHandler['handle']>[1] & Partial<CallLimits>;
type HttpResult = Awaited<ReturnType<NodeHttpHandler['handle']>>;

/** The error of a call that ended at a limit. It has the shape of the errors of the SDK's own HTTP handler. */
class LimitError extends Error {
  constructor(public override readonly name: string, public readonly code: string, message: string) {
    super(message);
  }
}

/** The answer is not from S3, for example a page of a proxy. It has the shape of one that the SDK cannot parse. */
class ForeignAnswer extends Error {
  public override readonly name = 'ForeignAnswer';
  public readonly $metadata: { readonly httpStatusCode: number };

  constructor(status: number, public readonly $responseBodyText: string) {
    super('the answer is not from S3');
    this.$metadata = { httpStatusCode: status };
  }
}

/**
 * Sends the requests of the SDK through another handler, and ends each one at its limits. The time limit covers the
 * connection, the headers and the body: the handler of the SDK stops its timers when the headers arrive, so a body that
 * never ends would be read for ever.
 */
export class LimitedHttpHandler {
  public readonly metadata = { handlerProtocol: 'http/1.1' };

  /** @param choose selects the handler of a request */
  constructor(private readonly choose: (request: HttpRequest) => NodeHttpHandler) {}

  public async handle(request: HttpRequest, options: HttpOptions = {}): Promise<HttpResult> {
    const { requestTimeout, maxResponseBytes } = { ...findCallLimits(''), ...options };
    const cancellation = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const timeOut = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new LimitError('TimeoutError', 'ETIMEDOUT', `no complete answer within ${requestTimeout} ms`));
        cancellation.abort();
      }, requestTimeout);
    });
    const sending = this.send(request, { ...options, abortSignal: cancellation.signal }, maxResponseBytes);
    // After the time limit, the abort rejects the request too.
    sending.catch(() => undefined);
    try {
      return await Promise.race([sending, timeOut]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async send(request: HttpRequest, options: HttpOptions, maxResponseBytes: number): Promise<HttpResult> {
    const { response } = await this.choose(request).handle(request, options);
    const body = await readBody(response.body as AsyncIterable<Uint8Array>, maxResponseBytes, options.abortSignal);
    rejectForeignAnswer(request.method, response, body);
    response.body = options.returnsStream ? Readable.from([body]) : body;
    return { response };
  }

  /** The SDK sets defaults of services. The limits of this handler do not depend on them. */
  public updateHttpClientConfig(): void {}

  public httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  public destroy(): void {}
}

async function readBody(
  stream: AsyncIterable<Uint8Array> & { destroy?(): void }, maxBytes: number, signal: HttpOptions['abortSignal'],
): Promise<Uint8Array> {
  const abort = () => stream.destroy?.();
  if (signal instanceof AbortSignal) signal.addEventListener('abort', abort, { once: true });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    // Leaving the loop destroys the stream.
    if (size > maxBytes) throw new LimitError('ResponseTooLarge', 'ETOOLARGE', `the answer exceeds ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const PAGE = /^\s*<(?:!doctype\s+html|html)\b/i;
const CHANGE = /^(?:PUT|PATCH|DELETE)$/;
const CHANGED = /^\s*(?:<\?xml[^>]*>\s*)?(?:<(?!Error)\w|$)/;

/**
 * S3 answers a change of routes with status 200 without a body, and a captive portal answers all calls with a page.
 * Some servers give an empty body the type of a page. Without this check, the SDK takes an error or a text with status
 * 200 for the success of a change that has no result. Only S3 is called with the methods of these changes. Any other
 * document is accepted: that S3 never sends one is documented, but a failover must not depend on it.
 */
function rejectForeignAnswer(method: string, { statusCode, headers }: HttpResult['response'], body: Uint8Array): void {
  const text = Buffer.from(body.subarray(0, 512)).toString();
  const isPage = body.length > 0 && (PAGE.test(text) || (headers['content-type'] ?? '').startsWith('text/html'));
  const isNoResult = statusCode < 300 && CHANGE.test(method) && !CHANGED.test(text);
  if (isPage || isNoResult) throw new ForeignAnswer(statusCode, text);
}
