import { getAccessPoint } from '../../control/access-points';
import { checkMembers } from '../../src/diagnostics/checks/members';
import { checkName } from '../../src/diagnostics/checks/names';
import { checkProvisioning } from '../../src/diagnostics/checks/provisioning';
import { MRAP903_REPLACEMENT_REFUSED, MRAP906_ACCESS_POINT_MISSING, MRAP907_ACCESS_POINT_NOT_DELETED, MRAP919_TOO_MANY_REPLACEMENTS } from '../../src/diagnostics/definitions/deployment';
import { onlyErrors } from '../../src/diagnostics/finding';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type OnEventResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { clientToken } from '../hash';
import { callWithRetry } from '../waiting';
import { cancelledReplacementName, parsePreviousState } from './cancelled-replacement';
import { creationFailed } from './creation';
import { firstName, parseDesiredState, successorName, type DesiredState } from './desired-state';
import { formatPhysicalId, parsePhysicalId, type PhysicalId, type SettledId } from './physical-id';

/** CloudFormation takes 1,024 bytes. */
const MAX_ID_LENGTH = 1024;

/** Checks, and says under which id isComplete will work. Changes nothing: what fails here, CloudFormation never asks us to undo. */
export async function onAccessPointEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  switch (event.type) {
    case 'Create': {
      const desired = checkDesiredState(event);
      return { PhysicalResourceId: formatPhysicalId(pendingId(event, desired, firstName(event, desired))) };
    }
    case 'Update': {
      const desired = parseDesiredState(event.properties, event.accountId);
      const id = parsePhysicalId(event.physicalId);
      const unchanged = id && id.kind !== 'pending' && id.specHash === desired.specHash;
      return unchanged
        ? { PhysicalResourceId: event.physicalId, CancelledReplacement: cancelledReplacementName(event, id, desired) }
        : { PhysicalResourceId: formatPhysicalId(await onChange(context, event, id, desired)) };
    }
    case 'Delete': return { PhysicalResourceId: event.physicalId };
  }
}

async function onChange(context: HandlerContext, event: ResourceEvent, id: PhysicalId | undefined, desired: DesiredState): Promise<PhysicalId> {
  const before = id && await goBackTo(context, event, id, desired);
  if (before) return before;

  checkDesiredState(event);
  // What was never made is made now; there is nothing to replace but what it was to replace itself.
  if (id === undefined || (id.kind === 'pending' && id.replaces === undefined)) return pendingId(event, desired, firstName(event, desired));
  const old = id.kind === 'pending' ? id.replaces! : id;
  if (desired.properties.Replacement === 'FORBID') throw new HandlerError([MRAP903_REPLACEMENT_REFUSED.create({ name: old.name, changes: changesOf(event, desired) })]);
  const successor = { ...pendingId(event, desired, successorName(event, desired, old.name, parsePreviousState(event)?.givenName)), replaces: old };
  if (formatPhysicalId(successor).length > MAX_ID_LENGTH) throw new HandlerError([MRAP919_TOO_MANY_REPLACEMENTS.create({ name: old.name })]);
  return successor;
}

function pendingId(event: ResourceEvent, desired: DesiredState, name: string): PhysicalId & { kind: 'pending' } {
  const findings = checkName(name);
  if (findings.length > 0) throw new HandlerError(findings);
  return { kind: 'pending', name, startedAt: event.startedAt, clientToken: clientToken(event.requestId), specHash: desired.specHash };
}

/**
 * A rollback asks for what the replaced access point was made for, and going back is doing nothing. Where that one was deleted by hand, its
 * successor is all there is, and stays. That it was by hand is sure when another one has its name, or when the properties that are left are not
 * the successor's either; otherwise our own deletion may have taken it, and this be a new deployment.
 */
async function goBackTo(context: HandlerContext, event: ResourceEvent, id: PhysicalId, desired: DesiredState): Promise<SettledId | undefined> {
  const { replaces } = id;
  if (replaces === undefined || replaces.specHash !== desired.specHash) return undefined;
  // Nothing has taken its place yet.
  if (id.kind === 'pending') return replaces;
  const holder = await callWithRetry({
    context,
    startedAt: event.startedAt,
    question: () => getAccessPoint(context.s3, event.accountId, replaces.name),
    onFailure: (failure) => creationFailed(replaces.name, failure),
  });
  if (holder?.alias === replaces.alias) return replaces;
  if (!holder && parsePreviousState(event)?.specHash === id.specHash) return undefined;
  context.report(MRAP906_ACCESS_POINT_MISSING.create({ name: replaces.name, alias: replaces.alias }));
  if (holder) context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name: replaces.name, reason: 'it has the name, but not the alias, of the one to go back to' }));
  return id;
}

/** The wish, checked as at synthesis: what was a token then is known now. */
function checkDesiredState(event: ResourceEvent): DesiredState {
  const desired = parseDesiredState(event.properties, event.accountId);
  const { properties } = desired;
  const errors = onlyErrors([
    ...(desired.givenName === undefined ? [] : checkName(desired.givenName)),
    ...checkMembers(
      properties.Buckets.map((bucket) => ({ bucket: bucket.Bucket, region: bucket.Region, account: bucket.AccountId })),
      { additionalRegions: properties.AdditionalRegions },
    ),
    ...checkProvisioning({
      native: false,
      replacementAllowed: properties.Replacement === 'ALLOW',
      name: desired.givenName,
      named: desired.givenName !== undefined,
      membersKnown: true,
      timeoutSeconds: properties.TimeoutSeconds,
      customResourceOptions: [],
    }),
  ]);
  if (errors.length > 0) throw new HandlerError(errors);
  return desired;
}

function changesOf(event: ResourceEvent, desired: DesiredState): string[] {
  const before = parsePreviousState(event);
  const changed = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return [
    ...(changed(before?.givenName, desired.givenName) ? ['name'] : []),
    ...(changed(before?.members, desired.members) ? ['set of buckets'] : []),
    ...(changed(before?.block, desired.block) ? ['public access block'] : []),
  ];
}
