import { CfnDeletionPolicy, type CfnResource, type Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { assertParameters, REMOVAL_POLICY_PROPERTY_KIND } from '../../validation/assert-properties';
import { toTextUnlessToken } from '../../validation/tokens';
import { type PublicAccessBlockProperties } from '../../wire/access-point';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type ExistingAccessPointPolicy } from './existing-access-point-policy';
import { type ReplacementPolicy } from './replacement-policy';

/** The properties of an access point with all defaults. */
export interface ProvisionedAccessPointProps {
  readonly name: string | undefined;
  readonly buckets: readonly UnderlyingBucket[];
  readonly block: PublicAccessBlockProperties;
  readonly existing: ExistingAccessPointPolicy;
  readonly replacement: ReplacementPolicy;
  readonly timeout: Duration | undefined;
}

/** An access point in the template. */
export interface ProvisionedAccessPoint {
  readonly name: string;
  readonly alias: string;
  readonly createdAt: string;
  /** Depends on every member. All other resources of the access point depend on it. */
  readonly resource: CfnResource;
  /** Adds the policy below `scope`. May be called once. */
  readonly addPolicy: (scope: Construct, policy: ProvisionedPolicyProps) => CfnResource;
}

export interface ProvisionedPolicyProps {
  readonly accessPointArn: string;
  /** The policy document, as a token that resolves at synthesis. */
  readonly document: unknown;
}

/** Adds an access point to a template. */
export interface Provisioner {
  /** Whether it uses the resource type of CloudFormation. */
  readonly native: boolean;
  readonly provision: (scope: Construct, props: ProvisionedAccessPointProps) => ProvisionedAccessPoint;
}

/**
 * Applies a removal policy to a resource of an access point.
 *
 * The policy does not apply to replacements: after a replacement, CloudFormation always deletes the old resource.
 */
export function applyRemovalPolicyToResource(resource: CfnResource, removalPolicy: RemovalPolicy): void {
  assertParameters('applyRemovalPolicy', { removalPolicy }, { removalPolicy: REMOVAL_POLICY_PROPERTY_KIND });
  resource.applyRemovalPolicy(removalPolicy, { applyToUpdateReplacePolicy: false });
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
}

/** Sorts members by Region, so that the template does not depend on their order. Tokens are last, in given order. */
export function sortByRegion(buckets: readonly UnderlyingBucket[]): UnderlyingBucket[] {
  return [...buckets].sort((a, b) => {
    const [left, right] = [toTextUnlessToken(a.region), toTextUnlessToken(b.region)];
    if (left === right) return 0;
    if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
    return left < right ? -1 : 1;
  });
}
