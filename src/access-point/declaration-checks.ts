import { CfnDeletionPolicy, type CfnResource, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { bucketResource, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { MRAP764 } from '../checks/diagnostics/options';
import { type Finding } from '../checks/finding';
import { checkMembers, checkRemoval, type Member } from '../checks/members';
import { checkName, checkNaming, checkPartition } from '../checks/names';
import { checkProvisioning } from '../checks/provisioning';
import { partitionOfRegion } from '../facts/partitions';
import { regionRules } from '../synth/context';
import { isPortable } from '../synth/portable';
import { known } from '../synth/tokens';
import { type MultiRegionAccessPointProps } from './multi-region-access-point-props';
import { ReplacementPolicy } from './replacement-policy';

/** Everything that can be said of a declaration when it is made. */
export function checkDeclaration(scope: Construct, props: MultiRegionAccessPointProps): Finding[] {
  const stack = Stack.of(scope);
  const name = known(props.multiRegionAccessPointName);
  const region = known(stack.region);
  const replacementAllowed = props.replacement === ReplacementPolicy.ALLOW;
  const members = props.buckets.map((bucket) => memberOf(bucket, stack.account));
  return [
    ...(region === undefined ? [] : checkPartition(partitionOfRegion(region))),
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
function memberOf(bucket: UnderlyingBucket, ownAccount: string): Member {
  const account = bucket.account === ownAccount ? undefined : known(bucket.account);
  return { bucket: known(bucket.bucketName), region: known(bucket.region), ...(account === undefined ? {} : { account }) };
}

/** Row O14: nothing of this stack may have to be looked up in another Region. */
function checkReachable(stack: Stack, bucket: UnderlyingBucket): Finding[] {
  const { _construct: construct, region, bucketName } = bucket;
  const elsewhere = construct !== undefined && Stack.of(construct) !== stack && region !== stack.region;
  return elsewhere && !isPortable(construct, bucketName)
    ? [MRAP764.find({ bucket: construct.node.path, region: known(region) ?? '(unknown)' })]
    : [];
}

/** Rows B10 and B12, when the tree is complete: removal policies are often applied late. */
export function checkMemberRemoval(scope: Construct, buckets: readonly UnderlyingBucket[], accessPoint: CfnResource): Finding[] {
  return buckets.filter((bucket) => bucket.account === undefined || bucket.account === Stack.of(scope).account).flatMap((bucket) => {
    const resource = bucket._construct && bucketResource(bucket._construct);
    return resource === undefined ? [] : checkRemoval({
      bucket: known(bucket.bucketName) ?? resource.node.path,
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
