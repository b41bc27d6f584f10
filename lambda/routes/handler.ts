import { SECOND } from '../../control/clock';
import {
  makeAllActiveRegionDials, equalRegionDials, findChangedDials, type LiveRoute, showRegionDials,
} from '../../control/routes/routing';
import { checkAccessPointArn } from '../../src/diagnostics/checks/names';
import { checkRoutingTable } from '../../src/diagnostics/checks/routes';
import {
  MRAP910_MANUAL_ROUTES_KEPT, MRAP911_MANUAL_ROUTES_STOP_DEPLOYMENT, MRAP912_MANUAL_ROUTES_OVERWRITTEN,
} from '../../src/diagnostics/definitions/failover';
import { type RoutesResourceProperties } from '../../src/wire/routes';
import { MAX_DEPLOYMENT_DURATION, type ResourceEvent } from '../cloudformation/event';
import { assertNoErrors, HandlerError } from '../cloudformation/handler-error';
import { type IsCompleteResponse, type OnEventResponse } from '../cloudformation/response';
import { readUpdateOrRollbackDirection } from '../cloudformation/stack-status';
import { type HandlerContext } from '../handler-context';
import { applyRoutes, ROUTES_SUBMIT_TIMEOUT } from './apply-routes';
import { decideRoutes } from './decision';
import { observeRoutes, type KnownRoutesResolver } from './observe-routes';
import {
  equalDeclarationHashes,
  formatRoutesId,
  hashDeclaration,
  areRoutesAlreadyApplied,
  parseRoutesId,
  type RoutesId,
  toRoutingTable,
} from './physical-id';
import {
  ConflictingChangeError, makeRoutesResponse, MissingAccessPointError, parseRoutesResourceEvent, readViews,
  resolveDeclaredRoutes,
  type RoutesResourceRequest,
} from './request';
import { rollBackRoutes } from './rollback';

/** Another delivery of the same request may have changed the routes. Its response then comes first. */
const DUPLICATE_DELIVERY_GRACE_PERIOD = 20 * SECOND;
/** The time until the routes are read again after a submit that S3 refused because of another change. */
const CONFLICT_INTERVAL = 5 * SECOND;
/** An update without a change reads the routes for its attribute only, so it calls each control Region at most once. */
const SINGLE_ROUND_TIMEOUT = 0;

/** The handler submits or keeps routes. S3 has no operation that deletes them. */
export async function onRoutesEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const request = parseRoutesResourceEvent(context, event);
  const { desired, previous } = request;
  assertNoErrors([...checkAccessPointArn(desired.AccessPointArn), ...checkRoutingTable(toRoutingTable(desired))]);
  if (event.type === 'Create') return declareRoutes(request);

  const id = parseRoutesId(event.physicalId);
  const [desiredHash, previousHash] = [hashDeclaration(desired), previous && hashDeclaration(previous)];
  if (previous && isFailedUpdate(id, desired, previous)) return rollBackRoutes(request, previous);
  const isApplied = areRoutesAlreadyApplied(id, desiredHash, previousHash, event.startedAt)
    && !await isReturnToFormerRoutes(request, id);
  return isApplied ? keepApplied(request) : declareRoutes(request).catch((error) => leaveMissing(request, error));
}

/** The rollback of a deployment must not fail because another tool has deleted the access point. */
async function leaveMissing(request: RoutesResourceRequest, error: unknown): Promise<OnEventResponse> {
  const { context, desired } = request;
  if (!(error instanceof MissingAccessPointError) || !await isRollback(request)) throw error;
  error.findings.forEach(context.report);
  return makeRoutesResponse(formatRoutesId(hashDeclaration(desired)), undefined);
}

/** The first phase has waited for the routes, because only their outcome determines the id. */
export async function isRoutesComplete(): Promise<IsCompleteResponse> {
  return { IsComplete: true };
}

/**
 * Whether a new deployment declares routes that an earlier one had declared for the same access point, and that the
 * deployment in between did not change. Only the status of the stack distinguishes it from a rollback of the latter.
 */
async function isReturnToFormerRoutes(
  { context, event, desired, previous }: RoutesResourceRequest, id: RoutesId | undefined,
): Promise<boolean> {
  const desiredHash = hashDeclaration(desired);
  const isChanged = previous !== undefined && !equalDeclarationHashes(desiredHash, hashDeclaration(previous));
  const isOfSameAccessPoint = id?.accessPointHash === desiredHash.accessPointHash;
  if (!isChanged || !isOfSameAccessPoint || id.routesHash === desiredHash.routesHash) return false;
  return await readUpdateOrRollbackDirection(context, event) === 'forward';
}

/**
 * Whether the previous properties belong to a failed update: the id contains the declaration that this update desires.
 */
function isFailedUpdate(
  id: RoutesId | undefined, desired: RoutesResourceProperties, previous: RoutesResourceProperties,
): boolean {
  const desiredHash = hashDeclaration(desired);
  return id !== undefined
    && equalDeclarationHashes(desiredHash, id)
    && previous.AccessPointArn === desired.AccessPointArn
    && !equalDeclarationHashes(desiredHash, hashDeclaration(previous));
}

