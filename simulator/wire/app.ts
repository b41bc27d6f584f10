import { Hono } from 'hono';
import { type Simulator } from '../simulator';
import { createCloudTrailApp } from './cloudtrail-app';
import { CONTROL_HTTP_ROUTES, S3_CONTROL_XML_NAMESPACE } from './control-http-routes';
import { checkContentDigest, requireDigest } from './digest';
import { parseControlContext } from './parse-caller';
import { makeControlErrorDocument, makeS3ErrorDocument, renderSimulatedReply } from './render';
import { createAccessPointApp, createS3App } from './s3-app';
import { type HonoEnvironment, serve, type WireService } from './serve';

const CONTROL_PREFIX = '/v20180820';

function createControlApp(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  const service: WireService = {
    document: makeControlErrorDocument(S3_CONTROL_XML_NAMESPACE),
    identify: (headers) => ({ context: parseControlContext(headers) }),
    checkBody: (headers, body) => {
      requireDigest(headers, body);
      checkContentDigest(headers, body);
    },
  };
  for (const route of CONTROL_HTTP_ROUTES) {
    app.on(route.method, route.path, async (c) => (
      serve(c, simulator, service, { label: c.req.param('label') ?? '', key: '' }, () => route)
    ));
  }
  app.all(`${CONTROL_PREFIX}/*`, async (c) => serve(c, simulator, service, { label: '', key: '' }, () => undefined));
  return app;
}

/** Creates the application with all services. An error of the simulator, or of a hook of a test, becomes a 500. */
export function createSimulatorHonoApp(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  app.route('/', createAccessPointApp(simulator));
  app.route('/', createCloudTrailApp(simulator));
  app.route('/', createControlApp(simulator));
  app.route('/', createS3App(simulator));
  app.onError((error, c) => renderSimulatedReply(
    { kind: 'error', code: 'InternalError', status: 500, message: error.message }, 'INTERNAL', c.req.method,
    makeS3ErrorDocument));
  return app;
}
