import { CONTROL_PLANE_REGION } from '../src/facts/control-plane';
import { toFailure } from './failure';
import { IncompleteAnswer } from './incomplete-answer';
import { type S3Control } from './s3-control';

const { region: REGION } = CONTROL_PLANE_REGION;

/** The policy of an access point; a text is undefined where S3 has none. */
export interface LivePolicy {
  /** In force in every Region. */
  readonly established?: string;
  /** Put last, and not yet in force everywhere while it differs from the established one. */
  readonly proposed?: string;
}

export async function getPolicy(s3: S3Control, accountId: string, name: string): Promise<LivePolicy> {
  try {
    const { Policy: policy } = await s3.call(REGION, 'GetMultiRegionAccessPointPolicy', { AccountId: accountId, Name: name });
    return { established: policy?.Established?.Policy, proposed: policy?.Proposed?.Policy };
  } catch (error) {
    // That an access point without a policy is answered like this is likely, not proven.
    if (toFailure(error).code === 'NoSuchMultiRegionAccessPointPolicy') return {};
    throw error;
  }
}

export async function putPolicy(s3: S3Control, accountId: string, name: string, policy: string, clientToken: string): Promise<string> {
  const { RequestTokenARN } = await s3.call(REGION, 'PutMultiRegionAccessPointPolicy', {
    AccountId: accountId,
    ClientToken: clientToken,
    Details: { Name: name, Policy: policy },
  });
  if (!RequestTokenARN) throw new IncompleteAnswer('PutMultiRegionAccessPointPolicy', 'token');
  return RequestTokenARN;
}
