import { SECOND } from '../../control/clock';
import { type Dials, equalDials, type LiveRoute, toDials } from '../../control/routes/routing';
import { type RoutesResourceProperties } from '../../src/wire/routes';
import { HandlerError } from '../cloudformation/handler-error';
import { type SynchronousResponse } from '../cloudformation/response';
import { applyRoutes, SUBMIT_TIMEOUT } from './apply-routes';
import { CONTROL_REGION_TIMEOUT, makeResponse, readMembers, resolveDeclaration, type RoutesRequest } from './request';

/** After this time, a submit that started at the last moment has succeeded or failed. */
const IN_FLIGHT_GRACE_PERIOD = 10 * SECOND;

/**
 * Restores the routes before an update that failed. That update may have submitted its routes before its handler died,
 * and its handler may still run after CloudFormation cancelled it. So the rollback waits until the update can no longer
 * submit, and then submits the previous routes. Routes that neither of the two deployments declared were changed
 * manually and are kept.
 *
 * @param failed the properties of the failed update
 */
export async function rollBackRoutes(
  request: RoutesRequest, failed: RoutesResourceProperties,
): Promise<SynchronousResponse> {
  const { context: { clock }, event: { physicalId, startedAt }, desired } = request;
  const isManualChange = (members: readonly LiveRoute[]) =>
    [desired, failed].every((declared) => !equalDials(toDials(members), resolveDeclaration(declared, members)));

  const before = await tryReadMembers(request);
  if (before && isManualChange(before) && failed.LiveRoutes !== 'ENFORCE') {
    return makeResponse(physicalId, toDials(before));
  }

  await clock.sleep(startedAt + SUBMIT_TIMEOUT + IN_FLIGHT_GRACE_PERIOD - clock.now());
  const members = await tryReadMembers(request);
  if (members === undefined || isManualChange(members)) return makeResponse(physicalId, members && toDials(members));
  return makeResponse(physicalId, await submitPrevious(request, members));
}

/** Submits the previous routes even if they are live, because a read can be two minutes old. */
async function submitPrevious(request: RoutesRequest, members: readonly LiveRoute[]): Promise<Dials | undefined> {
  const desired = resolveDeclaration(request.desired, members);
  const submitUntil = request.context.clock.now() + CONTROL_REGION_TIMEOUT;
  const submit = () => applyRoutes({ request, members, desired, submitUntil });
  return equalDials(toDials(members), desired) ? await tryOrReport(request, submit) ?? desired : submit();
}

/** Returns undefined if no control Region answers. */
function tryReadMembers(request: RoutesRequest): Promise<LiveRoute[] | undefined> {
  return tryOrReport(request, () => readMembers(request, CONTROL_REGION_TIMEOUT / 2));
}

/** Reports an error instead of failing: after a failed rollback the stack could not be deployed any more. */
async function tryOrReport<T>({ context: { report } }: RoutesRequest, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    error.findings.forEach(report);
    return undefined;
  }
}
