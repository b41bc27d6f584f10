import { createHash } from 'node:crypto';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Construct } from 'constructs';
import { REPLACEMENT_NAME_SUFFIX_LENGTH } from '../../diagnostics/checks/provisioning';
import {
  type ProvisionedAccessPoint, type ProvisionedAccessPointProps, type ProvisionedPolicyProps, sortByRegion,
} from './provisioner';
import { ReplacementPolicy } from './replacement-policy';

/** Adds the access point to the template as a resource type of CloudFormation. */
export function provisionByCloudFormation(
  scope: Construct, props: ProvisionedAccessPointProps,
): ProvisionedAccessPoint {
  const { block, replacement } = props;
  const resource = new s3.CfnMultiRegionAccessPoint(scope, 'Resource', {
    // CloudFormation creates the new resource before it deletes the old one. With a fixed name, a replacement fails.
    name: replacement === ReplacementPolicy.ALLOW ? makeReplacementName(props) : props.name,
    regions: sortByRegion(props.buckets)
      .map((bucket) => ({ bucket: bucket.bucketName, bucketAccountId: bucket.account })),
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
    addPolicy: (parent: Construct, { document }: ProvisionedPolicyProps) =>
      new s3.CfnMultiRegionAccessPointPolicy(parent, 'Policy', { mrapName: resource.ref, policy: document }),
  };
}

/** Makes a name that changes with the buckets and the public access block, so that a replacement has another name. */
function makeReplacementName({ name, buckets, block }: ProvisionedAccessPointProps): string {
  const members = buckets.map((bucket) => `${bucket.bucketName} ${bucket.account ?? ''}`).sort();
  const hash = createHash('sha256').update(JSON.stringify([members, Object.values(block)])).digest('hex');
  return `${name}-${hash.slice(0, REPLACEMENT_NAME_SUFFIX_LENGTH - 1)}`;
}
