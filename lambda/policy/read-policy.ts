import { getPolicy, type LivePolicy } from '../../control/policies';
import { type S3Control } from '../../control/s3-control';

/**
 * Reads the policy, and reads it again if it is empty: a truncated response looks like an empty policy, and an
 * overwritten policy cannot be restored.
 */
export async function readPolicy(s3: S3Control, accountId: string, name: string): Promise<LivePolicy> {
  const first = await getPolicy(s3, accountId, name);
  return isEmptyPolicy(first) ? getPolicy(s3, accountId, name) : first;
}

export function isEmptyPolicy(policy: LivePolicy): boolean {
  return !policy.established && !policy.proposed;
}
