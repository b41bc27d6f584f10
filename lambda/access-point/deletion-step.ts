import { deleteAccessPoint, getAccessPoint } from '../../control/access-points';
import { describeOperation, isRetryableCode, showOperationFailure } from '../../control/asynchronous-operations';
import { type Failure, findAdviceOrDefault, showFailure, toFailure } from '../../control/failure';
import {
  MRAP907_ACCESS_POINT_NOT_DELETED,
  MRAP908_DELETION_FAILED,
} from '../../src/diagnostics/definitions/deployment';
import { HandlerError } from '../cloudformation/handler-error';
import { type HandlerContext } from '../handler-context';
import { makeClientToken } from '../hash';
import { findLatestMarker } from '../policy/marker';
import { readPolicy } from '../policy/read-policy';
import { type RecordProgress } from '../waiting';

/** S3 documents that a failed deletion can be sent again. */
const MAX_ATTEMPTS = 3;

export interface DeletionTarget {
  readonly context: HandlerContext;
  readonly accountId: string;
  readonly requestId: string;
  readonly name: string;
}

export type DeletionStep = (alias: string, recordProgress: RecordProgress) => Promise<true | undefined>;

/**
 * Makes the step of a deletion. Each call sends the deletion or reads its state, and returns true when the access point
 * no longer exists. An access point with another alias is never deleted.
 */
export function advanceDeletion(target: DeletionTarget): DeletionStep {
  const { context, accountId, name } = target;
  // The next invocation starts at the first attempt again, and finds its operations by their client tokens.
  let attempt = 0;
  return async (alias, recordProgress) => {
    const live = await getAccessPoint(context.s3, accountId, name);
    if (live === undefined) return true;
    if (live.alias !== alias) {
      const reason = `its alias is ${live.alias}, but this resource created ${alias}`;
      context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason }));
      return true;
    }
    recordProgress(live.status);
    // If a construct is renamed with ADOPT in one deployment, its new resource uses the access point before the old one
    // is deleted.
    if (live.status === 'READY' && findLatestMarker(await readPolicy(context.s3, accountId, name))?.adopted) {
      context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason: 'another resource has adopted it' }));
      return true;
    }
    if (live.status !== 'CREATING' && live.status !== 'DELETING') {
      attempt = await sendDeletion(target, attempt, recordProgress);
    }
    return undefined;
  };
}

/** Returns the number of the attempt that the next step continues with. */
async function sendDeletion(
  { context: { s3 }, accountId, requestId, name }: DeletionTarget, attempt: number, recordProgress: RecordProgress,
): Promise<number> {
  try {
    const token = await deleteAccessPoint(s3, accountId, name, makeClientToken(requestId, attempt));
    const operation = await describeOperation(s3, accountId, token);
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
