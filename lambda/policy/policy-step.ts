import { getAccessPoint } from '../../control/access-points';
import {
  type AsynchronousOperation,
  isRetryableCode,
  showOperationFailure,
} from '../../control/asynchronous-operations';
import { haveEqualStatements } from '../../control/canonical-policy';
import { MINUTE, SECOND } from '../../control/clock';
import { findAdviceOrDefault, toFailure } from '../../control/failure';
import { isPolicyPending } from '../../control/own';
import { getPolicy, type LivePolicy, putPolicy } from '../../control/policies';
import {
  findForeignPolicyId, findLatestMarker, parsePolicyMarker, type PolicyMarker, renderPolicyWithMarker,
} from '../../control/policy-marker';
import { MRAP909_POLICY_REFUSED } from '../../src/diagnostics/definitions/deployment';
import {
  MRAP940_POLICY_WITH_ANOTHER_OWNER,
  MRAP946_POLICY_LEFT_TO_OWNER,
} from '../../src/diagnostics/definitions/ownership';
import { type RawProperties } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { assertNotSuperseded } from '../cloudformation/superseded';
import { type HandlerContext } from '../handler-context';
import { makeClientToken } from '../hash';
import { describeKnownOperation } from '../known-operation';
import { type RecordProgress, VISIBILITY_TIMEOUT } from '../waiting';
import { makeRequestMarker } from './marker';
import { readPolicy, readPossiblyIncompletePolicy } from './read-policy';

/** IAM can need this long until S3 accepts a new principal in a policy. */
const PRINCIPAL_GRACE_PERIOD = 4 * MINUTE;
/** A refused policy can stay proposed. After this time, it does not delay the change. */
const PROPOSAL_TIMEOUT = 4 * MINUTE;
const ATTEMPT_INTERVAL = 10 * SECOND;
/** A cancelled handler that read the policy just before this request put one has sent its own put by then. */
const CONCURRENT_PUT_GRACE_PERIOD = 10 * SECOND;

export interface PolicyChange {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  readonly name: string;
  /** The alias of the access point. Undefined if the template does not contain it. */
  readonly alias?: string;
  readonly policy: RawProperties;
  /** The owner of the access point of this stack. Undefined if the template does not contain it. */
  readonly owner?: string;
  /** Whether this stack has adopted the access point. */
  readonly isAdopted: boolean;
  readonly recordProgress: RecordProgress;
}

/** `access point missing`: the access point does not exist, or the access point with this name has another alias. */
export type PolicyChangeResult = 'in effect' | 'access point missing';

/** One step of a policy change. The policy is in effect when it is established in every Region. */
export async function advancePolicyChange(change: PolicyChange): Promise<PolicyChangeResult | undefined> {
  const { context, event: { accountId, requestId }, name, recordProgress } = change;
  const known = context.operations.get(requestId);
  if (known === undefined) {
    const isMissing = await isAccessPointMissing(change);
    if (isMissing !== false) return isMissing && 'access point missing';
    const policy = await readCurrentPolicy(change);
    if (isBeingAdopted(change, policy)) return undefined;
    if (!isOwnPutPending(change, policy) && isLeftToOtherOwner(change, policy)) return 'in effect';
  }
  const token = known ?? await submitPolicy(change);
  const operation =
    token === undefined ? undefined : await describeKnownOperation(context, accountId, requestId, token);
  if (operation === undefined) return undefined;
  recordProgress(operation.status, token);
  switch (operation.outcome) {
    case 'pending': return undefined;
    case 'succeeded': return await isInEffect(change, operation) ? 'in effect' : undefined;
    case 'failed':
      if (!canSucceedLater(change, operation)) {
        throw makePolicyError(name, showOperationFailure(operation), findAdviceOrDefault(operation.code));
      }
      context.operations.delete(requestId);
      return undefined;
  }
}

