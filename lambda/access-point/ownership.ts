import {
  type AccessPointSpec,
  createAccessPoint,
  getAccessPoint,
  type LiveAccessPoint,
} from '../../control/access-points';
import { type AsynchronousOperation, describeAsynchronousOperation } from '../../control/asynchronous-operations';
import { MINUTE } from '../../control/clock';
import { toFailure } from '../../control/failure';
import { MAX_DEPLOYMENT_DURATION, type ResourceEvent } from '../cloudformation/event';
import { type HandlerContext } from '../handler-context';
import { isEmptyPolicy, readPolicy } from '../policy/read-policy';
import { VISIBILITY_TIMEOUT } from '../waiting';
import { isCreatedAfterAbsence } from './absence';
import { isCreatedBy, listDifferencesFromDesired } from './comparison';
import { type DesiredAccessPoint, toAccessPointSpec } from './desired-state';
import { makeOwner, parsePhysicalId, type PendingId } from './physical-id';

/** The ownership of an access point without a final id. */
export type OwnershipOfAccessPoint =
  | { readonly kind: 'owned'; readonly alias: string; readonly owners: readonly string[] }
  /** The creation created nothing. */
  | { readonly kind: 'absent' }
  /** The handler does not delete it. */
  | { readonly kind: 'unproven'; readonly reason: string };

/** S3 sets the dates of the operation and of its access point. */
const LATEST_FAILED_CREATION = MINUTE;
/** A creation can be sent for four minutes after its request, even after CloudFormation has cancelled it. */
const CREATION_VISIBILITY_TIMEOUT = 5 * MINUTE;

/** The reason not to delete an access point with a given name. */
export const KEEP_REASON_UNPROVEN_OWNERSHIP =
  'its creation was cancelled before CloudFormation had its id, and another owner may have created it';

/** The reason not to delete an access point that a later creation can have created. */
const KEEP_REASON_DELETION_OVER = 'the deletion has ended before and was delivered again';

export interface OwnershipCheck {
  readonly context: HandlerContext;
  /** The deletion, or the update that is a rollback. */
  readonly event: ResourceEvent;
  /** The desired state of the creation. */
  readonly desired: DesiredAccessPoint;
}

/** Decides the ownership after a failed creation by its client token. Returns undefined while it is not decided. */
export async function resolveOwnershipAfterFailedCreation(
  check: OwnershipCheck, id: PendingId,
): Promise<OwnershipOfAccessPoint | undefined> {
  const { context: { s3, clock, operations }, event: { accountId, startedAt }, desired } = check;
  const live = await getAccessPoint(s3, accountId, id.name);
  const sentKey = `${id.clientToken}/sent`;
  const visibleUntil = Math.max(
    startedAt + VISIBILITY_TIMEOUT, id.startedAt + CREATION_VISIBILITY_TIMEOUT,
    Number(operations.get(sentKey) ?? 0) + VISIBILITY_TIMEOUT,
  );
  const isAbsenceCertain = clock.now() >= visibleUntil;
  if (live === undefined) return isAbsenceCertain ? { kind: 'absent' } : undefined;
  // The name becomes available during the deletion, so the call below could create an access point.
  if (live.status === 'DELETING' && !isAbsenceCertain) return undefined;
  if (desired.specHash !== id.specHash) {
    return { kind: 'unproven', reason: 'the properties of the deletion differ from those of the creation' };
  }

  const spec = toAccessPointSpec(id.name, desired);
  try {
    // The name is in use, so this call finds the operation of the creation, or fails if there was none. It creates an
    // access point if the name has just become available, which reads show later.
    operations.set(sentKey, String(clock.now()));
    const token = operations.get(id.clientToken) ?? await createAccessPoint(s3, accountId, spec, id.clientToken);
    operations.set(id.clientToken, token);
    const operation = await describeAsynchronousOperation(s3, accountId, token);
    if (operation.outcome === 'pending') return undefined;
    const owners = [makeOwner(id.clientToken)];
    const ownership = operation.outcome === 'succeeded'
      ? resolveAfterSuccess(live, operation, spec, owners, isCreatedAfterAbsence(check.context, id.clientToken, live))
      : resolveAfterFailure(live, operation, spec, owners, startedAt);
    const isOver = ownership?.kind === 'owned' && await isDeletionOver(check, live.alias);
    return isOver ? { kind: 'unproven', reason: KEEP_REASON_DELETION_OVER } : ownership;
  } catch (error) {
    const failure = toFailure(error);
    // A new token can be unknown to the next call for a moment.
    operations.delete(id.clientToken);
    if (failure.kind === 'absent' && clock.now() < startedAt + VISIBILITY_TIMEOUT) return undefined;
    if (failure.kind !== 'refused' && failure.kind !== 'absent') throw error;
    return { kind: 'unproven', reason: `S3 does not confirm that this resource created it (${failure.code})` };
  }
}