/** Changes nothing, and returns the live routes if they can be read. */
async function keepApplied(request: RoutesResourceRequest): Promise<OnEventResponse> {
  const { context, event, desired, previous } = request;
  const [view] = await readViews(request, SINGLE_ROUND_TIMEOUT).catch(() => []);
  const live = view?.dials;
  const declared = view && resolveDeclaredRoutes(desired, view.members);
  if (live && declared && !equalRegionDials(live, declared)) {
    context.report(
      MRAP910_MANUAL_ROUTES_KEPT.create({ live: showRegionDials(live), declared: showRegionDials(declared) }),
    );
  }
  const desiredHash = hashDeclaration(desired);
  const isUnchanged = previous && equalDeclarationHashes(desiredHash, hashDeclaration(previous));
  return makeRoutesResponse(isUnchanged ? event.physicalId : formatRoutesId(desiredHash), live);
}

/** Decides again after each change of another caller, because that change can be a manual failover. */
async function declareRoutes(request: RoutesResourceRequest): Promise<OnEventResponse> {
  const { context: { clock }, event: { startedAt } } = request;
  for (;;) {
    try {
      return await decideAndApplyRoutes(request);
    } catch (error) {
      const nextAt = clock.now() + CONFLICT_INTERVAL;
      if (!(error instanceof ConflictingChangeError) || nextAt >= startedAt + ROUTES_SUBMIT_TIMEOUT) throw error;
      await clock.sleep(CONFLICT_INTERVAL);
    }
  }
}

async function decideAndApplyRoutes(request: RoutesResourceRequest): Promise<OnEventResponse> {
  const { context: { clock, report, operations }, event: { startedAt, requestId }, desired, previous } = request;
  const isSameAccessPoint = previous?.AccessPointArn === desired.AccessPointArn;
  const fresh = !isSameAccessPoint && isCreatedInThisDeployment(desired, startedAt);
  const isEnforced = desired.LiveRoutes === 'ENFORCE';
  const resolveExpected = (members: readonly LiveRoute[]) =>
    (isSameAccessPoint
      ? resolveDeclaredRoutes(previous, members)
      : makeAllActiveRegionDials(members.map(({ region }) => region)));
  const resolveKnown: KnownRoutesResolver = (members) => [
    resolveExpected(members), resolveDeclaredRoutes(desired, members),
  ];

  const { members, live, ...observed } = await observeRoutes(request, resolveKnown, !isEnforced);
  assertNoErrors(checkRoutingTable(toRoutingTable(desired), members.map(({ region }) => region)));
  const [expected, declared] = resolveKnown(members);
  // All Regions of a new access point are active until its first change, which can be an earlier delivery of this one.
  const isDifferent = !equalRegionDials(live, expected) && !(fresh && equalRegionDials(live, declared));
  const isManualChange = observed.isManualChange || isDifferent;
  const skippedId = () => formatRoutesId(makeSkippedId(desired, previous, startedAt));
  const submittedKey = `${requestId}/routes`;

  const decision = decideRoutes({ desired: declared, live, isManualChange, liveRoutes: desired.LiveRoutes });
  switch (decision === 'refuse' && await isRollback(request) ? 'keep' : decision) {
    case 'refuse':
      throw new HandlerError([
        MRAP911_MANUAL_ROUTES_STOP_DEPLOYMENT.create({
          live: showRegionDials(live),
          declared: showRegionDials(expected),
        }),
      ]);
    case 'keep':
      if (equalRegionDials(live, declared)) {
        await clock.sleep(DUPLICATE_DELIVERY_GRACE_PERIOD);
        // This process has submitted the routes for an earlier delivery, whose response was lost.
        return makeRoutesResponse(operations.get(submittedKey) ?? skippedId(), live);
      }
      report(MRAP910_MANUAL_ROUTES_KEPT.create({ live: showRegionDials(live), declared: showRegionDials(declared) }));
      return makeRoutesResponse(skippedId(), live);
    case 'overwrite':
      report(MRAP912_MANUAL_ROUTES_OVERWRITTEN.create({ before: showRegionDials(live) }));
      break;
    case 'submit':
  }
  // S3 does not change members without a dial, so a manual change of another member survives.
  const dials = isEnforced || fresh ? declared : findChangedDials(expected, declared);
  const submitUntil = startedAt + ROUTES_SUBMIT_TIMEOUT;
  const inEffect = dials.size === 0
    ? live
    : await applyRoutes({ request, members, desired: declared, dials, submitUntil });
  const id = isSameAccessPoint ? formatRoutesId(hashDeclaration(desired)) : skippedId();
  operations.set(submittedKey, id);
  return makeRoutesResponse(id, inEffect);
}

/** Whether CloudFormation restores the previous routes. A rollback that fails would block the stack. */
async function isRollback({ context, event }: RoutesResourceRequest): Promise<boolean> {
  return event.type === 'Update' && await readUpdateOrRollbackDirection(context, event) === 'back';
}

/** Makes the id of a deployment that did not change the previously declared routes. */
function makeSkippedId(
  desired: RoutesResourceProperties, previous: RoutesResourceProperties | undefined, at: number,
): RoutesId {
  return { ...hashDeclaration(desired), ...(previous ? { skippedRoutes: { ...hashDeclaration(previous), at } } : {}) };
}

/** The time is absent for an adopted access point, because its routes can have been changed manually. */
function isCreatedInThisDeployment(properties: RoutesResourceProperties, now: number): boolean {
  const { AccessPointCreatedAt: createdAt } = properties;
  return createdAt !== undefined && now - Date.parse(createdAt) < MAX_DEPLOYMENT_DURATION;
}
