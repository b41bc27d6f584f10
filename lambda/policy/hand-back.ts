import { getAccessPoint } from '../../control/access-points';
import {
  type AsynchronousOperation, isRetryableCode, showOperationFailure,
} from '../../control/asynchronous-operations';
import { haveEqualStatements } from '../../control/canonical-policy';
import { MINUTE } from '../../control/clock';
import { showFailure, toFailure } from '../../control/failure';
import { isPolicyPending } from '../../control/own';
import { type LivePolicy, putPolicy } from '../../control/policies';
import { parsePolicyMarker, type PolicyMarker, renderPolicyWithMarker } from '../../control/policy-marker';
import {
  MRAP943_ACCESS_POINT_NOT_HANDED_BACK, MRAP955_ADOPTED_POLICY_CHANGED,
} from '../../src/diagnostics/definitions/ownership';
import { type RawProperties } from '../../src/wire/property-readers';
import { hasSuccessor, USED_BY_OTHER } from '../access-point/renamed';
import { type ResourceEvent } from '../cloudformation/event';
import { type HandlerContext } from '../handler-context';
import { makeClientToken } from '../hash';
import { describeKnownOperation } from '../known-operation';
import { VISIBILITY_TIMEOUT } from '../waiting';
import { makeRequestMarker } from './marker';
import { makeOwnerOnlyPolicy } from './owner-only-policy';
import { canSucceedLater } from './policy-step';
import { readPolicy } from './read-policy';

/** An access point that its adopter leaves. */
export interface AdoptedAccessPoint {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  readonly name: string;
  /** Undefined if the adoption did not end, so that its id contains no alias. */
  readonly alias?: string;
  /** The adopter. Undefined if CloudFormation has forgotten the physical id. */
  readonly owner?: string;
  /** Whether a marker belongs to the adopter. */
  readonly isOwn: (marker: PolicyMarker) => boolean;
  /** The policy that the adopter has declared. Undefined if the caller does not know it. */
  readonly declared?: RawProperties;
}

/** A policy that the adopter has proposed is established, or refused, after this time. */
const PROPOSAL_TIMEOUT = 4 * MINUTE;
/** One attempt for each of these intervals. */
const ATTEMPT_INTERVAL = MINUTE;

/**
 * One step of handing an access point back: puts the established policy again under the former owner. An adoption that
 * is rolled back has then never been. Returns undefined until another owner, or none, is established.
 */
export async function advanceHandBack(adopted: AdoptedAccessPoint): Promise<true | undefined> {
  const { context, event, name, alias, isOwn } = adopted;
  const { s3, clock, operations } = context;
  const live = await getAccessPoint(s3, event.accountId, name);
  if (live === undefined || (alias !== undefined && live.alias !== alias)) return true;
  // Another tool deletes it, so S3 accepts no policy. The deletion can fail.
  if (live.status === 'DELETING' && clock.now() < event.startedAt + PROPOSAL_TIMEOUT) return undefined;
  if (/DELET/.test(live.status)) return reportNotHandedBack(adopted, `it is ${live.status}`);
  const latest = await describeLatestPut(adopted);
  // Until its end, the policy that it replaces can be the policy of the adopter, because reads can be old.
  if (latest?.outcome === 'pending') return undefined;
  const policy = await tryReadPolicy(adopted);
  // Without its policy, another tool has deleted it, or the read is older than the read of the access point.
  if (policy === undefined) return clock.now() < event.startedAt + VISIBILITY_TIMEOUT ? undefined : true;
  const [established, proposed] = [parsePolicyMarker(policy.established), parsePolicyMarker(policy.proposed)];
  const isProposed = proposed !== undefined && isOwn(proposed);
  if (established === undefined || !isOwn(established)) {
    // After a put that failed, the read can be older than the policy of the adopter.
    if (latest?.outcome === 'failed' && clock.now() < latest.createdAt + VISIBILITY_TIMEOUT) return undefined;
    if (!isProposed) return leaveFormerOwners(adopted, policy, established);
    if (clock.now() < event.startedAt + PROPOSAL_TIMEOUT) return undefined;
    // S3 has not established the policy of the adopter yet. The established text replaces it, or one without owner.
    return policy.established
      ? putText(adopted, policy.established)
      : putFormerMarker(adopted, policy.proposed!, proposed, live.alias);
  }
  // This Delete, or an earlier one that failed, has put the policy of the former owner.
  const isLeaving = proposed !== undefined && proposed.owner === established.formers[0];
  // Another resource adopts it, or S3 has refused another policy, which can stay proposed.
  const isOfOther = isPolicyPending(policy) && !isProposed && !isLeaving;
  if (isOfOther && clock.now() < event.startedAt + PROPOSAL_TIMEOUT) return undefined;
  const owners = [established.owner, ...established.formers];
  if (!operations.has(event.requestId) && await hasSuccessor(context, event, live.alias, owners)) {
    // The read of the policy is older than the adoption by the successor.
    const mayBeStale = clock.now() < event.startedAt + PROPOSAL_TIMEOUT;
    return mayBeStale ? undefined : reportNotHandedBack(adopted, USED_BY_OTHER);
  }
  const putting = putFormerMarker(adopted, policy.established!, established, live.alias);
  return isOfOther ? reportConflict(adopted, putting) : putting;
}

