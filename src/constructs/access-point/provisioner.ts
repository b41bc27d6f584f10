import { CfnDeletionPolicy, type CfnResource, type Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type PublicAccessBlockProperties } from '../../wire/access-point';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type ExistingAccessPointPolicy } from './existing-access-point-policy';
import { type ReplacementPolicy } from './replacement-policy';

/** An access point as declared, every default filled in. */
export interface AccessPointDeclaration {
  readonly name: string | undefined;
  readonly buckets: readonly UnderlyingBucket[];
  readonly block: PublicAccessBlockProperties;
  readonly existing: ExistingAccessPointPolicy;
  readonly replacement: ReplacementPolicy;
  readonly timeout: Duration | undefined;
}

/** An access point as it stands in the template. */
export interface ProvisionedAccessPoint {
  readonly name: string;
  readonly alias: string;
  readonly createdAt: string;
  /** Depends on every member, and everything else on it. */
  readonly resource: CfnResource;
  /** Puts the policy under `scope`; called once. */
  readonly addPolicy: (scope: Construct, policy: PolicyToAdd) => CfnResource;
}

export interface PolicyToAdd {
  readonly accessPointArn: string;
  /** The document, settled at synthesis. */
  readonly document: unknown;
}

/** What is retained needs what keeps it working, and what takes a place must free it: a replaced access point is always deleted. */
export function applyRemoval(resource: CfnResource, removalPolicy: RemovalPolicy): void {
  resource.applyRemovalPolicy(removalPolicy, { applyToUpdateReplacePolicy: false });
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.DELETE;
}

/** Members in an order that does not depend on how they were written: Region, then name; what is a token keeps its place at the end. */
export function inStableOrder(buckets: readonly UnderlyingBucket[], key: (bucket: UnderlyingBucket) => string | undefined): UnderlyingBucket[] {
  return [...buckets].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) return 0;
    if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
    return left < right ? -1 : 1;
  });
}
