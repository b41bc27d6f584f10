import { type AccessPointState } from '../scenario/state';
import { BLOCK_ALL } from './buckets';
import { ONLY_OWN_ACCOUNT } from './statements';

export interface AccessPointOptions {
  /** The Region of each bucket, by its name. */
  readonly members: Readonly<Record<string, string>>;
  readonly activeRegions: readonly string[];
  /** Default: the policy that allows only the account of the access point. */
  readonly policy?: readonly object[];
}

/** An access point in the state READY. */
export function accessPoint({ members, activeRegions, policy }: AccessPointOptions): AccessPointState {
  return {
    status: 'READY',
    members: Object.entries(members).map(([bucket, region]) => `${region} ${bucket}`),
    publicAccessBlock: BLOCK_ALL,
    policy: policy ?? ONLY_OWN_ACCOUNT,
    activeRegions,
  };
}
