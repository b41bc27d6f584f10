import { type Context, Hono } from 'hono';
import { ServiceError } from '../engine/service-error';
import { type SimulatedCallContext } from '../model/operations';
import { type BrokenBodyOutcome } from '../outcome';
import { type Simulator } from '../simulator';
import { createCloudTrailApp } from './cloudtrail-app';
import { CONTROL_HTTP_ROUTES, S3_CONTROL_XML_NAMESPACE } from './control-http-routes';
import { checkContentDigest, requireDigest } from './digest';
import { type HttpRoute, type SimulatedReply, type WireRequest } from './http-route';
import { parseControlContext, parseSigner } from './parse-caller';
import {
  makeControlErrorDocument, type ErrorDocumentRenderer, renderSimulatedReply, makeS3ErrorDocument,
} from './render';
import { findS3HttpRoute } from './s3-http-routes';

/** Outcomes that depend on the transport. */
export interface ResponseTransport {
  readonly reset: () => Response | Promise<Response>;
  readonly hang: () => Response | Promise<Response>;
  readonly breakBody: (kind: BrokenBodyOutcome['kind']) => Response | Promise<Response>;
}

export interface HonoEnvironment {
  readonly Bindings: { readonly transport: ResponseTransport };
}

/** A service that answers in XML. All services share one port. */
interface WireService {
  readonly document: ErrorDocumentRenderer;
  readonly identify: (headers: Headers) => SimulatedCallContext;
  readonly checkBody: (headers: Headers, body: Uint8Array) => void;
}

const CONTROL_PREFIX = '/v20180820';
const BUCKET_HOST = /^(?<bucket>.+?)\.(?:localhost|s3\.(?:[a-z0-9-]+\.)?amazonaws\.com)(?::\d+)?$/;
const UNKNOWN_CALLER: SimulatedCallContext = { accountId: '', region: '' };

function notImplemented(method: string, path: string): ServiceError {
  return new ServiceError(
    'NotImplemented', `A header you provided implies functionality that is not implemented: ${method} ${path}`);
}

/** Parses the bucket from hosts such as `bucket.localhost:5000` and `bucket.s3.eu-west-1.amazonaws.com`. */
function parseBucketFromHost(host: string): string {
  return BUCKET_HOST.exec(host)?.groups?.bucket ?? '';
}

async function send(
  c: Context<HonoEnvironment>, reply: SimulatedReply, document: ErrorDocumentRenderer,
): Promise<Response> {
  switch (reply.kind) {
    case 'reset': return c.env.transport.reset();
    case 'hang': return c.env.transport.hang();
    case 'stall':
    case 'drip':
    case 'endless':
    case 'cut': return c.env.transport.breakBody(reply.kind);
    default: return renderSimulatedReply(reply, reply.requestId, c.req.method, document);
  }
}

/** Parses a request, runs its operation and sends the answer. */
async function serve(
  c: Context<HonoEnvironment>,
  simulator: Simulator,
  service: WireService,
  label: string,
  findRoute: (request: WireRequest) => HttpRoute | undefined,
): Promise<Response> {
  const { headers, url } = c.req.raw;
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  const header = (name: string) => headers.get(name) ?? undefined;
  const request = { label, query: new URL(url).searchParams, body: Buffer.from(bytes).toString(), header };
  const route = findRoute(request);
  let context = UNKNOWN_CALLER;
  try {
    context = service.identify(headers);
    service.checkBody(headers, bytes);
    if (route === undefined) throw notImplemented(c.req.method, c.req.path);
    return await send(c, await route.perform(simulator, request, context), service.document);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return send(c, simulator.refuse(error, context, route?.operation), service.document);
  }
}

function createControlApp(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  const service: WireService = {
    document: makeControlErrorDocument(S3_CONTROL_XML_NAMESPACE),
    identify: parseControlContext,
    checkBody: (headers, body) => {
      requireDigest(headers, body);
      checkContentDigest(headers, body);
    },
  };
  for (const route of CONTROL_HTTP_ROUTES) {
    app.on(route.method, route.path, async (c) => (
      serve(c, simulator, service, c.req.param('label') ?? '', () => route)
    ));
  }
  app.all(`${CONTROL_PREFIX}/*`, async (c) => serve(c, simulator, service, '', () => undefined));
  return app;
}

function createS3App(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  const service: WireService = {
    document: makeS3ErrorDocument,
    identify: (headers) => {
      const { accessKeyId, region, signedAt } = parseSigner(headers);
      return { accountId: simulator.settings.accountForAccessKey(accessKeyId), region, caller: accessKeyId, signedAt };
    },
    checkBody: checkContentDigest,
  };
  const serveBucket = async (c: Context<HonoEnvironment>, bucket: string) => serve(
    c, simulator, service, bucket, (request) => findS3HttpRoute(c.req.method, request));
  app.all('/', async (c) => serveBucket(c, parseBucketFromHost(c.req.header('host') ?? '')));
  app.on(['GET', 'HEAD', 'PUT', 'DELETE'], ['/:bucket', '/:bucket/'], async (c) =>
    serveBucket(c, c.req.param('bucket')),
  );
  app.all('*', async (c) => serve(c, simulator, service, '', () => undefined));
  return app;
}

/** Creates the application with all services. An error of the simulator, or of a hook of a test, becomes a 500. */
export function createSimulatorHonoApp(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  app.route('/', createCloudTrailApp(simulator));
  app.route('/', createControlApp(simulator));
  app.route('/', createS3App(simulator));
  app.onError((error, c) => renderSimulatedReply(
    { kind: 'error', code: 'InternalError', status: 500, message: error.message }, 'INTERNAL', c.req.method,
    makeS3ErrorDocument));
  return app;
}
