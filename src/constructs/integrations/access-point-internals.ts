import * as iam from 'aws-cdk-lib/aws-iam';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { type GrantedMember } from '../access-point/grant-target';
import { type GrantedKey } from '../buckets/key-statements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';

/** What lies behind an access point, as far as it is known here: of an imported one its keys alone. */
export interface Behind {
  /** Takes statements for the policy of the access point; an imported one says where they belong. */
  readonly policy?: iam.IResourceWithPolicyV2;
  readonly buckets?: readonly UnderlyingBucket[];
  readonly keys: readonly GrantedKey[];
  readonly undelegated: readonly GrantedMember[];
}

interface AccessPointInternals {
  readonly _buckets?: readonly UnderlyingBucket[];
  readonly _keys?: readonly GrantedKey[];
  readonly _undelegatedMembers?: readonly GrantedMember[];
}

export function behind(accessPoint: IMultiRegionAccessPoint): Behind {
  const { _buckets: buckets, _keys: keys = [], _undelegatedMembers: undelegated = [] } = accessPoint as AccessPointInternals;
  return { policy: iam.ResourceWithPolicies.of(accessPoint), buckets, keys, undelegated };
}
