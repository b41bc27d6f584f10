import { SECOND } from '../../control/clock';
import { activateAll, equalDials, showDials, toDials } from '../../control/routes/routing';
import { checkArn } from '../../src/diagnostics/checks/names';
import { checkRoutes } from '../../src/diagnostics/checks/routes';
import {
  MRAP910_MANUAL_ROUTES_KEPT, MRAP911_MANUAL_ROUTES_STOP_DEPLOYMENT, MRAP912_MANUAL_ROUTES_OVERWRITTEN,
} from '../../src/diagnostics/definitions/failover';
import { type RoutesResourceProperties } from '../../src/wire/routes';
import { MAX_DEPLOYMENT_DURATION, type ResourceEvent } from '../cloudformation/event';
import { assertNoErrors, HandlerError } from '../cloudformation/handler-error';
import { type SynchronousResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { applyRoutes, SUBMIT_TIMEOUT } from './apply-routes';
import { decideRoutes } from './decision';
import {
  equalDeclarations,
  formatRoutesId,
  hashDeclaration,
  isAlreadyApplied,
  parseRoutesId,
  type RoutesId,
  toTable,
} from './physical-id';
import { makeResponse, parseRoutesRequest, readMembers, resolveDeclaration, type RoutesRequest } from './request';
import { rollBackRoutes } from './rollback';

/** Another delivery of the same request may have changed the routes. Its response then comes first. */
const DUPLICATE_DELIVERY_GRACE_PERIOD = 20 * SECOND;
/** An update without a change reads the routes for its attribute only, so it calls each control Region at most once. */
const SINGLE_ROUND_TIMEOUT = 0;

/** The handler submits or keeps routes. S3 has no operation that deletes them. */
export async function onRoutesEvent(context: HandlerContext, event: ResourceEvent): Promise<SynchronousResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const request = parseRoutesRequest(context, event);
  const { desired, previous } = request;
  assertNoErrors([...checkArn(desired.AccessPointArn), ...checkRoutes(toTable(desired))]);
  if (event.type === 'Create') return declareRoutes(request);

  const id = parseRoutesId(event.physicalId);
  const [desiredHash, previousHash] = [hashDeclaration(desired), previous && hashDeclaration(previous)];
  if (previous && isFailedUpdate(id, desired, previous)) return rollBackRoutes(request, previous);
  return isAlreadyApplied(id, desiredHash, previousHash, event.startedAt)
    ? keepApplied(request)
    : declareRoutes(request);
}

/**
 * Whether the previous properties belong to a failed update: the id contains the declaration that this update desires.
 */
function isFailedUpdate(
  id: RoutesId | undefined, desired: RoutesResourceProperties, previous: RoutesResourceProperties,
): boolean {
  const desiredHash = hashDeclaration(desired);
  return id !== undefined
    && equalDeclarations(desiredHash, id)
    && previous.AccessPointArn === desired.AccessPointArn
    && !equalDeclarations(desiredHash, hashDeclaration(previous));
}

/** Changes nothing, and returns the live routes if they can be read. */
async function keepApplied(request: RoutesRequest): Promise<SynchronousResponse> {
  const { context, event, desired, previous } = request;
  const members = await readMembers(request, SINGLE_ROUND_TIMEOUT).catch(() => undefined);
  const live = members && toDials(members);
  const declared = members && resolveDeclaration(desired, members);
  if (live && declared && !equalDials(live, declared)) {
    context.report(MRAP910_MANUAL_ROUTES_KEPT.create({ live: showDials(live), declared: showDials(declared) }));
  }
  const desiredHash = hashDeclaration(desired);
  const isUnchanged = previous && equalDeclarations(desiredHash, hashDeclaration(previous));
  return makeResponse(isUnchanged ? event.physicalId : formatRoutesId(desiredHash), live);
}

async function declareRoutes(request: RoutesRequest): Promise<SynchronousResponse> {
  const { context: { clock, report }, event: { startedAt }, desired, previous } = request;
  const members = await readMembers(request);
  const regions = members.map(({ region }) => region);
  assertNoErrors(checkRoutes(toTable(desired), regions));

  const live = toDials(members);
  const isSameAccessPoint = previous?.AccessPointArn === desired.AccessPointArn;
  const expected = isSameAccessPoint ? resolveDeclaration(previous, members) : activateAll(regions);
  const declared = resolveDeclaration(desired, members);
  const fresh = !isSameAccessPoint && isCreatedInThisDeployment(desired, startedAt);
  const skippedId = () => formatRoutesId(makeSkippedId(desired, previous, startedAt));

  switch (decideRoutes({ desired: declared, live, expected, liveRoutes: desired.LiveRoutes, fresh })) {
    case 'refuse':
      throw new HandlerError([
        MRAP911_MANUAL_ROUTES_STOP_DEPLOYMENT.create({ live: showDials(live), declared: showDials(expected) }),
      ]);
    case 'keep':
      if (equalDials(live, declared)) await clock.sleep(DUPLICATE_DELIVERY_GRACE_PERIOD);
      else report(MRAP910_MANUAL_ROUTES_KEPT.create({ live: showDials(live), declared: showDials(declared) }));
      return makeResponse(skippedId(), live);
    case 'overwrite':
      report(MRAP912_MANUAL_ROUTES_OVERWRITTEN.create({ before: showDials(live) }));
      break;
    case 'submit':
  }
  const inEffect = await applyRoutes({ request, members, desired: declared, submitUntil: startedAt + SUBMIT_TIMEOUT });
  return makeResponse(isSameAccessPoint ? formatRoutesId(hashDeclaration(desired)) : skippedId(), inEffect);
}

/** Makes the id of a deployment that did not change the previously declared routes. */
function makeSkippedId(
  desired: RoutesResourceProperties, previous: RoutesResourceProperties | undefined, at: number,
): RoutesId {
  return { ...hashDeclaration(desired), ...(previous ? { skippedRoutes: { ...hashDeclaration(previous), at } } : {}) };
}

function isCreatedInThisDeployment(
  { AccessPointCreatedAt: createdAt }: RoutesResourceProperties, now: number,
): boolean {
  return createdAt !== undefined && now - Date.parse(createdAt) < MAX_DEPLOYMENT_DURATION;
}
