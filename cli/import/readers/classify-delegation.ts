import { policyDelegatesToAccessPoint } from '../../../control/drill/delegation';
import { type BucketDelegation } from '../imported-state';

/** An access point of the account that does not exist, because the alias of an access point has letters and digits. */
const ANY_ALIAS = '-.mrap';

/** Determines which access points of the account the policy of a bucket delegates to. */
export function classifyDelegation(policy: unknown, account: string, arn: string): BucketDelegation {
  const any = `arn:aws:s3::${account}:accesspoint/${ANY_ALIAS}`;
  const delegatesTo = (target: string) => policyDelegatesToAccessPoint(policy, { account, arn: target, alias: '' });
  if (delegatesTo(any)) return 'account';
  return delegatesTo(arn) ? 'access point' : 'none';
}
