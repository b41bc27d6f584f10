import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import {
  type ControlInput, CONTROLS, InvalidControlError, type SimulatorControls,
} from '../../controls/controls';
import { describeState } from '../../controls/describe-state';
import { sha256 } from '../../signatures/canonical-request';
import { LIVE_PAGE_POLICY, renderLivePage } from '../live-page/live-page';
import { renderLiveView } from '../live-page/render-view';
import { type HonoEnvironment } from '../serve';

export const CONTROLS_PATH = '/_simulator';
/** The header with the token, which web pages of other origins cannot send without the permission of the server. */
export const CONTROL_TOKEN_HEADER = 'x-simulator-token';

export interface ControlsAccess {
  readonly token: string;
  /** The host names by which clients reach the simulator, without ports. */
  readonly hosts: readonly string[];
}

function refuse(c: Context, status: 400 | 403 | 404, message: string): Response {
  return c.json({ message }, status);
}

function hasToken(sent: string | undefined, token: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(sent ?? '')), Buffer.from(sha256(token)));
}

/** Removes the port from a Host header. */
function parseHostName(host: string): string {
  return host.replace(/:\d+$/, '');
}

async function readInput(c: Context): Promise<ControlInput> {
  const text = await c.req.text();
  if (text === '') return {};
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new InvalidControlError('the body is no JSON, expected an object');
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new InvalidControlError(`the body is ${text.slice(0, 40)}, expected an object`);
  }
  return input as ControlInput;
}

async function runControl(c: Context, controls: SimulatorControls, name: string): Promise<Response> {
  if (!Object.hasOwn(CONTROLS, name)) {
    return refuse(c, 404, `there is no control ${name}, expected one of ${Object.keys(CONTROLS).join(', ')}`);
  }
  try {
    await CONTROLS[name](controls, await readInput(c));
    return c.json(describeState(controls.simulator));
  } catch (error) {
    if (error instanceof InvalidControlError) return refuse(c, 400, error.message);
    throw error;
  }
}

/** The paths without the token. The live page contains no state: its script sends the token. */
const OPEN_PATHS = ['/health', '', '/'].map((path) => `${CONTROLS_PATH}${path}`);

const PAGE_HEADERS = secureHeaders({
  contentSecurityPolicy: LIVE_PAGE_POLICY,
  xFrameOptions: 'DENY',
  // The simulator has no TLS.
  strictTransportSecurity: false,
});

/**
 * Creates the application of the controls. A web page can make a browser resolve its own name to this machine, so the
 * Host header must have an expected name.
 */
export function createControlsApp(
  controls: SimulatorControls, { token, hosts }: ControlsAccess,
): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>().basePath(CONTROLS_PATH);
  app.use('*', async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (!hosts.includes(parseHostName(host))) {
      return refuse(c, 403, `the Host header is ${JSON.stringify(host)}, expected ${hosts.join(' or ')}`);
    }
    if (!OPEN_PATHS.includes(c.req.path) && !hasToken(c.req.header(CONTROL_TOKEN_HEADER), token)) {
      return refuse(c, 403, `the header ${CONTROL_TOKEN_HEADER} is wrong or missing, expected the token of "simulate"`);
    }
    return next();
  });
  app.get('/health', (c) => c.json({ status: 'ok' }));
  for (const path of ['', '/']) {
    app.get(path, PAGE_HEADERS, async (c) => c.html(await renderLivePage(), 200, { 'cache-control': 'no-store' }));
  }
  app.get('/view', async (c) => c.html(await renderLiveView(controls)));
  app.get('/state', (c) => c.json(describeState(controls.simulator)));
  app.get('/events', (c) => {
    const after = Number(c.req.query('after') ?? 0);
    return c.json({ events: controls.simulator.journal.where(({ index }) => index > after) });
  });
  app.post('/:name', async (c) => runControl(c, controls, c.req.param('name')));
  app.all('*', (c) => refuse(c, 404, `there is no control ${c.req.method} ${c.req.path}`));
  return app;
}
