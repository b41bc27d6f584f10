import { CfnDeletionPolicy, type CfnResource, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { checkAdoptedAccessPointDeletion } from '../../diagnostics/checks/adoption';
import { checkRemovalPoliciesOfMembers } from '../../diagnostics/checks/member-removal';
import { checkMembers, type DeclaredBucket } from '../../diagnostics/checks/members';
import { checkAccessPointName, checkNameForReplacement, checkPartition } from '../../diagnostics/checks/names';
import { checkProvisioning } from '../../diagnostics/checks/provisioning';
import { MRAP764_UNNAMED_BUCKET_IN_ANOTHER_STACK } from '../../diagnostics/definitions/options';
import { type Finding } from '../../diagnostics/finding';
import { findPartition } from '../../facts/partitions';
import { readRegionRules } from '../../validation/context';
import { isStackIndependent } from '../../validation/stack-independence';
import { toTextUnlessToken } from '../../validation/tokens';
import { checkDelegationAccount } from '../buckets/delegation';
import {
  checkEncryptionKey, getBucketConstruct, isForeignBucket, readBucketConstructProperties, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import { checkManualFailover } from './manual-failover-policy';
import { type MultiRegionAccessPointProps } from './multi-region-access-point-props';
import { getProvisioner } from './provisioning';
import { ReplacementPolicy } from './replacement-policy';

/** Runs all checks of an access point that are possible at its declaration. */
export function checkAccessPointProps(scope: Construct, props: MultiRegionAccessPointProps): Finding[] {
  const stack = Stack.of(scope);
  const name = toTextUnlessToken(props.multiRegionAccessPointName);
  const region = toTextUnlessToken(stack.region);
  const replacementAllowed = props.replacement === ReplacementPolicy.ALLOW;
  const members = props.buckets.map((bucket) => describeMember(bucket, stack.account));
  return [
    ...(region === undefined ? [] : checkPartition(findPartition(region))),
    ...(name === undefined ? [] : checkAccessPointName(name)),
    ...checkNameForReplacement({ name: props.multiRegionAccessPointName, replacementAllowed }),
    ...checkMembers(members, readRegionRules(scope)),
    ...props.buckets.flatMap((bucket) => [...checkFixedName(stack, bucket), ...checkEncryptionKey(bucket)]),
    ...(props.delegation ? checkDelegationAccount(props.delegation) : []),
    ...checkManualFailover(props),
    ...checkProvisioning({
      native: props.provisioning !== undefined && getProvisioner(props.provisioning).native,
      region,
      replacementAllowed,
      name,
      named: props.multiRegionAccessPointName !== undefined,
      membersKnown: members.every((member) => member.bucket !== undefined),
      timeoutSeconds: convertTimeout(props.timeout),
      customResourceOptions: [
        ...(props.timeout ? ['timeout'] : []),
        ...(props.existing ? ['existing'] : []),
      ],
    }),
  ];
}

/** Returns the seconds, which may be a fraction, or `NaN` for a token. */
function convertTimeout(timeout: MultiRegionAccessPointProps['timeout']): number | undefined {
  return timeout && (timeout.isUnresolved() ? Number.NaN : timeout.toSeconds({ integral: false }));
}

/** Describes a bucket for the checks, without tokens. Messages mention the account only if it is another account. */
function describeMember(bucket: UnderlyingBucket, ownAccount: string): DeclaredBucket {
  const account = bucket.account === ownAccount ? undefined : toTextUnlessToken(bucket.account);
  return {
    bucket: toTextUnlessToken(bucket.bucketName),
    region: toTextUnlessToken(bucket.region),
    ...(account === undefined ? {} : { account }),
  };
}

/** Checks that the stack does not need to read the name of the bucket from another Region (MRAP764). */
function checkFixedName(stack: Stack, bucket: UnderlyingBucket): Finding[] {
  const { region, bucketName } = bucket;
  const construct = getBucketConstruct(bucket);
  const isElsewhere = construct !== undefined && Stack.of(construct) !== stack && region !== stack.region;
  if (!isElsewhere || isStackIndependent(construct, bucketName)) return [];
  return [MRAP764_UNNAMED_BUCKET_IN_ANOTHER_STACK.create({
    bucket: construct.node.path, region: toTextUnlessToken(region) ?? '(unknown)',
  })];
}

/** Checks the removal policies of the members. Runs on the complete tree, because they may be applied later. */
export function checkMemberRemoval(
  scope: Construct, buckets: readonly UnderlyingBucket[], accessPoint: CfnResource,
): Finding[] {
  return buckets.filter((bucket) => !isForeignBucket(scope, bucket)).flatMap((bucket) => {
    const { resource } = readBucketConstructProperties(bucket);
    return resource === undefined ? [] : checkRemovalPoliciesOfMembers({
      bucket: toTextUnlessToken(bucket.bucketName) ?? resource.node.path,
      bucketDestroyed: isDestroyed(resource),
      accessPointRetained: !isDestroyed(accessPoint),
      accessPointDeletedFirst: true,
    });
  });
}

/** Checks an access point that the deployment may adopt. Runs on the complete tree, like the other removal checks. */
export function checkAdoptionRemoval(buckets: readonly UnderlyingBucket[], accessPoint: CfnResource): Finding[] {
  const destroyedBuckets = buckets.flatMap((bucket) => {
    const { resource } = readBucketConstructProperties(bucket);
    const isKept = resource === undefined || !isDestroyed(resource);
    return isKept ? [] : [toTextUnlessToken(bucket.bucketName) ?? resource.node.path];
  });
  return checkAdoptedAccessPointDeletion({ accessPointDestroyed: isDestroyed(accessPoint), destroyedBuckets });
}

/** The default deletion policy of CloudFormation is Delete. */
function isDestroyed(resource: CfnResource): boolean {
  return (resource.cfnOptions.deletionPolicy ?? CfnDeletionPolicy.DELETE) === CfnDeletionPolicy.DELETE;
}
