import { CfnDeletionPolicy, type CfnResource, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { checkMembers, checkRemoval, type DeclaredBucket } from '../../diagnostics/checks/members';
import { checkName, checkNaming, checkPartition } from '../../diagnostics/checks/names';
import { checkProvisioning } from '../../diagnostics/checks/provisioning';
import { MRAP764_UNNAMED_BUCKET_IN_ANOTHER_STACK } from '../../diagnostics/definitions/options';
import { type Finding } from '../../diagnostics/finding';
import { findPartition } from '../../facts/partitions';
import { regionRules } from '../../validation/context';
import { isStackIndependent } from '../../validation/stack-independence';
import { resolvedOrUndefined } from '../../validation/tokens';
import { bucketResource, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type MultiRegionAccessPointProps } from './multi-region-access-point-props';
import { ReplacementPolicy } from './replacement-policy';

/** Everything that can be said of a declaration when it is made. */
export function checkDeclaration(scope: Construct, props: MultiRegionAccessPointProps): Finding[] {
  const stack = Stack.of(scope);
  const name = resolvedOrUndefined(props.multiRegionAccessPointName);
  const region = resolvedOrUndefined(stack.region);
  const replacementAllowed = props.replacement === ReplacementPolicy.ALLOW;
  const members = props.buckets.map((bucket) => memberOf(bucket, stack.account));
  return [
    ...(region === undefined ? [] : checkPartition(findPartition(region))),
    ...(name === undefined ? [] : checkName(name)),
    ...checkNaming({ name: props.multiRegionAccessPointName, replacementAllowed }),
    ...checkMembers(members, regionRules(scope)),
    ...props.buckets.flatMap((bucket) => checkReachable(stack, bucket)),
    ...(props.delegation?._check() ?? []),
    ...checkProvisioning({
      native: props.provisioning?._native ?? false,
      replacementAllowed,
      name,
      named: props.multiRegionAccessPointName !== undefined,
      membersKnown: members.every((member) => member.bucket !== undefined),
      timeoutSeconds: props.timeout && (props.timeout.isUnresolved() ? Number.NaN : props.timeout.toSeconds({ integral: false })),
      customResourceOptions: [
        ...(props.timeout ? ['timeout'] : []),
        ...(props.existing ? ['existing'] : []),
      ],
    }),
  ];
}

/** A bucket as the checks see it: what is a token is unknown, and the own account is not worth a word. */
function memberOf(bucket: UnderlyingBucket, ownAccount: string): DeclaredBucket {
  const account = bucket.account === ownAccount ? undefined : resolvedOrUndefined(bucket.account);
  return { bucket: resolvedOrUndefined(bucket.bucketName), region: resolvedOrUndefined(bucket.region), ...(account === undefined ? {} : { account }) };
}

/** Row O14: nothing of this stack may have to be looked up in another Region. */
function checkReachable(stack: Stack, bucket: UnderlyingBucket): Finding[] {
  const { _construct: construct, region, bucketName } = bucket;
  const elsewhere = construct !== undefined && Stack.of(construct) !== stack && region !== stack.region;
  return elsewhere && !isStackIndependent(construct, bucketName)
    ? [MRAP764_UNNAMED_BUCKET_IN_ANOTHER_STACK.create({ bucket: construct.node.path, region: resolvedOrUndefined(region) ?? '(unknown)' })]
    : [];
}

/** Rows B10 and B12, when the tree is complete: removal policies are often applied late. */
export function checkMemberRemoval(scope: Construct, buckets: readonly UnderlyingBucket[], accessPoint: CfnResource): Finding[] {
  return buckets.filter((bucket) => bucket.account === undefined || bucket.account === Stack.of(scope).account).flatMap((bucket) => {
    const resource = bucket._construct && bucketResource(bucket._construct);
    return resource === undefined ? [] : checkRemoval({
      bucket: resolvedOrUndefined(bucket.bucketName) ?? resource.node.path,
      bucketDestroyed: isDestroyed(resource),
      accessPointRetained: !isDestroyed(accessPoint),
      accessPointDeletedFirst: true,
    });
  });
}

/** Without a word CloudFormation deletes. */
function isDestroyed(resource: CfnResource): boolean {
  return (resource.cfnOptions.deletionPolicy ?? CfnDeletionPolicy.DELETE) === CfnDeletionPolicy.DELETE;
}
