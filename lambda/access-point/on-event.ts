import { getAccessPoint } from '../../control/access-points';
import { MRAP903, MRAP906, MRAP907, MRAP919 } from '../../src/checks/diagnostics/deployment';
import { errorsOf } from '../../src/checks/finding';
import { checkMembers } from '../../src/checks/members';
import { checkName } from '../../src/checks/names';
import { checkProvisioning } from '../../src/checks/provisioning';
import { type EventAnswer } from '../cloudformation/answer';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { clientToken } from '../hash';
import { ask } from '../waiting';
import { abandonedName, wishBefore } from './abandoned';
import { creationFailed } from './creation';
import { formatPhysicalId, parsePhysicalId, type PhysicalId, type SettledId } from './physical-id';
import { firstName, readWish, successorName, type Wish } from './wish';

/** CloudFormation takes 1,024 bytes. */
const MAX_ID_LENGTH = 1024;

/** Checks, and says under which id isComplete will work. Changes nothing: what fails here, CloudFormation never asks us to undo. */
export async function onAccessPointEvent(environment: Environment, event: ResourceEvent): Promise<EventAnswer> {
  switch (event.type) {
    case 'Create': {
      const wish = checkedWish(event);
      return { PhysicalResourceId: formatPhysicalId(pendingId(event, wish, firstName(event, wish))) };
    }
    case 'Update': {
      const wish = readWish(event.properties, event.accountId);
      const id = parsePhysicalId(event.physicalId);
      const unchanged = id && id.kind !== 'pending' && id.madeFor === wish.madeFor;
      return unchanged
        ? { PhysicalResourceId: event.physicalId, Abandoned: abandonedName(event, id, wish) }
        : { PhysicalResourceId: formatPhysicalId(await onChange(environment, event, id, wish)) };
    }
    case 'Delete': return { PhysicalResourceId: event.physicalId };
  }
}

async function onChange(environment: Environment, event: ResourceEvent, id: PhysicalId | undefined, wish: Wish): Promise<PhysicalId> {
  const before = id && await goBackTo(environment, event, id, wish);
  if (before) return before;

  checkedWish(event);
  // What was never made is made now; there is nothing to replace but what it was to replace itself.
  if (id === undefined || (id.kind === 'pending' && id.replaces === undefined)) return pendingId(event, wish, firstName(event, wish));
  const old = id.kind === 'pending' ? id.replaces! : id;
  if (wish.properties.Replacement === 'FORBID') throw new HandlerError([MRAP903.find({ name: old.name, changes: changesOf(event, wish) })]);
  const successor = { ...pendingId(event, wish, successorName(event, wish, old.name, wishBefore(event)?.givenName)), replaces: old };
  if (formatPhysicalId(successor).length > MAX_ID_LENGTH) throw new HandlerError([MRAP919.find({ name: old.name })]);
  return successor;
}

function pendingId(event: ResourceEvent, wish: Wish, name: string): PhysicalId & { kind: 'pending' } {
  const findings = checkName(name);
  if (findings.length > 0) throw new HandlerError(findings);
  return { kind: 'pending', name, startedAt: event.startedAt, clientToken: clientToken(event.requestId), madeFor: wish.madeFor };
}

/**
 * A rollback asks for what the replaced access point was made for, and going back is doing nothing. Where that one was deleted by hand, its
 * successor is all there is, and stays. That it was by hand is sure when another one has its name, or when the properties that are left are not
 * the successor's either; otherwise our own deletion may have taken it, and this be a new deployment.
 */
async function goBackTo(environment: Environment, event: ResourceEvent, id: PhysicalId, wish: Wish): Promise<SettledId | undefined> {
  const { replaces } = id;
  if (replaces === undefined || replaces.madeFor !== wish.madeFor) return undefined;
  // Nothing has taken its place yet.
  if (id.kind === 'pending') return replaces;
  const holder = await ask({
    environment,
    startedAt: event.startedAt,
    question: () => getAccessPoint(environment.s3, event.accountId, replaces.name),
    onFailure: (failure) => creationFailed(replaces.name, failure),
  });
  if (holder?.alias === replaces.alias) return replaces;
  if (!holder && wishBefore(event)?.madeFor === id.madeFor) return undefined;
  environment.report(MRAP906.find({ name: replaces.name, alias: replaces.alias }));
  if (holder) environment.report(MRAP907.find({ name: replaces.name, reason: 'it has the name, but not the alias, of the one to go back to' }));
  return id;
}

/** The wish, checked as at synthesis: what was a token then is known now. */
function checkedWish(event: ResourceEvent): Wish {
  const wish = readWish(event.properties, event.accountId);
  const { properties } = wish;
  const errors = errorsOf([
    ...(wish.givenName === undefined ? [] : checkName(wish.givenName)),
    ...checkMembers(
      properties.Buckets.map((bucket) => ({ bucket: bucket.Bucket, region: bucket.Region, account: bucket.AccountId })),
      { additionalRegions: properties.AdditionalRegions },
    ),
    ...checkProvisioning({
      native: false,
      replacementAllowed: properties.Replacement === 'ALLOW',
      name: wish.givenName,
      named: wish.givenName !== undefined,
      membersKnown: true,
      timeoutSeconds: properties.TimeoutSeconds,
      customResourceOptions: [],
    }),
  ]);
  if (errors.length > 0) throw new HandlerError(errors);
  return wish;
}

function changesOf(event: ResourceEvent, wish: Wish): string[] {
  const before = wishBefore(event);
  const changed = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return [
    ...(changed(before?.givenName, wish.givenName) ? ['name'] : []),
    ...(changed(before?.members, wish.members) ? ['set of buckets'] : []),
    ...(changed(before?.block, wish.block) ? ['public access block'] : []),
  ];
}
