import { Hono } from 'hono';
import { type SimulatorControls } from '../controls/controls';
import { type ErrorOutcome } from '../outcome';
import { type Simulator } from '../simulator';
import { verifySignature } from './authenticate';
import { CONTROL_HTTP_ROUTES, type ControlHttpRoute, S3_CONTROL_XML_NAMESPACE } from './control-http-routes';
import { type ControlsAccess, CONTROLS_PATH, createControlsApp } from './controls/controls-app';
import { checkContentDigest, requireDigest } from './digest';
import { JOB_HTTP_ROUTES } from './job-http-routes';
import { parseControlContext } from './parse-caller';
import { makeControlErrorDocument, makeS3ErrorDocument, renderSimulatedReply } from './render';
import { createAccessPointApp, createS3App } from './s3-app';
import { parseAccessPointHost } from './s3-target';
import { type HonoEnvironment, serve, type WireService } from './serve';
import { createServicesApp } from './services/services-app';

const CONTROL_PREFIX = '/v20180820';

function createControlApp(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  const service: WireService = {
    document: makeControlErrorDocument(S3_CONTROL_XML_NAMESPACE),
    identify: (headers, request) => {
      const context = parseControlContext(headers);
      verifySignature(request, context.caller ?? '', 's3', simulator);
      return { context };
    },
    checkBody: (headers, body) => {
      requireDigest(headers, body);
      checkContentDigest(headers, body);
    },
  };
  const add = (routes: readonly ControlHttpRoute[], served: WireService) => {
    for (const route of routes) {
      app.on(route.method, route.path, async (c) => (
        serve(c, simulator, served, { label: c.req.param('label') ?? '', key: '' }, () => route)
      ));
    }
  };
  add(CONTROL_HTTP_ROUTES, service);
  add(JOB_HTTP_ROUTES, { ...service, checkBody: checkContentDigest });
  app.all(`${CONTROL_PREFIX}/*`, async (c) => serve(c, simulator, service, { label: '', key: '' }, () => undefined));
  return app;
}

/** Creates the application with all services. An error of the simulator, or of a hook of a test, becomes a 500. */
export function createSimulatorHonoApp(simulator: Simulator): Hono<HonoEnvironment> {
  return addErrorHandler(new Hono<HonoEnvironment>().route('/', createAccessPointApp(simulator))
    .route('/', createServicesApp(simulator)).route('/', createControlApp(simulator))
    .route('/', createS3App(simulator)));
}

/** Creates the application of a simulator with controls, which a reset replaces. */
export function createControlledHonoApp(controls: SimulatorControls, access: ControlsAccess): Hono<HonoEnvironment> {
  const apps = new WeakMap<Simulator, Hono<HonoEnvironment>>();
  const findApp = (simulator: Simulator) => {
    const app = apps.get(simulator) ?? createSimulatorHonoApp(simulator);
    apps.set(simulator, app);
    return app;
  };
  const controlsApp = createControlsApp(controls, access);
  const app = new Hono<HonoEnvironment>();
  // The hosts of access points have objects with any key.
  app.all('*', async (c) => {
    const isControl = parseAccessPointHost(c.req.header('host') ?? '') === undefined
      && (c.req.path === CONTROLS_PATH || c.req.path.startsWith(`${CONTROLS_PATH}/`));
    return (isControl ? controlsApp : findApp(controls.simulator)).fetch(c.req.raw, c.env);
  });
  return addErrorHandler(app);
}

/** A request whose path or query has an invalid percent-encoding is no error of the simulator. */
function describeError(error: Error): ErrorOutcome {
  return error instanceof URIError
    ? { kind: 'error', code: 'InvalidURI', status: 400, message: 'Couldn\'t parse the specified URI.' }
    : { kind: 'error', code: 'InternalError', status: 500, message: error.message };
}

function addErrorHandler(app: Hono<HonoEnvironment>): Hono<HonoEnvironment> {
  app.onError((error, c) => renderSimulatedReply(
    describeError(error), 'INTERNAL', c.req.method, makeS3ErrorDocument));
  return app;
}
