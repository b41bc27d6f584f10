import { CONTROL_PLANE_REGION } from '../src/facts/control-plane';
import { type AwsCalls } from './aws';
import { toFailure } from './failure';
import { IncompleteResponseError } from './incomplete-response';
import { type S3Control } from './s3-control';

const { region: REGION } = CONTROL_PLANE_REGION;

/** The policy of an access point. S3 can have an established policy, a proposed one, both or none. */
export interface LivePolicy {
  /** In effect in every Region. */
  readonly established?: string;
  /** The policy that was put last. It is not in effect everywhere while it differs from the established one. */
  readonly proposed?: string;
  /** Whether the response lacked the element of the policies, as a truncated response does. */
  readonly isIncomplete?: boolean;
}

export async function getPolicy(s3: S3Control, accountId: string, name: string): Promise<LivePolicy> {
  try {
    const { Policy: policy } = await s3.call(REGION, 'GetMultiRegionAccessPointPolicy', {
      AccountId: accountId,
      Name: name,
    });
    if (policy === undefined) return { isIncomplete: true };
    return { established: policy.Established?.Policy, proposed: policy.Proposed?.Policy };
  } catch (error) {
    // An assumption (docs/assumptions.md): S3 returns an empty policy or this code for an access point without a
    // policy.
    if (toFailure(error).code === 'NoSuchMultiRegionAccessPointPolicy') return {};
    throw error;
  }
}

/** Returns whether the established policy of an access point allows public access, or undefined if S3 omits it. */
export async function getPolicyStatus(aws: AwsCalls, accountId: string, name: string): Promise<boolean | undefined> {
  const { Established: established } = await aws.call(REGION, 'GetMultiRegionAccessPointPolicyStatus', {
    AccountId: accountId,
    Name: name,
  });
  return established?.IsPublic;
}

/** Puts a policy and returns the token ARN of the operation. */
export async function putPolicy(
  s3: S3Control, accountId: string, name: string, policy: string, clientToken: string,
): Promise<string> {
  const { RequestTokenARN } = await s3.call(REGION, 'PutMultiRegionAccessPointPolicy', {
    AccountId: accountId,
    ClientToken: clientToken,
    Details: { Name: name, Policy: policy },
  });
  if (!RequestTokenARN) throw new IncompleteResponseError('PutMultiRegionAccessPointPolicy', 'token');
  return RequestTokenARN;
}
