import type * as iam from 'aws-cdk-lib/aws-iam';
import { type IConstruct } from 'constructs';

/** A member as far as grants need it. */
export interface GrantedMember {
  readonly bucketArn: string;
}

/** A key that objects behind the access point are encrypted with. */
export interface GrantedKey {
  /** Key ARN or alias ARN. */
  readonly arn: string;
  /** The Region of the member, where it is known. */
  readonly region?: string;
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
