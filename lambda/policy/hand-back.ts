import { getAccessPoint } from '../../control/access-points';
import { MINUTE } from '../../control/clock';
import { showFailure, toFailure } from '../../control/failure';
import { type LivePolicy, putPolicy } from '../../control/policies';
import { parsePolicyMarker, type PolicyMarker, renderPolicyWithMarker } from '../../control/policy-marker';
import { MRAP943_ACCESS_POINT_NOT_HANDED_BACK } from '../../src/diagnostics/definitions/ownership';
import { type RawProperties } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { type HandlerContext } from '../handler-context';
import { makeClientToken } from '../hash';
import { describeKnownOperation } from '../known-operation';
import { makeRequestMarker } from './marker';
import { readPolicy } from './read-policy';

/** An access point that its adopter leaves. */
export interface AdoptedAccessPoint {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  readonly name: string;
  /** Undefined if the adoption did not end, so that its id contains no alias. */
  readonly alias?: string;
  /** Whether a marker belongs to the adopter. */
  readonly isOwn: (marker: PolicyMarker) => boolean;
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
  const { context: { s3, clock }, event, name, alias, isOwn } = adopted;
  const live = await getAccessPoint(s3, event.accountId, name);
  if (live === undefined || (alias !== undefined && live.alias !== alias)) return true;
  const policy = await readPolicy(s3, event.accountId, name);
  const [established, proposed] = [parsePolicyMarker(policy.established), parsePolicyMarker(policy.proposed)];
  const isProposed = proposed !== undefined && isOwn(proposed);
  // This request has put the policy of the former owner.
  const isLeaving = proposed?.request === makeRequestMarker(event).request;
  if (established === undefined || !isOwn(established)) {
    if (!isProposed) return true;
    if (clock.now() < event.startedAt + PROPOSAL_TIMEOUT) return undefined;
    // S3 has not established the policy of the adopter yet. The established text replaces it.
    return policy.established ? putText(adopted, policy.established) : true;
  }
  // Another resource is adopting it.
  if (policy.proposed && policy.proposed !== policy.established && !isProposed && !isLeaving) {
    return clock.now() < event.startedAt + PROPOSAL_TIMEOUT ? undefined : true;
  }
  return putFormerMarker(adopted, policy, established);
}

async function putFormerMarker(
  adopted: AdoptedAccessPoint, policy: LivePolicy, established: PolicyMarker,
): Promise<true | undefined> {
  const { event } = adopted;
  const attempt = findAttempt(adopted);
  const { Id: _id, ...statements } = JSON.parse(policy.established!) as RawProperties;
  const text = renderWithoutAdopter(statements, established, { ...makeRequestMarker(event), attempt });
  return putText(adopted, text);
}

function findAttempt({ context: { clock }, event }: AdoptedAccessPoint): number {
  return Math.floor((clock.now() - event.startedAt) / ATTEMPT_INTERVAL);
}

/** Puts a policy, unless the previous put of this request is still in progress. */
async function putText(adopted: AdoptedAccessPoint, text: string): Promise<true | undefined> {
  const { context, event, name } = adopted;
  const { s3, operations, report } = context;
  try {
    const pending = operations.get(event.requestId);
    const latest = pending === undefined
      ? undefined
      : await describeKnownOperation(context, event.accountId, event.requestId, pending);
    if (latest?.outcome === 'pending') return undefined;
    const clientToken = makeClientToken(event.requestId, findAttempt(adopted));
    operations.set(event.requestId, await putPolicy(s3, event.accountId, name, text, clientToken));
    return undefined;
  } catch (error) {
    const failure = toFailure(error);
    if (failure.kind !== 'refused') throw error;
    // A deletion that failed for this reason would fail every time.
    report(MRAP943_ACCESS_POINT_NOT_HANDED_BACK.create({ name, cause: showFailure(failure) }));
    return true;
  }
}

function renderWithoutAdopter(
  policy: RawProperties, { former, isWeak, isBlank }: PolicyMarker,
  request: Pick<PolicyMarker, 'request' | 'requestedAt' | 'attempt'>,
): string {
  if (former !== undefined) return renderPolicyWithMarker(policy, { ...request, owner: former, isWeak, isBlank });
  // The text had no marker before the adoption.
  return isWeak ? JSON.stringify(policy) : renderPolicyWithMarker(policy, { ...request, isWeak, isBlank });
}
