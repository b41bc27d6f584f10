import type * as iam from 'aws-cdk-lib/aws-iam';
import { type IConstruct } from 'constructs';
import { type GrantedKey } from '../buckets/key-statements';

/** A member as far as grants need it. */
export interface GrantedMember {
  readonly bucketArn: string;
}

/** An access point as far as grants need it: its own ARN, its policy, and what lies behind it. */
export interface GrantTarget extends IConstruct, iam.IResourceWithPolicyV2 {
  readonly multiRegionAccessPointArn: string;
  /** @internal */
  readonly _keys: readonly GrantedKey[];
  /**
   * Members whose policies do not leave the decision to the access point.
   *
   * @internal
   */
  readonly _undelegatedMembers: readonly GrantedMember[];
}