/**
 * Whether the deletion has ended, and is delivered again. A later creation can then have the name, the settings and
 * almost the time of the deleted access point. If CloudFormation does not answer, the deletion continues.
 */
async function isDeletionOver(
  { context: { stacks }, event: { stackId, logicalId, physicalId } }: OwnershipCheck, alias: string,
): Promise<boolean> {
  if (stacks === undefined) return false;
  try {
    const row = await stacks.getResource(stackId, logicalId);
    // CloudFormation can delete a resource of a running deployment that it does not show any more.
    if (row === undefined) return !(await stacks.getStatus(stackId))?.endsWith('IN_PROGRESS');
    if (row.physicalId === physicalId) return row.status === 'DELETE_COMPLETE';
    const id = parsePhysicalId(row.physicalId);
    return row.status === 'CREATE_IN_PROGRESS' || (id?.kind === 'created' && id.alias === alias);
  } catch {
    return false;
  }
}

function resolveAfterSuccess(
  live: LiveAccessPoint, operation: AsynchronousOperation, spec: AccessPointSpec, owners: readonly string[],
  isOfOther: boolean,
): OwnershipOfAccessPoint | undefined {
  if (live.status === 'CREATING') return undefined;
  return isCreatedBy(live, operation, spec) && !isOfOther
    ? { kind: 'owned', alias: live.alias, owners }
    : { kind: 'unproven', reason: 'the operation of this resource did not create it' };
}

function resolveAfterFailure(
  live: LiveAccessPoint, operation: AsynchronousOperation, spec: AccessPointSpec, owners: readonly string[],
  deletionStartedAt: number,
): OwnershipOfAccessPoint | undefined {
  const isNameInUse = operation.code === 'MultiRegionAccessPointAlreadyOwnedByYou';
  // The operation failed after the read of the access point.
  if (live.status === 'CREATING' && !isNameInUse) return undefined;
  const isIncomplete =
    live.status === 'PARTIALLY_CREATED' || live.status === 'PARTIALLY_DELETED' || live.status === 'DELETING';
  // After an operation that failed, S3 may keep nothing, and another owner can use the name at once.
  const isLater = live.createdAt > Math.min(operation.createdAt + LATEST_FAILED_CREATION, deletionStartedAt);
  return isIncomplete && !isNameInUse && !isLater && isCreatedBy(live, operation, spec)
    ? { kind: 'owned', alias: live.alias, owners }
    : {
      kind: 'unproven',
      reason: `the creation failed (${operation.code}), and the existing access point is ${live.status}`,
    };
}

/**
 * Decides the ownership after a cancelled creation of which CloudFormation has no id. No other stack generates the same
 * name. An earlier deployment can have retained an access point of this name, but that one is older and has the policy
 * that follows every creation. Returns undefined while the ownership is not decided.
 */
export async function resolveOwnershipAfterCancelledCreation(
  check: OwnershipCheck, name: string,
): Promise<OwnershipOfAccessPoint | undefined> {
  const { context: { s3, clock }, event: { accountId, startedAt }, desired } = check;
  const live = await getAccessPoint(s3, accountId, name);
  if (live === undefined) {
    return clock.now() >= startedAt + CREATION_VISIBILITY_TIMEOUT ? { kind: 'absent' } : undefined;
  }
  if (live.status === 'CREATING') return undefined;
  if (name === desired.givenName) return { kind: 'unproven', reason: KEEP_REASON_UNPROVEN_OWNERSHIP };
  const differences = listDifferencesFromDesired(live, toAccessPointSpec(name, desired));
  if (differences.length > 0) return { kind: 'unproven', reason: differences.join('; ') };
  if (live.createdAt <= startedAt - MAX_DEPLOYMENT_DURATION) {
    return { kind: 'unproven', reason: 'it is older than this deployment' };
  }
  return live.status === 'READY' && !isEmptyPolicy(await readPolicy(check.context, check.event, name))
    ? { kind: 'unproven', reason: 'it has a policy, so an earlier deployment completed its creation' }
    : { kind: 'owned', alias: live.alias, owners: [] };
}
