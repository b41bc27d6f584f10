import { type LiveAccessPoint } from '../../control/access-points';
import { isRetryableCode, showOperationFailure } from '../../control/asynchronous-operations';
import { MINUTE } from '../../control/clock';
import { findAdviceOrDefault } from '../../control/failure';
import { type LivePolicy, putPolicy } from '../../control/policies';
import {
  findForeignPolicyId, parsePolicyMarker, type PolicyMarker, renderPolicyWithMarker,
} from '../../control/policy-marker';
import { MRAP909_POLICY_REFUSED } from '../../src/diagnostics/definitions/deployment';
import { type RawProperties } from '../../src/wire/property-readers';
import { MAX_DEPLOYMENT_DURATION, type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { assertNotSuperseded } from '../cloudformation/superseded';
import { type HandlerContext } from '../handler-context';
import { makeClientToken } from '../hash';
import { describeKnownOperation } from '../known-operation';
import { makeAdoptionClaimId, makeRequestMarker } from '../policy/marker';
import { makeOwnerOnlyPolicy } from '../policy/owner-only-policy';
import { isEmptyPolicy, readPolicy } from '../policy/read-policy';

/**
 * The first policy follows within this time after a creation has ended. Without the policy, an adopter could not see
 * the owner.
 */
const FIRST_POLICY_TIMEOUT = 10 * MINUTE;
/** The time that an adoption needs after it has waited for the first policy. */
const CLAIM_DURATION = 2 * MINUTE;
/** A refused policy can stay proposed. After this time, it does not delay the adoption. */
const PROPOSAL_TIMEOUT = 4 * MINUTE;
const ATTEMPT_INTERVAL = MINUTE;

export interface AccessPointAdoptionInput {
  readonly context: HandlerContext;
  readonly event: ResourceEvent;
  readonly name: string;
  readonly owner: string;
  /** When the request times out. */
  readonly deadline: number;
}

/**
 * One step of an adoption: puts the marker of the new owner into the policy, whose statements do not change. Returns
 * whether it is established. From then on, the former owner neither deletes the access point nor changes its policy.
 */
export async function advanceAdoptionClaim(
  adoption: AccessPointAdoptionInput, live: LiveAccessPoint,
): Promise<boolean> {
  const { context, event, name, owner } = adoption;
  const { clock } = context;
  const policy = await readPolicy(context, event, name);
  if (parsePolicyMarker(policy.established)?.owner === owner) return true;
  if (isEmptyPolicy(policy) && clock.now() < findFirstPolicyTime(adoption, live)) return false;
  const isPending = Boolean(policy.proposed) && policy.proposed !== policy.established;
  if (isPending && clock.now() < event.startedAt + PROPOSAL_TIMEOUT) return false;
  await putMarker(adoption, live, policy);
  return false;
}

/**
 * Returns when the first policy of an access point would exist. A creation can take longer than this adoption waits, so
 * the time counts from when this process first sees the access point ready.
 */
function findFirstPolicyTime({ context, event, deadline }: AccessPointAdoptionInput, live: LiveAccessPoint): number {
  const { clock, operations } = context;
  if (live.createdAt < event.startedAt - MAX_DEPLOYMENT_DURATION) return 0;
  const key = `${event.requestId}/ready`;
  const readyAt = Number(operations.get(key) ?? clock.now());
  operations.set(key, String(readyAt));
  return Math.min(readyAt + FIRST_POLICY_TIMEOUT, deadline - CLAIM_DURATION);
}

async function putMarker(
  { context, event, name, owner }: AccessPointAdoptionInput, live: LiveAccessPoint, policy: LivePolicy,
) {
  const { s3, clock, operations } = context;
  const attempt = Math.floor((clock.now() - event.startedAt) / ATTEMPT_INTERVAL);
  // The adoption has waited since its last check, and its rollback may have handed the access point back.
  await assertNotSuperseded(context, event, 0);
  const text = renderClaim(event, live, policy, owner, attempt);
  // The policy can change during an adoption. S3 refuses another text with the same client token.
  const clientToken = makeClientToken(`${event.requestId}/${text}`, attempt);
  const token = operations.get(clientToken) ?? await putPolicy(s3, event.accountId, name, text, clientToken);
  operations.set(clientToken, token);
  const operation = await describeKnownOperation(context, event.accountId, clientToken, token);
  if (operation?.outcome !== 'failed' || isRetryableCode(operation.code)) return;
  const cause = showOperationFailure(operation);
  throw new HandlerError([
    MRAP909_POLICY_REFUSED.create({ name, cause, advice: findAdviceOrDefault(operation.code) }),
  ]);
}

function renderClaim(
  event: ResourceEvent, live: LiveAccessPoint, { established }: LivePolicy, owner: string, attempt: number,
): string {
  const former = parsePolicyMarker(established);
  const isBlank = former?.isBlank ?? !established;
  const marker: PolicyMarker = {
    ...makeRequestMarker(event),
    attempt,
    owner,
    // An adoption that has only claimed the access point fails now. It may never leave, if CloudFormation has cancelled
    // it, and two adoptions at the same moment put their claims in turns.
    formers: former?.owner === undefined || former.claim !== undefined
      ? former?.formers ?? []
      : [former.owner, ...former.formers],
    claim: makeAdoptionClaimId(event),
    isWeak: established ? former?.isWeak ?? true : false,
    isBlank,
    isChanged: former?.isChanged ?? false,
    ...findForeignPolicyId(established),
  };
  const statements = established
    ? JSON.parse(established) as RawProperties
    : makeOwnerOnlyPolicy(event.accountId, live.alias);
  return renderPolicyWithMarker(statements, marker);
}
