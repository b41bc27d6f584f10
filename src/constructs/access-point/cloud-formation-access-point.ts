import { createHash } from 'node:crypto';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { SUCCESSOR_SUFFIX_LENGTH } from '../../diagnostics/checks/provisioning';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type AccessPointDeclaration, inStableOrder, type PolicyToAdd, type ProvisionedAccessPoint } from './provisioner';
import { ReplacementPolicy } from './replacement-policy';

/** Writes the access point as CloudFormation's own type. */
export function provisionByCloudFormation(scope: Construct, declaration: AccessPointDeclaration): ProvisionedAccessPoint {
  const { block, replacement } = declaration;
  const buckets = inStableOrder(declaration.buckets, (bucket) => resolvedOrUndefined(bucket.region));
  const resource = new s3.CfnMultiRegionAccessPoint(scope, 'Resource', {
    // CloudFormation creates before it deletes: under a fixed name a replacement collides with what it would replace, and fails.
    name: replacement === ReplacementPolicy.ALLOW ? nameOfThisSet(declaration) : declaration.name,
    regions: buckets.map((bucket) => ({ bucket: bucket.bucketName, bucketAccountId: bucket.account })),
    publicAccessBlockConfiguration: {
      blockPublicAcls: block.BlockPublicAcls,
      ignorePublicAcls: block.IgnorePublicAcls,
      blockPublicPolicy: block.BlockPublicPolicy,
      restrictPublicBuckets: block.RestrictPublicBuckets,
    },
  });
  return {
    name: resource.ref,
    alias: resource.attrAlias,
    createdAt: resource.attrCreatedAt,
    resource,
    addPolicy: (parent: Construct, { document }: PolicyToAdd) =>
      new s3.CfnMultiRegionAccessPointPolicy(parent, 'Policy', { mrapName: resource.ref, policy: document }),
  };
}

/** Another set of buckets, another block, another name: then a replacement does not collide. */
function nameOfThisSet({ name, buckets, block }: AccessPointDeclaration): string {
  const members = buckets.map((bucket) => `${bucket.bucketName} ${bucket.account ?? ''}`).sort();
  const hash = createHash('sha256').update(JSON.stringify([members, Object.values(block)])).digest('hex');
  return `${name}-${hash.slice(0, SUCCESSOR_SUFFIX_LENGTH - 1)}`;
}