/** The put of another resource is in progress. A repeated put could overwrite its policy, because reads can be old. */
function reportConflict(adopted: AdoptedAccessPoint, putting: Promise<true | undefined>): Promise<true | undefined> {
  return putting.catch((error: unknown) => {
    if (toFailure(error).kind !== 'conflict') throw error;
    return reportNotHandedBack(adopted, 'S3 is establishing another policy');
  });
}

/** Returns undefined if S3 knows no access point with this name. */
async function tryReadPolicy({ context, event, name }: AdoptedAccessPoint): Promise<LivePolicy | undefined> {
  return readPolicy(context, event, name).catch((error: unknown) => {
    if (toFailure(error).kind === 'absent') return undefined;
    throw error;
  });
}

/**
 * Removes the adopter from the former owners of an access point that another resource has adopted meanwhile. Otherwise
 * that resource would later hand the access point back to an owner that does not exist.
 */
async function leaveFormerOwners(
  adopted: AdoptedAccessPoint, policy: LivePolicy, established: PolicyMarker | undefined,
): Promise<true | undefined> {
  const { context: { clock }, event, owner } = adopted;
  const markers = [established, parsePolicyMarker(policy.proposed)];
  if (owner === undefined || !markers.some((marker) => marker?.formers.includes(owner))) return true;
  const isPending = isPolicyPending(policy);
  if (established === undefined || isPending) {
    if (clock.now() < event.startedAt + PROPOSAL_TIMEOUT) return undefined;
    if (established === undefined) return true;
  }
  const formers = established.formers.filter((former) => former !== owner);
  const statements = JSON.parse(policy.established!) as RawProperties;
  const putting = putText(adopted, renderPolicyWithMarker(statements, { ...established, formers }));
  return isPending ? reportConflict(adopted, putting) : putting;
}

/** @param text the policy with the marker of the adopter */
async function putFormerMarker(
  adopted: AdoptedAccessPoint, text: string, own: PolicyMarker, alias: string,
): Promise<true | undefined> {
  const { context: { operations, report }, event, name, declared } = adopted;
  const request = { ...makeRequestMarker(event), attempt: findAttempt(adopted) };
  const statements = JSON.parse(text) as RawProperties;
  const { isBlank, isChanged, formers } = own;
  if (!isChanged) return putText(adopted, renderWithoutAdopter(statements, own, request));
  // Another tool can have edited the statements and kept the marker.
  if (isBlank && formers.length === 0 && declared && haveEqualStatements(statements, declared)) {
    const empty = makeOwnerOnlyPolicy(event.accountId, alias);
    return putText(adopted, renderWithoutAdopter(empty, { ...own, isChanged: false }, request));
  }
  if (!operations.has(event.requestId)) report(MRAP955_ADOPTED_POLICY_CHANGED.create({ name }));
  return putText(adopted, renderWithoutAdopter(statements, own, request));
}

function findAttempt({ context: { clock }, event }: AdoptedAccessPoint): number {
  return Math.floor((clock.now() - event.startedAt) / ATTEMPT_INTERVAL);
}

/** Returns undefined without a put of this request in this process. */
async function describeLatestPut(
  { context, event: { accountId, requestId } }: AdoptedAccessPoint,
): Promise<AsynchronousOperation | undefined> {
  const token = context.operations.get(requestId);
  return token === undefined ? undefined : describeKnownOperation(context, accountId, requestId, token);
}

async function putText(adopted: AdoptedAccessPoint, text: string): Promise<true | undefined> {
  const { context, event, name } = adopted;
  const { s3, operations } = context;
  try {
    const latest = await describeLatestPut(adopted);
    if (latest?.outcome === 'failed' && !isRetryableCode(latest.code) && !canSucceedLater(adopted, latest)) {
      return reportNotHandedBack(adopted, showOperationFailure(latest));
    }
    // The established policy can change during a hand-back. S3 refuses another text with the same client token.
    const clientToken = makeClientToken(`${event.requestId}/${text}`, findAttempt(adopted));
    operations.set(event.requestId, await putPolicy(s3, event.accountId, name, text, clientToken));
    return undefined;
  } catch (error) {
    const failure = toFailure(error);
    if (failure.kind !== 'refused') throw error;
    return canSucceedLater(adopted, failure) ? undefined : reportNotHandedBack(adopted, showFailure(failure));
  }
}

/** A deletion that failed because S3 refuses the policy would fail every time, so the first refusal is reported. */
function reportNotHandedBack(
  { context: { operations, report }, event, name }: AdoptedAccessPoint, cause: string,
): true {
  const key = `${event.requestId}/refused`;
  if (!operations.has(key)) report(MRAP943_ACCESS_POINT_NOT_HANDED_BACK.create({ name, cause }));
  operations.set(key, cause);
  return true;
}

function renderWithoutAdopter(
  policy: RawProperties, { formers: [owner, ...formers], isWeak, isBlank, isChanged, foreignId }: PolicyMarker,
  request: Pick<PolicyMarker, 'request' | 'requestedAt' | 'attempt'>,
): string {
  const marker = { ...request, formers, isWeak, isBlank, isChanged, foreignId };
  if (owner !== undefined) return renderPolicyWithMarker(policy, { ...marker, owner });
  // The text had no marker before the adoption.
  return isWeak ? JSON.stringify({ ...policy, Id: foreignId }) : renderPolicyWithMarker(policy, marker);
}
