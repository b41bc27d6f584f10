import { getAccessPoint } from '../../control/access-points';
import { adviceOnOperation, type AsynchronousOperation, describeOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { MINUTE, SECOND } from '../../control/clock';
import { toFailure } from '../../control/failure';
import { getPolicy, putPolicy } from '../../control/policies';
import { MRAP909_POLICY_REFUSED } from '../../src/diagnostics/definitions/deployment';
import { type RawProperties } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type HandlerContext } from '../handler-context';
import { clientToken } from '../hash';
import { type See } from '../waiting';
import { latestMarker, type Marker, markPolicy, requestMark } from './marker';
import { readPolicy } from './read';

/** IAM may take this long to spread a principal that the policy names. */
const PRINCIPAL_PATIENCE = 2 * MINUTE;
const PAUSE_BETWEEN_TRIES = 10 * SECOND;
/** A handler that CloudFormation has given up, and that looked just before our policy came, has sent its own by then: calls end in seconds. */
const OTHERS_HAVE_SENT = 10 * SECOND;
const RETRYABLE_CODES = ['InternalErrors', 'MultiRegionAccessPointModifiedByAnotherRequest', 'MultiRegionAccessPointNotReady'];

export interface PolicyChange {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  readonly name: string;
  /** The access point that is meant; undefined in templates that do not say. */
  readonly alias?: string;
  readonly policy: RawProperties;
  /** Whether the access point was taken over. */
  readonly adopted: boolean;
}

/** `gone` where the access point is no longer there, or another one has its name. */
export type PolicyOutcome = 'in force' | 'gone';

/** One step of putting a policy; the policy is in force once every Region has it. */
export async function stepPolicy(change: PolicyChange, see: See): Promise<PolicyOutcome | undefined> {
  const { context: { operations }, event: { requestId }, name } = change;
  const known = operations.get(requestId);
  if (known === undefined && await isGone(change)) return 'gone';
  const token = known ?? await put(change);
  const operation = token === undefined ? undefined : await describe(change, token);
  if (operation === undefined) return undefined;
  see(operation.status, token);
  switch (operation.outcome) {
    case 'pending': return undefined;
    case 'succeeded': return await isInForce(change, operation) ? 'in force' : undefined;
    case 'failed':
      if (!mayBeAcceptedLater(change, operation)) {
        throw new HandlerError([MRAP909_POLICY_REFUSED.create({ name, cause: showOperationFailure(operation), advice: adviceOnOperation(operation) })]);
      }
      operations.delete(requestId);
      return undefined;
  }
}

async function isGone({ context: { s3 }, event: { accountId }, name, alias }: PolicyChange): Promise<boolean> {
  if (alias === undefined) return false;
  const live = await getAccessPoint(s3, accountId, name);
  return live?.alias !== alias;
}

/** The token of the operation; undefined where S3 does not take the policy yet. */
async function put(change: PolicyChange): Promise<string | undefined> {
  const { context: { s3, operations }, event: { accountId, requestId }, name, policy } = change;
  const marker = await nextTry(change);
  const ours = clientToken(requestId, marker.attempt);
  try {
    const token = await putPolicy(s3, accountId, name, markPolicy(policy, marker), ours);
    operations.set(requestId, token).set(ours, token);
    return token;
  } catch (error) {
    if (mayBeAcceptedLater(change, toFailure(error))) return undefined;
    throw error;
  }
}

/** What another process put for this request is put again, which S3 answers with its operation; what this one has seen fail is not. */
async function nextTry(change: PolicyChange): Promise<Marker> {
  const { context: { s3, clock, operations }, event, name, adopted } = change;
  const latest = latestMarker(await readPolicy(s3, event.accountId, name));
  refuseSuperseded(change, latest);
  // Numbered by time: a process that starts over cannot know how many there were.
  const next = { ...requestMark(event), attempt: Math.floor((clock.now() - event.startedAt) / PAUSE_BETWEEN_TRIES), adopted };
  return latest?.request === next.request && !operations.has(clientToken(event.requestId, latest.attempt)) ? latest : next;
}

/** What a later request has put stays: CloudFormation has given this one up. */
function refuseSuperseded({ event, name }: PolicyChange, latest: Marker | undefined): void {
  const { request, requestedAt } = requestMark(event);
  if (latest === undefined || latest.request === request || latest.requestedAt <= requestedAt) return;
  throw new HandlerError([MRAP909_POLICY_REFUSED.create({ name, cause: 'a later deployment has set another one meanwhile', advice: 'nothing, that one stays in force' })]);
}

/** Undefined where S3 does not know its own token: the policy is put again. */
async function describe({ context: { s3, operations }, event }: PolicyChange, token: string): Promise<AsynchronousOperation | undefined> {
  try {
    return await describeOperation(s3, event.accountId, token);
  } catch (error) {
    if (toFailure(error).kind !== 'absent') throw error;
    operations.delete(event.requestId);
    return undefined;
  }
}

/** Whether the same policy may be accepted a little later, by another operation. */
function mayBeAcceptedLater({ context: { clock }, event }: PolicyChange, { code, message }: { code: string; message: string }): boolean {
  if (clock.now() >= event.startedAt + PRINCIPAL_PATIENCE) return false;
  const unknownPrincipal = code === 'MalformedPolicy' && (message === '' || /principal/i.test(message));
  return unknownPrincipal || RETRYABLE_CODES.includes(code);
}

/** S3 proposes a policy first; it is established once every Region has it. */
async function isInForce(change: PolicyChange, operation: AsynchronousOperation): Promise<boolean> {
  const { context: { s3, clock, operations }, event, name } = change;
  const live = await getPolicy(s3, event.accountId, name);
  const latest = latestMarker(live);
  refuseSuperseded(change, latest);
  if (latest !== undefined && latest.request !== requestMark(event).request) {
    // A handler that CloudFormation has given up came in between.
    operations.delete(event.requestId);
    return false;
  }
  const isEstablished = Boolean(live.established) && (live.proposed ?? live.established) === live.established;
  const isLast = event.type === 'Create' || clock.now() >= operation.createdAt + OTHERS_HAVE_SENT;
  return isEstablished && isLast;
}