/**
 * Returns undefined while an absence is not certain. For a rollback, an access point that another tool deletes is
 * missing: S3 accepts no policy any more.
 */
async function isAccessPointMissing({
  context: { s3, clock },
  event: { accountId, direction, startedAt },
  name,
  alias,
}: PolicyChange): Promise<boolean | undefined> {
  if (alias === undefined) return false;
  const live = await getAccessPoint(s3, accountId, name);
  const isBeingDeleted = live?.status === 'DELETING' || live?.status === 'PARTIALLY_DELETED';
  if (live?.alias === alias) return direction === 'back' && isBeingDeleted;
  // The read can be older than a replacement that has just ended.
  return clock.now() >= startedAt + VISIBILITY_TIMEOUT || undefined;
}

/**
 * Whether S3 is establishing the policy of another owner, which a put now would overwrite, or whether another owner has
 * adopted the access point and not put its own statements yet. If that adoption fails, it hands the access point back
 * with the statements that this rollback has to replace.
 */
function isBeingAdopted({ context: { clock }, event, owner }: PolicyChange, policy: LivePolicy): boolean {
  if (clock.now() >= event.startedAt + PROPOSAL_TIMEOUT) return false;
  const isOther = (marker: PolicyMarker | undefined) =>
    marker?.owner !== undefined && owner !== undefined && marker.owner !== owner;
  const established = parsePolicyMarker(policy.established);
  const isAdoptionUnfinished = event.direction === 'back' && established?.claim !== undefined && isOther(established);
  return isAdoptionUnfinished || (isPolicyPending(policy) && isOther(parsePolicyMarker(policy.proposed)));
}

/** Whether S3 is establishing the policy of this request, which another process put before it saw another owner. */
function isOwnPutPending({ event }: PolicyChange, policy: LivePolicy): boolean {
  return isPolicyPending(policy) && parsePolicyMarker(policy.proposed)?.request === makeRequestMarker(event).request;
}

/**
 * Whether another resource owns the access point, and its policy already has the declared statements or this update is
 * a rollback. Throws if another resource owns it and the statements differ.
 */
function isLeftToOtherOwner(change: PolicyChange, { established }: LivePolicy): boolean {
  const { context, event, name, owner, policy } = change;
  const other = parsePolicyMarker(established)?.owner;
  if (other === undefined || owner === undefined || other === owner) return false;
  // Between the adoption and the creation of its policy, the previous owner has put its own policy again.
  const isAdoptionLost = event.type === 'Create' && change.isAdopted;
  const isEqual = !isAdoptionLost && haveEqualStatements(JSON.parse(established!), policy);
  if (!isEqual && event.direction !== 'back') {
    throw new HandlerError([MRAP940_POLICY_WITH_ANOTHER_OWNER.create({ name, owner: other })]);
  }
  const reason = isEqual ? 'its statements are the declared ones' : 'a rollback must not fail';
  context.report(MRAP946_POLICY_LEFT_TO_OWNER.create({ name, owner: other, reason }));
  return true;
}

/** The policy of an adopted access point exists, because the adoption has put its claim. */
function readCurrentPolicy({ context, event, name, isAdopted }: PolicyChange): Promise<LivePolicy> {
  const read = event.type === 'Create' && !isAdopted ? readPossiblyIncompletePolicy : readPolicy;
  return read(context, event, name);
}

/** Puts the policy and returns the token of the operation, or undefined if S3 does not accept the policy yet. */
async function submitPolicy(change: PolicyChange): Promise<string | undefined> {
  const { context: { s3, operations }, event: { accountId, requestId }, name, policy } = change;
  await assertNotSuperseded(change.context, change.event);
  const marker = await chooseMarker(change);
  const clientToken = makeClientToken(requestId, marker.attempt);
  try {
    const token = await putPolicy(s3, accountId, name, renderPolicyWithMarker(policy, marker), clientToken);
    operations.set(requestId, token).set(clientToken, token);
    return token;
  } catch (error) {
    if (canSucceedLater(change, toFailure(error))) return undefined;
    throw error;
  }
}

