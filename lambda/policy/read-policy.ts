import { MINUTE } from '../../control/clock';
import { toFailure } from '../../control/failure';
import { IncompleteResponseError } from '../../control/incomplete-response';
import { getPolicy, type LivePolicy } from '../../control/policies';
import { type ResourceEvent } from '../cloudformation/event';
import { type HandlerContext } from '../handler-context';

/** After this time, S3 is assumed to write an empty policy without the element. */
const INCOMPLETE_RESPONSE_TIMEOUT = 3 * MINUTE;

/**
 * Reads the policy, and reads it again if it is empty. A truncated response looks like an empty policy, but an
 * overwritten policy cannot be restored, and without a policy the alias alone permits a deletion. A response that lacks
 * the element is therefore a transient failure for some minutes, so that the caller repeats it.
 */
export async function readPolicy(context: HandlerContext, event: ResourceEvent, name: string): Promise<LivePolicy> {
  const policy = await readPossiblyIncompletePolicy(context, event, name);
  const isTooEarly = context.clock.now() < event.startedAt + INCOMPLETE_RESPONSE_TIMEOUT;
  if (policy.isIncomplete && isTooEarly) throw new IncompleteResponseError('GetMultiRegionAccessPointPolicy', 'policy');
  return policy;
}

/** The same for a creation, which most often puts the first policy and must not wait. */
export async function readPossiblyIncompletePolicy(
  { s3 }: HandlerContext, { accountId }: ResourceEvent, name: string,
): Promise<LivePolicy> {
  const first = await getPolicy(s3, accountId, name);
  return isEmptyPolicy(first) ? getPolicy(s3, accountId, name) : first;
}

export function isEmptyPolicy(policy: LivePolicy): boolean {
  return !policy.established && !policy.proposed;
}

/** Reads the policy like `readPolicy`. The policy of a deleted access point is empty. */
export async function tryReadPolicy(context: HandlerContext, event: ResourceEvent, name: string): Promise<LivePolicy> {
  try {
    return await readPolicy(context, event, name);
  } catch (error) {
    if (toFailure(error).kind === 'absent') return {};
    throw error;
  }
}
