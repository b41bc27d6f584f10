import { deleteAccessPoint, getAccessPoint } from '../../control/access-points';
import {
  describeAsynchronousOperation, isRetryableCode, showOperationFailure,
} from '../../control/asynchronous-operations';
import { type Failure, findAdviceOrDefault, showFailure, toFailure } from '../../control/failure';
import {
  MRAP907_ACCESS_POINT_NOT_DELETED,
  MRAP908_DELETION_FAILED,
} from '../../src/diagnostics/definitions/deployment';
import { MRAP944_OWNER_MISSING_IN_POLICY } from '../../src/diagnostics/definitions/ownership';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { readStackStatus } from '../cloudformation/stack-status';
import { type HandlerContext } from '../handler-context';
import { makeClientToken } from '../hash';
import { findDeletionVeto } from '../policy/deletion-veto';
import { tryReadPolicy } from '../policy/read-policy';
import { type RecordProgress, VISIBILITY_TIMEOUT } from '../waiting';

/** S3 documents that a failed deletion can be sent again. */
const MAX_ATTEMPTS = 3;

/** The reasons of the policy not to delete an access point. */
export const KEEP_REASON_ADOPTED_BY_OTHER = 'another resource has adopted it';
export const KEEP_REASON_NO_OWNER = 'its policy was changed by another tool and names no owner';

export interface DeletionTarget {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  readonly name: string;
}

/** The access point that a deletion may delete: its alias permits the deletion, and its policy can forbid it. */
export interface OwnedAccessPoint {
  readonly alias: string;
  readonly owners: readonly string[];
}

export type DeletionStep = (owned: OwnedAccessPoint, recordProgress: RecordProgress) => Promise<true | undefined>;

/**
 * Makes the step of a deletion. Each call sends the deletion or reads its state, and returns true when the access point
 * no longer exists. An access point with another alias is never deleted.
 */
export function advanceDeletion(target: DeletionTarget): DeletionStep {
  const { context, event: { accountId, startedAt }, name } = target;
  const { clock } = context;
  const report = (reason: string) => context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason }));
  // The next invocation starts at the first attempt again, and finds its operations by their client tokens.
  let attempt = 0;
  let isSeen = false;
  return async ({ alias, owners }, recordProgress) => {
    // S3 deletes by name, so the alias is read last: no call is between this read and the deletion.
    const policy = await tryReadPolicy(context, target.event, name);
    const live = await getAccessPoint(context.s3, accountId, name);
    // A read can be older than a creation that has just ended.
    if (live === undefined) return isSeen || clock.now() >= startedAt + VISIBILITY_TIMEOUT || undefined;
    isSeen = true;
    if (live.alias !== alias) {
      report(`its alias is ${live.alias}, but this resource created ${alias}`);
      return true;
    }
    recordProgress(live.status);
    if (live.status === 'CREATING' || live.status === 'DELETING') return undefined;
    const veto = findDeletionVeto(policy, owners);
    if (veto === 'other owner') {
      report(KEEP_REASON_ADOPTED_BY_OTHER);
      return true;
    }
    if (veto === 'no owner') return leaveWithoutOwner(target, { alias, owners }, report);
    attempt = await sendDeletion(target, attempt, recordProgress);
    return undefined;
  };
}

/**
 * Leaves an access point whose policy names no owner. A deletion of the stack fails, because its buckets cannot be
 * deleted as long as they are members. A rollback and the clean-up of an update must not fail.
 */
async function leaveWithoutOwner(
  { context, event, name }: DeletionTarget, { alias, owners: [owner] }: OwnedAccessPoint,
  report: (reason: string) => void,
): Promise<true> {
  // Without an owner, the ownership is unproven and the access point is left anyway.
  if (owner !== undefined && await readStackStatus(context, event) === 'DELETE_IN_PROGRESS') {
    const arn = `arn:aws:s3::${event.accountId}:accesspoint/${alias}`;
    throw new HandlerError([MRAP944_OWNER_MISSING_IN_POLICY.create({ name, arn, owner })]);
  }
  report(KEEP_REASON_NO_OWNER);
  return true;
}

/** Returns the number of the attempt that the next step continues with. */
async function sendDeletion(
  { context: { s3 }, event: { accountId, requestId }, name }: DeletionTarget, attempt: number,
  recordProgress: RecordProgress,
): Promise<number> {
  try {
    const token = await deleteAccessPoint(s3, accountId, name, makeClientToken(requestId, attempt));
    const operation = await describeAsynchronousOperation(s3, accountId, token);
    recordProgress(operation.status, token);
    if (operation.outcome !== 'failed' || operation.code === 'NoSuchMultiRegionAccessPoint') return attempt;
    if (attempt + 1 < MAX_ATTEMPTS && isRetryableCode(operation.code)) return attempt + 1;
    throw makeDeletionError(name, showOperationFailure(operation), operation.code);
  } catch (error) {
    // The access point was deleted meanwhile, or the token has not spread yet. The next step reads the state again.
    if (toFailure(error).kind === 'absent') return attempt;
    throw error;
  }
}

function makeDeletionError(name: string, cause: string, code: string): HandlerError {
  return new HandlerError([MRAP908_DELETION_FAILED.create({ name, cause, advice: findAdviceOrDefault(code) })]);
}

export function toDeletionError(name: string, failure: Failure): HandlerError {
  return makeDeletionError(name, showFailure(failure), failure.code);
}
