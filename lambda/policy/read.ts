import { getPolicy, type LivePolicy } from '../../control/policies';
import { type S3Control } from '../../control/s3-control';

/** The policy, asked for twice where there is none: an answer that was cut short looks the same, and what is overwritten cannot be brought back. */
export async function readPolicy(s3: S3Control, accountId: string, name: string): Promise<LivePolicy> {
  const first = await getPolicy(s3, accountId, name);
  return isEmptyPolicy(first) ? getPolicy(s3, accountId, name) : first;
}

export function isEmptyPolicy(policy: LivePolicy): boolean {
  return !policy.established && !policy.proposed;
}
