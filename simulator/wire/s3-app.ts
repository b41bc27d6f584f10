import { type Context, Hono } from 'hono';
import { ServiceError } from '../engine/service-error';
import { type SignedRequest } from '../signatures/signed-request';
import { type Simulator } from '../simulator';
import { authenticateAccessPointRequest, authenticateBucketRequest, type S3Caller } from './authenticate';
import { checkContentDigest } from './digest';
import { type HttpRoute } from './http-route';
import { BUCKET_ONLY_OBJECT_HTTP_ROUTES } from './objects/bucket-requests';
import { findObjectHttpRoute, OBJECT_HTTP_ROUTES } from './objects/find-object-http-route';
import { refuseOtherRegion } from './refuse-other-region';
import { makeS3ErrorDocument } from './render';
import { findS3HttpRoute } from './s3-http-routes';
import { parseAccessPointHost, parseS3Target, type S3Target } from './s3-target';
import { type HonoEnvironment, type RoutableRequest, serve, type WireService } from './serve';

const BUCKET_ROUTES = [...OBJECT_HTTP_ROUTES, ...BUCKET_ONLY_OBJECT_HTTP_ROUTES];

function refuseMethod(): ServiceError {
  return new ServiceError('MethodNotAllowed', 'The specified method is not allowed against this resource.');
}

function makeService(authenticate: (request: SignedRequest) => S3Caller): WireService {
  return {
    document: makeS3ErrorDocument,
    identify: (_headers, request) => authenticate(request),
    checkBody: checkContentDigest,
  };
}

async function serveAccessPoint(
  c: Context<HonoEnvironment>, simulator: Simulator, { alias = '', key }: S3Target,
): Promise<Response> {
  const service = makeService((request) => authenticateAccessPointRequest(request, simulator));
  return serve(
    c, simulator, { ...service, refuseUnknown: refuseMethod }, { label: simulator.findAccessPointArn(alias), key },
    (request) => findObjectHttpRoute(c.req.method, request));
}

async function serveBucket(
  c: Context<HonoEnvironment>, simulator: Simulator, { bucket, key }: S3Target,
): Promise<Response> {
  const service = makeService((request) => {
    // S3 returns the location of a bucket at every endpoint.
    const isLocation = c.req.query('location') !== undefined;
    if (!isLocation) refuseOtherRegion(c.req.header('host') ?? '', simulator.buckets.get(bucket));
    return authenticateBucketRequest(request, simulator);
  });
  const findRoute = (request: RoutableRequest): HttpRoute | undefined =>
    (bucket === '' ? undefined : findObjectHttpRoute(c.req.method, request, BUCKET_ROUTES))
      ?? (key === '' ? findS3HttpRoute(c.req.method, request) : undefined);
  return serve(c, simulator, service, { label: bucket, key }, findRoute);
}

/** Serves the hosts of access points before the other services, because the keys of objects can have any path. */
export function createAccessPointApp(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  app.use('*', async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (parseAccessPointHost(host) === undefined) return next();
    return serveAccessPoint(c, simulator, parseS3Target(host, c.env.received));
  });
  return app;
}

export function createS3App(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  app.all('*', async (c) => serveBucket(c, simulator, parseS3Target(c.req.header('host') ?? '', c.env.received)));
  return app;
}