/**
 * Returns the marker of the next put. If another process put the policy of this request, the same marker is put again,
 * because S3 answers it with the same operation. If this process saw that operation fail, the next marker is new.
 */
async function chooseMarker(change: PolicyChange): Promise<PolicyMarker> {
  const { context: { clock, operations }, event, owner } = change;
  const live = await readCurrentPolicy(change);
  const latest = findLatestMarker(live);
  assertIsLatest(change, latest);
  // Derived from the time, because a new process does not know the number of earlier attempts.
  const attempt = Math.floor((clock.now() - event.startedAt) / ATTEMPT_INTERVAL);
  const current = parsePolicyMarker(live.established);
  const previous = [latest, current].find((known) => known?.owner !== undefined && known.owner === owner);
  const isBlank = change.isAdopted && previous?.isBlank === true;
  const next: PolicyMarker = {
    ...makeRequestMarker(event),
    attempt,
    ...(owner === undefined ? {} : { owner }),
    // A former owner that leaves can have proposed a policy without its name.
    formers: previous?.formers ?? [],
    // Without a marker in the existing text, another resource may have adopted the access point before.
    isWeak: live.established ? current?.isWeak ?? true : false,
    isBlank,
    isChanged: change.isAdopted && (isBlank || previous?.isChanged === true || areStatementsChanged(change, live)),
    ...findForeignPolicyId(live.established),
  };
  const isPutByOther =
    latest?.request === next.request && !operations.has(makeClientToken(event.requestId, latest.attempt));
  return isPutByOther ? latest : next;
}

function areStatementsChanged({ policy }: PolicyChange, { established }: LivePolicy): boolean {
  return Boolean(established) && !haveEqualStatements(JSON.parse(established!), policy);
}

/** Throws if a later request put a policy: CloudFormation has cancelled this request. */
function assertIsLatest({ event, name }: PolicyChange, latest: PolicyMarker | undefined): void {
  const { request, requestedAt } = makeRequestMarker(event);
  if (latest === undefined || latest.request === request || latest.requestedAt <= requestedAt) return;
  throw makePolicyError(
    name,
    'a later deployment has set another policy',
    'no action is needed, the later policy stays in effect',
  );
}

/** Whether S3 can accept the same policy in a later operation. */
export function canSucceedLater(
  { context: { clock }, event }: Pick<PolicyChange, 'context' | 'event'>,
  { code, message }: { code: string; message: string },
): boolean {
  if (clock.now() >= event.startedAt + PRINCIPAL_GRACE_PERIOD) return false;
  const isUnknownPrincipal = code === 'MalformedPolicy' && (message === '' || /principal/i.test(message));
  return isUnknownPrincipal || isRetryableCode(code);
}

/** S3 first proposes a policy, and establishes it when every Region has it. */
async function isInEffect(change: PolicyChange, operation: AsynchronousOperation): Promise<boolean> {
  const { context: { s3, clock, operations }, event, name } = change;
  const live = await getPolicy(s3, event.accountId, name);
  const latest = findLatestMarker(live);
  assertIsLatest(change, latest);
  if (latest !== undefined && latest.request !== makeRequestMarker(event).request) {
    // A cancelled handler has put its policy in between. Put this one again.
    operations.delete(event.requestId);
    return false;
  }
  const isEstablished = Boolean(live.established) && (live.proposed ?? live.established) === live.established;
  const isLast = event.type === 'Create' || clock.now() >= operation.createdAt + CONCURRENT_PUT_GRACE_PERIOD;
  return isEstablished && isLast;
}

function makePolicyError(name: string, cause: string, advice: string): HandlerError {
  return new HandlerError([MRAP909_POLICY_REFUSED.create({ name, cause, advice })]);
}
