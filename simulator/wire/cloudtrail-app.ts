import { type Context, Hono } from 'hono';
import { lookUpEvents, type LookupEventsInput } from '../cloudtrail/lookup-events';
import { ServiceError } from '../engine/service-error';
import { type Simulator } from '../simulator';
import { parseSigner } from './parse-caller';

const TARGET = /(?:^|\.)CloudTrail_20131101\.(?<operation>\w+)$/;
const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** Creates the application of CloudTrail with its operation LookupEvents, which a header names. */
export function createCloudTrailApp(simulator: Simulator): Hono {
  const app = new Hono();
  app.post('/', async (c, next) => {
    const { operation } = TARGET.exec(c.req.header('x-amz-target') ?? '')?.groups ?? {};
    if (operation === undefined) return next();
    try {
      return await answer(c, simulator, operation);
    } catch (error) {
      if (error instanceof ServiceError) return fail(error.status, error.code);
      throw error;
    }
  });
  return app;
}

async function answer(c: Context, simulator: Simulator, operation: string): Promise<Response> {
  if (operation !== 'LookupEvents') return fail(501, 'UnknownOperationException');
  const { accessKeyId, region } = parseSigner(c.req.raw.headers, 'cloudtrail');
  const { settings, journal } = simulator;
  const accountId = settings.accountForAccessKey(accessKeyId);
  const request = { action: 'cloudtrail:LookupEvents', resource: '*', region, accountId, caller: accessKeyId };
  if (!settings.authorize(request)) return fail(400, 'AccessDeniedException');
  const scope = { accountId, region, deliveredUntil: settings.clock.now() - settings.eventHistoryLagMs };
  return respond(200, lookUpEvents(journal, scope, await c.req.json<LookupEventsInput>()));
}

function fail(status: number, code: string): Response {
  return respond(status, { __type: code, message: code });
}

function respond(status: number, body: object): Response {
  const headers = { 'content-type': CONTENT_TYPE, 'x-amzn-requestid': '00000000-0000-4000-8000-000000000000' };
  return new Response(JSON.stringify(body), { status, headers });
}
