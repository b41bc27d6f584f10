import { SECOND } from '../../control/clock';
import { type RoutingTableInControlRegions } from '../../control/routes/routes-views';
import { type RegionDials, equalRegionDials, findChangedDials } from '../../control/routes/routing';
import { type RoutesResourceProperties } from '../../src/wire/routes';
import { HandlerError } from '../cloudformation/handler-error';
import { type OnEventResponse } from '../cloudformation/response';
import { applyRoutes, ROUTES_SUBMIT_TIMEOUT } from './apply-routes';
import {
  type ComparedViews, compareViews, ROUTES_READ_INTERVAL, reportStaleRoutesViews, type KnownRoutesResolver,
} from './observe-routes';
import {
  CONTROL_REGIONS_RETRY_TIMEOUT, makeRoutesResponse, readViews, resolveDeclaredRoutes, type RoutesResourceRequest,
} from './request';

/** After this time, a submit that started at the last moment has succeeded or failed. */
const IN_FLIGHT_GRACE_PERIOD = 10 * SECOND;
/** After this time, the rollback decides with the answers that there are. It still has to submit in its invocation. */
const UNCLEAR_TIMEOUT = 30 * SECOND;

/**
 * Restores the routes before an update that failed. That update may have submitted its routes before its handler died,
 * and its handler may still run after CloudFormation cancelled it. So the rollback waits until the update can no longer
 * submit, and then submits the previous routes. Routes that neither of the two deployments declared were changed
 * manually and are kept, in whichever control Region they show.
 *
 * @param failed the properties of the failed update
 */
export async function rollBackRoutes(
  request: RoutesResourceRequest, failed: RoutesResourceProperties,
): Promise<OnEventResponse> {
  const { context: { clock }, event: { physicalId, startedAt }, desired } = request;
  const resolveKnown: KnownRoutesResolver = (members) =>
    [desired, failed].map((declared) => resolveDeclaredRoutes(declared, members));

  const before = await tryCompare(request, resolveKnown);
  if (before && isManualChange(before) && failed.LiveRoutes !== 'ENFORCE') {
    return makeRoutesResponse(physicalId, before.third[0].dials);
  }

  await clock.sleep(startedAt + ROUTES_SUBMIT_TIMEOUT + IN_FLIGHT_GRACE_PERIOD - clock.now());
  const after = await compareAfterwards(request, resolveKnown);
  if (after === undefined) return makeRoutesResponse(physicalId, undefined);
  // A minority that has returned a third table since the start is stale.
  const isStale = after.isMinority && after.third.every(({ dials }) =>
    before?.third.some((view) => equalRegionDials(view.dials, dials)));
  if (after.third.length > 0 && !isStale) return makeRoutesResponse(physicalId, after.third[0].dials);
  if (isStale) reportStaleRoutesViews(request, after.third);
  return makeRoutesResponse(physicalId, await submitPrevious(request, failed, after.known[0]));
}

/** Submits the members that the failed update changed, even if their previous routes are live: a read can be old. */
async function submitPrevious(
  request: RoutesResourceRequest, failed: RoutesResourceProperties,
  { members, dials: live }: RoutingTableInControlRegions,
): Promise<RegionDials | undefined> {
  const desired = resolveDeclaredRoutes(request.desired, members);
  const changed = findChangedDials(resolveDeclaredRoutes(failed, members), desired);
  const dials = request.desired.LiveRoutes === 'ENFORCE' ? desired : changed;
  if (dials.size === 0) return live;
  const submitUntil = request.context.clock.now() + CONTROL_REGIONS_RETRY_TIMEOUT;
  const submit = () => applyRoutes({ request, members, desired, dials, submitUntil, isRollback: true });
  return equalRegionDials(live, desired) ? await tryOrReport(request, submit) ?? desired : submit();
}

function isManualChange({ third, isMinority, isUnclear }: ComparedViews): boolean {
  return third.length > 0 && !isMinority && !isUnclear;
}

/** Reads again while the control Regions that do not answer could decide. */
async function compareAfterwards(
  request: RoutesResourceRequest, resolveKnown: KnownRoutesResolver,
): Promise<ComparedViews | undefined> {
  const { context: { clock } } = request;
  const until = clock.now() + UNCLEAR_TIMEOUT;
  for (;;) {
    const compared = await tryCompare(request, resolveKnown);
    if (!compared?.isUnclear || clock.now() >= until) return compared;
    await clock.sleep(ROUTES_READ_INTERVAL);
  }
}

/** Returns undefined if no control Region answers. */
async function tryCompare(
  request: RoutesResourceRequest, resolveKnown: KnownRoutesResolver,
): Promise<ComparedViews | undefined> {
  const views = await tryOrReport(request, () => readViews(request, CONTROL_REGIONS_RETRY_TIMEOUT / 2));
  return views && compareViews(views, resolveKnown);
}

/** Reports an error instead of failing: after a failed rollback the stack could not be deployed any more. */
async function tryOrReport<T>(
  { context: { report } }: RoutesResourceRequest, run: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    error.findings.forEach(report);
    return undefined;
  }
}
