import { type Context, Hono } from 'hono';
import { sleepOnClock } from '../../clock';
import { ServiceError } from '../../engine/service-error';
import { assumeRoleOperation } from '../../services/assume-role';
import { getMetricDataOperation, listMetricsOperation } from '../../services/cloudwatch';
import { describeKeyOperation } from '../../services/describe-key';
import { getTemplateOperation } from '../../services/get-template';
import {
  getCallerIdentityOperation, getRoleOperation, simulatePrincipalPolicyOperation,
} from '../../services/identities';
import { lookupEventsOperation } from '../../services/look-up-events';
import {
  OtherServiceError, type ServiceCaller, type ServiceInput, type ServiceName, type ServiceOperation,
} from '../../services/service-operation';
import { type Simulator } from '../../simulator';
import { findAccountOfCaller, verifySignature } from '../authenticate';
import { parseSigner } from '../parse-caller';
import { type HonoEnvironment } from '../serve';
import { SERVICE_PROTOCOLS, type ServiceProtocol, type ServiceRequest } from './service-protocol';

export const SERVICE_OPERATIONS: readonly ServiceOperation[] = [
  assumeRoleOperation, describeKeyOperation, getCallerIdentityOperation, getMetricDataOperation, getRoleOperation,
  getTemplateOperation, listMetricsOperation, lookupEventsOperation, simulatePrincipalPolicyOperation,
];

const SERVICES: readonly ServiceName[] = ['cloudformation', 'cloudtrail', 'iam', 'kms', 'monitoring', 'sts'];
const SCOPE = /Credential=[^/,\s]+\/\d{8}\/[a-z0-9-]+\/(?<service>[a-z0-9-]+)\/aws4_request/;

/** Returns the service for which a request is signed. The simulator answers only the services that the CLI uses. */
function findService(headers: Headers): ServiceName | undefined {
  const service = SCOPE.exec(headers.get('authorization') ?? '')?.groups?.service;
  return SERVICES.find((known) => known === service);
}

function answer(
  simulator: Simulator, service: ServiceName, request: ServiceRequest, signed: Parameters<typeof verifySignature>[0],
  headers: Headers, { denial }: ServiceProtocol,
): object {
  const { accessKeyId, region } = parseSigner(headers, service);
  verifySignature(signed, accessKeyId, service, simulator);
  const operation = SERVICE_OPERATIONS.find((known) => known.service === service && known.name === request.operation);
  if (operation === undefined) {
    throw new OtherServiceError(
      'UnknownOperationException', 501, `the simulator does not implement ${request.operation} of ${service}`);
  }
  const accountId = findAccountOfCaller(accessKeyId, simulator);
  const session = simulator.sessions.find(accessKeyId);
  const caller = { accessKeyId, accountId, region, session };
  refuseWithoutPermission(simulator, operation, request.input, caller, denial);
  return operation.answer(simulator, request.input, caller);
}

function refuseWithoutPermission(
  simulator: Simulator, operation: ServiceOperation, input: ServiceInput, caller: ServiceCaller,
  denial: ServiceProtocol['denial'],
): void {
  const { action } = operation;
  if (action === undefined) return;
  const required = operation.findResource?.(simulator, input, caller);
  const { name: resource } = required ?? { name: '*' };
  const { accessKeyId, ...requester } = caller;
  const conditions = operation.findConditions?.(input);
  const decision = simulator.settings.authorize({
    action, resource, required, conditions, caller: accessKeyId, ...requester,
  });
  if (decision !== true) {
    const message = decision === false ? 'Access Denied' : decision.denial;
    throw new OtherServiceError(denial.code, denial.status, message);
  }
}

function toServiceError(error: unknown): OtherServiceError {
  if (error instanceof OtherServiceError) return error;
  if (!(error instanceof ServiceError)) throw error;
  return new OtherServiceError(error.code, error.status, error.message);
}

async function serveService(
  c: Context<HonoEnvironment>, simulator: Simulator, service: ServiceName, protocol: ServiceProtocol,
  request: ServiceRequest,
): Promise<Response> {
  const { headers } = c.req.raw;
  const body = new Uint8Array(await c.req.arrayBuffer());
  try {
    const condition = simulator.regions.get(parseSigner(headers, service).region);
    if (condition.kind === 'lost') return await c.env.transport.reset();
    if (condition.kind === 'hanging') return await c.env.transport.hang();
    const signed = { method: c.req.method, ...c.env.received, body };
    const output = answer(simulator, service, request, signed, headers, protocol);
    if (condition.kind === 'slow') await sleepOnClock(simulator.settings.clock, condition.ms);
    return protocol.respond(request.operation, output);
  } catch (error) {
    return protocol.fail(toServiceError(error));
  }
}

/** Creates the application of the services besides S3, which answers the calls of the CLI. */
export function createServicesApp(simulator: Simulator): Hono<HonoEnvironment> {
  const app = new Hono<HonoEnvironment>();
  app.post('/', async (c, next) => {
    const { headers } = c.req.raw;
    const service = findService(headers);
    if (service === undefined) return next();
    const body = await c.req.text();
    for (const protocol of SERVICE_PROTOCOLS) {
      const request = protocol.parse(headers, body);
      if (request !== undefined) return serveService(c, simulator, service, protocol, request);
    }
    return next();
  });
  return app;
}
