import { adviceOnOperation, describeOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { MINUTE, SECOND } from '../../control/clock';
import { failureOf } from '../../control/failure';
import { getPolicy, putPolicy } from '../../control/policies';
import { MRAP909 } from '../../src/checks/diagnostics/deployment';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { clientToken } from '../hash';
import { type See } from '../waiting';

/** IAM may take this long to spread a principal that the policy names. */
const PRINCIPAL_PATIENCE = 2 * MINUTE;
const PAUSE_BETWEEN_TRIES = 10 * SECOND;
const WORTH_ANOTHER_TRY = ['InternalErrors', 'MultiRegionAccessPointModifiedByAnotherRequest', 'MultiRegionAccessPointNotReady'];

export interface PolicyChange {
  readonly environment: Environment;
  readonly accountId: string;
  readonly requestId: string;
  readonly name: string;
  readonly policy: string;
  readonly startedAt: number;
}

/** One step of putting a policy; true when it is in force in every Region. */
export async function stepPolicy(change: PolicyChange, see: See): Promise<true | undefined> {
  const { environment: { operations }, requestId, name } = change;
  const token = operations.get(requestId) ?? await put(change);
  const operation = token === undefined ? undefined : await describe(change, token);
  if (operation === undefined) return undefined;
  see(operation.status, token);
  switch (operation.outcome) {
    case 'pending': return undefined;
    case 'succeeded': return isEstablished(change);
    case 'failed':
      if (!mayBeAcceptedLater(change, operation)) {
        throw new HandlerError([MRAP909.find({ name, cause: showOperationFailure(operation), advice: adviceOnOperation(operation) })]);
      }
      operations.delete(requestId);
      return undefined;
  }
}

/** The token of the operation; undefined where S3 does not take the policy yet. */
async function put(change: PolicyChange): Promise<string | undefined> {
  const { environment: { s3, clock, operations }, accountId, requestId, name, policy, startedAt } = change;
  // Tries are numbered by time, so that a process that starts over neither repeats nor forgets one.
  const tryNumber = Math.floor(Math.min(clock.now() - startedAt, PRINCIPAL_PATIENCE) / PAUSE_BETWEEN_TRIES);
  try {
    const token = await putPolicy(s3, accountId, name, policy, clientToken(requestId, tryNumber));
    operations.set(requestId, token);
    return token;
  } catch (error) {
    if (mayBeAcceptedLater(change, failureOf(error))) return undefined;
    throw error;
  }
}

/** Undefined where S3 does not know its own token: the policy is put again, which S3 answers with the same operation. */
async function describe({ environment: { s3, operations }, accountId, requestId }: PolicyChange, token: string) {
  try {
    return await describeOperation(s3, accountId, token);
  } catch (error) {
    if (failureOf(error).kind !== 'absent') throw error;
    operations.delete(requestId);
    return undefined;
  }
}

/** Whether the same policy may be accepted a little later, by another operation. */
function mayBeAcceptedLater({ environment: { clock }, startedAt }: PolicyChange, { code, message }: { code: string; message: string }): boolean {
  if (clock.now() >= startedAt + PRINCIPAL_PATIENCE) return false;
  const unknownPrincipal = code === 'MalformedPolicy' && (message === '' || /principal/i.test(message));
  return unknownPrincipal || WORTH_ANOTHER_TRY.includes(code);
}

/** S3 proposes a policy first; it is established once every Region has it. */
async function isEstablished({ environment: { s3 }, accountId, name }: PolicyChange): Promise<true | undefined> {
  const live = await getPolicy(s3, accountId, name);
  return live.established && (live.proposed ?? live.established) === live.established ? true : undefined;
}
