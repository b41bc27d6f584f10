import { deleteAccessPoint, getAccessPoint } from '../../control/access-points';
import { adviceOnOperation, describeOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { adviceOn, type Failure, toFailure, showFailure } from '../../control/failure';
import { MRAP907_ACCESS_POINT_NOT_DELETED, MRAP908_DELETION_FAILED } from '../../src/diagnostics/definitions/deployment';
import { HandlerError } from '../cloudformation/handler-error';
import { type HandlerContext } from '../handler-context';
import { clientToken } from '../hash';
import { latestMarker } from '../policy/marker';
import { readPolicy } from '../policy/read';
import { type See } from '../waiting';

/** S3 asks for a failed deletion to be sent again; more often than this it will not help. */
const MAX_ATTEMPTS = 3;
const RETRYABLE_CODES = ['InternalErrors', 'MultiRegionAccessPointModifiedByAnotherRequest', 'MultiRegionAccessPointNotReady'];

export interface DeletionTarget {
  readonly context: HandlerContext;
  readonly accountId: string;
  readonly requestId: string;
  readonly name: string;
}

/** Deletes the access point of that name if it has that alias, and no other; each call is one step, true when it is gone. */
export function deletionSteps(target: DeletionTarget): (alias: string, see: See) => Promise<true | undefined> {
  const { context, accountId, name } = target;
  // Of this invocation only: the next one starts at the first attempt and finds its operations by their tokens.
  let attempt = 0;
  return async (alias, see) => {
    const live = await getAccessPoint(context.s3, accountId, name);
    if (live === undefined) return true;
    if (live.alias !== alias) {
      context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason: `its alias is ${live.alias}, and this resource made ${alias}` }));
      return true;
    }
    see(live.status);
    // A construct that is renamed and adopts in one deployment has it in use already when that of its former name is deleted.
    if (live.status === 'READY' && latestMarker(await readPolicy(context.s3, accountId, name))?.adopted) {
      context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason: 'another construct has taken it over' }));
      return true;
    }
    if (live.status !== 'CREATING' && live.status !== 'DELETING') attempt = await send(target, attempt, see);
    return undefined;
  };
}

/** Sends the deletion; the attempt that the next step continues with. */
async function send({ context: { s3 }, accountId, requestId, name }: DeletionTarget, attempt: number, see: See): Promise<number> {
  try {
    const token = await deleteAccessPoint(s3, accountId, name, clientToken(requestId, attempt));
    const operation = await describeOperation(s3, accountId, token);
    see(operation.status, token);
    if (operation.outcome !== 'failed' || operation.code === 'NoSuchMultiRegionAccessPoint') return attempt;
    if (attempt + 1 < MAX_ATTEMPTS && RETRYABLE_CODES.includes(operation.code)) return attempt + 1;
    throw new HandlerError([MRAP908_DELETION_FAILED.create({ name, cause: showOperationFailure(operation), advice: adviceOnOperation(operation) })]);
  } catch (error) {
    // Gone between the look and the call, or a token that is not known everywhere yet: the next look tells.
    if (toFailure(error).kind === 'absent') return attempt;
    throw error;
  }
}

/** A failure of the SDK that no step understood, as a deletion's. */
export function deletionFailed(name: string, failure: Failure): HandlerError {
  return new HandlerError([MRAP908_DELETION_FAILED.create({ name, cause: showFailure(failure), advice: adviceOn(failure.code) })]);
}
