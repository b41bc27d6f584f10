import { type Context, Hono } from 'hono';
import { ServiceError } from '../engine/service-error';
import { type CallContext } from '../model/operations';
import { type Refusal } from '../outcome';
import { type Simulator } from '../simulator';
import { CONTROL_EXCHANGES, NAMESPACE } from './control-exchanges';
import { checkDigest, requireDigest } from './digest';
import { type Exchange, type WireRequest } from './exchange';
import { controlContext, signerOf } from './identify';
import { controlError, type ErrorDocument, render, s3Error } from './render';
import { findS3Exchange } from './s3-exchanges';

/** What only the transport can do. */
export interface Transport {
  readonly reset: () => Response | Promise<Response>;
  readonly hang: () => Response | Promise<Response>;
}

export interface AppEnv {
  readonly Bindings: { readonly transport: Transport };
}

/** One of the two services behind the same port. */
interface Service {
  readonly document: ErrorDocument;
  readonly identify: (headers: Headers) => CallContext;
  readonly checkBody: (headers: Headers, body: Uint8Array) => void;
}

const CONTROL_PREFIX = '/v20180820';
const NOBODY: CallContext = { accountId: '', region: '' };

function notImplemented(method: string, path: string): ServiceError {
  return new ServiceError('NotImplemented', `A header you provided implies functionality that is not implemented: ${method} ${path}`);
}

/** `bucket.localhost:5000` and `bucket.s3.eu-west-1.amazonaws.com` name a bucket; `localhost:5000` and an address do not. */
function bucketOfHost(host: string): string {
  return /^(?<bucket>.+?)\.(?:localhost|s3\.(?:[a-z0-9-]+\.)?amazonaws\.com)(?::\d+)?$/.exec(host)?.groups?.bucket ?? '';
}

async function send(c: Context<AppEnv>, reply: Refusal & { readonly requestId: string }, document: ErrorDocument): Promise<Response> {
  if (reply.kind === 'reset') return c.env.transport.reset();
  if (reply.kind === 'hang') return c.env.transport.hang();
  return render(reply, reply.requestId, c.req.method, document);
}

/** Reads a request, has it answered, and sends the answer or whatever comes instead. */
async function serve(
  c: Context<AppEnv>, simulator: Simulator, service: Service, label: string, find: (request: WireRequest) => Exchange | undefined,
): Promise<Response> {
  const { headers, url } = c.req.raw;
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const header = (name: string) => headers.get(name) ?? undefined;
  const request = { label, query: new URL(url).searchParams, body: Buffer.from(bytes).toString(), header };
  const found = find(request);
  let context = NOBODY;
  try {
    context = service.identify(headers);
    service.checkBody(headers, bytes);
    if (found === undefined) throw notImplemented(c.req.method, c.req.path);
    const reply = await found.perform(simulator, request, context);
    return reply.kind === 'answer' ? render(reply, reply.requestId, c.req.method, service.document) : await send(c, reply, service.document);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return send(c, simulator.refuse(error, context, found?.operation), service.document);
  }
}

function controlApp(simulator: Simulator): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const service: Service = {
    document: controlError(NAMESPACE),
    identify: controlContext,
    checkBody: (headers, body) => {
      requireDigest(headers, body);
      checkDigest(headers, body);
    },
  };
  for (const exchange of CONTROL_EXCHANGES) {
    app.on(exchange.method, exchange.path, async (c) => serve(c, simulator, service, c.req.param('label') ?? '', () => exchange));
  }
  app.all(`${CONTROL_PREFIX}/*`, async (c) => serve(c, simulator, service, '', () => undefined));
  return app;
}

function s3App(simulator: Simulator): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const service: Service = {
    document: s3Error,
    identify: (headers) => {
      const { accessKeyId, region } = signerOf(headers);
      return { accountId: simulator.settings.accountOf(accessKeyId), region, caller: accessKeyId };
    },
    checkBody: checkDigest,
  };
  const serveBucket = async (c: Context<AppEnv>, bucket: string) => serve(
    c, simulator, service, bucket, (request) => findS3Exchange(c.req.method, request));
  app.all('/', async (c) => serveBucket(c, bucketOfHost(c.req.header('host') ?? '')));
  app.on(['GET', 'HEAD', 'PUT', 'DELETE'], ['/:bucket', '/:bucket/'], async (c) => serveBucket(c, c.req.param('bucket')));
  app.all('*', async (c) => serve(c, simulator, service, '', () => undefined));
  return app;
}

/** Both services. A mistake in here, or in a hook of a test, is a 500 that says what it was. */
export function createApp(simulator: Simulator): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.route('/', controlApp(simulator));
  app.route('/', s3App(simulator));
  app.onError((error, c) => render(
    { kind: 'error', code: 'InternalError', status: 500, message: error.message }, 'INTERNAL', c.req.method, s3Error));
  return app;
}
