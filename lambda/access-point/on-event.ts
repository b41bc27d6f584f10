import { getAccessPoint } from '../../control/access-points';
import { checkAccessPointName } from '../../src/diagnostics/checks/names';
import {
  MRAP903_REPLACEMENT_REFUSED,
  MRAP906_ACCESS_POINT_MISSING,
  MRAP907_ACCESS_POINT_NOT_DELETED,
  MRAP919_TOO_MANY_REPLACEMENTS,
  MRAP960_ACCESS_POINT_OF_FAILED_UPDATE,
} from '../../src/diagnostics/definitions/deployment';
import { type UpdateOrRollbackDirection } from '../cloudformation/direction';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type OnEventResponse } from '../cloudformation/response';
import { readUpdateOrRollbackDirection } from '../cloudformation/stack-status';
import { type HandlerContext } from '../handler-context';
import { makeClientToken } from '../hash';
import { callWithRetry } from '../waiting';
import { findCancelledReplacement } from './cancelled-replacement';
import { checkDesiredAccessPoint } from './check-desired-state';
import { toCreationError } from './creation-step';
import { type DesiredAccessPoint } from './desired-state';
import { chooseInitialName, chooseReplacementName } from './names';
import { formatPhysicalId, type PendingId, type PhysicalId, type SettledId } from './physical-id';
import { assertReachable } from './reachability';
import { findFormerResource } from './renamed';
import { type AccessPointResourceRequest, parseAccessPointResourceEvent } from './request';

/** CloudFormation accepts 1,024 bytes. */
const MAX_ID_LENGTH = 1024;

/**
 * Checks the request and returns the id for isComplete. It changes nothing, because CloudFormation sends no Delete to
 * the handler if onEvent fails on Create.
 */
export async function onAccessPointEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const request = parseAccessPointResourceEvent(context, event);
  return event.type === 'Create'
    ? onCreate(request)
    : onUpdate(request, await readUpdateOrRollbackDirection(context, event));
}

async function onCreate({ context, event, desired }: AccessPointResourceRequest): Promise<OnEventResponse> {
  checkDesiredAccessPoint(desired);
  const id = makePendingId(event, desired.specHash, chooseInitialName(event, desired));
  await assertReachable(context, event, id.name);
  const isAdoption = desired.properties.Existing === 'ADOPT';
  const former = isAdoption ? await findFormerResource(context, event, id.name) : undefined;
  return { PhysicalResourceId: formatPhysicalId(id), ...(former === undefined ? {} : { Former: former }) };
}

async function onUpdate(
  request: AccessPointResourceRequest, direction: UpdateOrRollbackDirection,
): Promise<OnEventResponse> {
  const { id, desired } = request;
  const isUnchanged = id && id.kind !== 'pending' && id.specHash === desired.specHash;
  const kept = isUnchanged ? id : id && await findRollbackTarget(request, id, direction);
  if (!id || !kept) return { PhysicalResourceId: formatPhysicalId(planCreation(request)), Direction: direction };
  // Only a rollback follows a cancelled replacement.
  const cancelled = direction === 'forward' ? undefined : findCancelledReplacement(request, id, kept);
  return { PhysicalResourceId: formatPhysicalId(kept), Direction: direction, CancelledReplacement: cancelled };
}

/** Plans a creation, or a replacement if the template declares and allows it. */
function planCreation({ event, id, desired, previous }: AccessPointResourceRequest): PendingId {
  checkDesiredAccessPoint(desired);
  const old = id?.kind === 'pending' ? id.replaces : id;
  // An access point that was never created is created now.
  if (old === undefined) return makePendingId(event, desired.specHash, chooseInitialName(event, desired));
  // The rollback of this replacement would equal the rollback of a later update that replaces nothing.
  if (previous?.specHash === desired.specHash) {
    throw new HandlerError([MRAP960_ACCESS_POINT_OF_FAILED_UPDATE.create({ name: old.name })]);
  }
  if (desired.properties.Replacement === 'FORBID') {
    const changes = listChanges(previous, desired);
    throw new HandlerError([MRAP903_REPLACEMENT_REFUSED.create({ name: old.name, changes })]);
  }
  const name = chooseReplacementName(event, desired, old.name, previous?.givenName);
  const replacement = { ...makePendingId(event, desired.specHash, name), replaces: old };
  if (formatPhysicalId(replacement).length > MAX_ID_LENGTH) {
    throw new HandlerError([MRAP919_TOO_MANY_REPLACEMENTS.create({ name: old.name })]);
  }
  return replacement;
}

function makePendingId({ startedAt, requestId }: ResourceEvent, specHash: string, name: string): PendingId {
  const findings = checkAccessPointName(name);
  if (findings.length > 0) throw new HandlerError(findings);
  return { kind: 'pending', name, startedAt, clientToken: makeClientToken(requestId), specHash };
}

/**
 * Returns the previous id if the update is the rollback of a replacement, which desires the state of the replaced
 * access point. A rollback changes nothing. If the replaced access point was deleted manually, its replacement stays.
 * From then on, its state differs from the declared one, so that its id and the previous properties identify the
 * rollback of the next replacement.
 *
 * If the direction is unknown, an update to the state of the replaced access point is a rollback, unless the handler
 * may have deleted that access point after a successful replacement. The deletion was certainly manual if another
 * access point has its name, or if the previous properties differ from the properties of the replacement.
 */
async function findRollbackTarget(
  request: AccessPointResourceRequest, id: PhysicalId, direction: UpdateOrRollbackDirection,
): Promise<SettledId | undefined> {
  const { context, event, desired, previous } = request;
  const { replaces } = id;
  if (direction === 'forward') return undefined;
  const isOfFailedUpdate = direction === 'back' && previous?.specHash === id.specHash;
  if (replaces === undefined || (replaces.specHash !== desired.specHash && !isOfFailedUpdate)) {
    return direction === 'back' && id.kind !== 'pending' ? id : undefined;
  }
  // The replacement does not exist yet.
  if (id.kind === 'pending') return replaces;
  const live = await callWithRetry({
    context,
    startedAt: event.startedAt,
    call: () => getAccessPoint(context.s3, event.accountId, replaces.name),
    onFailure: (failure) => toCreationError(replaces.name, failure),
  });
  if (live?.alias === replaces.alias) return replaces;
  if (direction === 'unknown' && !live && previous?.specHash === id.specHash) return undefined;
  context.report(MRAP906_ACCESS_POINT_MISSING.create({ name: replaces.name, alias: replaces.alias }));
  if (live) {
    const reason = 'it has the name of the replaced access point, but another alias';
    context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name: replaces.name, reason }));
  }
  return id;
}

function listChanges(previous: DesiredAccessPoint | undefined, desired: DesiredAccessPoint): string[] {
  const isChanged = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return [
    ...(isChanged(previous?.givenName, desired.givenName) ? ['name'] : []),
    ...(isChanged(previous?.members, desired.members) ? ['set of buckets'] : []),
    ...(isChanged(previous?.block, desired.block) ? ['public access block'] : []),
  ];
}
