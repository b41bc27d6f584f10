import { createAccessPoint, getAccessPoint, type LiveAccessPoint } from '../../control/access-points';
import { type AsynchronousOperation, describeOperation } from '../../control/asynchronous-operations';
import { MINUTE } from '../../control/clock';
import { toFailure } from '../../control/failure';
import { type HandlerContext } from '../handler-context';
import { isEmptyPolicy, readPolicy } from '../policy/read';
import { differences, isMadeBy } from './comparison';
import { type DesiredState, requestOf } from './desired-state';
import { type PendingId } from './physical-id';

/** What is known of an access point whose creation never got a final id. */
export type Ownership =
  | { readonly kind: 'ours'; readonly alias: string }
  | { readonly kind: 'nothing made' }
  /** Not proved to be ours, so left where it is. */
  | { readonly kind: 'left'; readonly reason: string };

/** A creation that was accepted shows within this time. */
const APPEARS_WITHIN = 2 * MINUTE;
/** A creation may be sent for four minutes from its request, even after CloudFormation has given it up. */
const SHOWS_AFTER_REQUEST = 5 * MINUTE;
/** What is older was retained on purpose by an earlier life of the stack. */
const CREATED_IN_THIS_DEPLOYMENT = 120 * MINUTE;

/** Why one under a name that the user gave is left. */
export const UNPROVEN_OWNERSHIP = 'its creation was cancelled before it had an id, and anyone could have made one of that name';

export interface OwnershipCheck {
  readonly context: HandlerContext;
  readonly accountId: string;
  readonly desired: DesiredState;
  /** When the deletion began. */
  readonly startedAt: number;
}

/** Whose the access point of a failed creation is, by asking with its own token. Undefined while that cannot be said yet. */
export async function resolvePendingOwnership(orphan: OwnershipCheck, id: PendingId): Promise<Ownership | undefined> {
  const { context: { s3, clock, operations }, accountId, desired, startedAt } = orphan;
  const live = await getAccessPoint(s3, accountId, id.name);
  const showsUntil = Math.max(startedAt + APPEARS_WITHIN, id.startedAt + SHOWS_AFTER_REQUEST);
  if (live === undefined) return clock.now() >= showsUntil ? { kind: 'nothing made' } : undefined;
  if (desired.specHash !== id.specHash) return { kind: 'left', reason: 'the deletion does not say what was asked for' };

  const request = requestOf(id.name, desired);
  try {
    // The name is taken, so this creates nothing: it only finds the operation again, or learns that there was none.
    const token = operations.get(id.clientToken) ?? await createAccessPoint(s3, accountId, request, id.clientToken);
    operations.set(id.clientToken, token);
    const operation = await describeOperation(s3, accountId, token);
    if (operation.outcome === 'pending') return undefined;
    return operation.outcome === 'succeeded' ? judgeSucceeded(live, operation) : judgeFailed(live, operation);
  } catch (error) {
    const failure = toFailure(error);
    // A token just answered may be unknown to the next call for a moment.
    operations.delete(id.clientToken);
    if (failure.kind === 'absent' && clock.now() < startedAt + APPEARS_WITHIN) return undefined;
    if (failure.kind !== 'refused' && failure.kind !== 'absent') throw error;
    return { kind: 'left', reason: `S3 does not know its creation as ours (${failure.code})` };
  }

  function judgeSucceeded(found: LiveAccessPoint, operation: AsynchronousOperation): Ownership | undefined {
    if (found.status === 'CREATING') return undefined;
    return isMadeBy(found, operation, request)
      ? { kind: 'ours', alias: found.alias }
      : { kind: 'left', reason: 'it is not the one that our creation made' };
  }

  function judgeFailed(found: LiveAccessPoint, operation: AsynchronousOperation): Ownership | undefined {
    const notOurs = operation.code === 'MultiRegionAccessPointAlreadyOwnedByYou';
    // It was still being created when we looked, and the operation has failed since.
    if (found.status === 'CREATING' && !notOurs) return undefined;
    const halfMade = found.status === 'PARTIALLY_CREATED' || found.status === 'PARTIALLY_DELETED' || found.status === 'DELETING';
    return halfMade && !notOurs && isMadeBy(found, operation, request)
      ? { kind: 'ours', alias: found.alias }
      : { kind: 'left', reason: `our creation failed (${operation.code}) and this one is ${found.status}` };
  }
}

/**
 * Whose the access point of a cancelled creation is, of which CloudFormation has kept no id. Nobody else comes upon a name that is generated; an
 * earlier life of the stack may have retained one, but not of this age and never without the policy that follows every creation.
 */
export async function resolveUnnamedOwnership(orphan: OwnershipCheck, name: string): Promise<Ownership | undefined> {
  const { context: { s3, clock }, accountId, desired, startedAt } = orphan;
  const live = await getAccessPoint(s3, accountId, name);
  if (live === undefined) return clock.now() >= startedAt + SHOWS_AFTER_REQUEST ? { kind: 'nothing made' } : undefined;
  if (live.status === 'CREATING') return undefined;
  if (name === desired.givenName) return { kind: 'left', reason: UNPROVEN_OWNERSHIP };
  const reasons = differences(live, requestOf(name, desired));
  if (reasons.length > 0) return { kind: 'left', reason: reasons.join('; ') };
  if (live.createdAt <= startedAt - CREATED_IN_THIS_DEPLOYMENT) return { kind: 'left', reason: 'it is older than this deployment' };
  return live.status === 'READY' && !isEmptyPolicy(await readPolicy(s3, accountId, name))
    ? { kind: 'left', reason: 'it has a policy, so its creation was completed' }
    : { kind: 'ours', alias: live.alias };
}

