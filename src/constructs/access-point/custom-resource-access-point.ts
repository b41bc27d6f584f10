import * as iam from 'aws-cdk-lib/aws-iam';
import { type CfnResource, CustomResource, Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { MultiRegionAccessPointHandlers } from '../../provider/multi-region-access-point-handlers';
import { permissionsId } from '../../provider/permissions-id';
import { regionRules } from '../../validation/context';
import { resolvedOrUndefined } from '../../validation/tokens';
import { DEFAULT_TIMEOUT_SECONDS } from '../../wire/access-point';
import { ACCESS_POINT_TYPE, POLICY_TYPE } from '../../wire/resource-types';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { ExistingAccessPointPolicy } from './existing-access-point-policy';
import { type AccessPointDeclaration, inStableOrder, type PolicyToAdd, type ProvisionedAccessPoint } from './provisioner';

/** What CloudFormation waits beyond our own time-out, so that ours is the one that speaks. */
const MARGIN = Duration.minutes(5);

/** Writes the access point as a custom resource of ours. */
export function provisionByCustomResource(scope: Construct, declaration: AccessPointDeclaration): ProvisionedAccessPoint {
  const { additionalRegions = [] } = regionRules(scope);
  const timeout = declaration.timeout ?? Duration.seconds(DEFAULT_TIMEOUT_SECONDS);
  const settings = {
    serviceTimeout: timeout.plus(MARGIN),
    ...(declaration.timeout && { properties: { TimeoutSeconds: timeout.toSeconds() } }),
  };
  const provider = MultiRegionAccessPointHandlers.of(scope)._asynchronous();

  const resource = new CustomResource(scope, 'Resource', {
    ...settings,
    serviceToken: provider.serviceToken,
    resourceType: ACCESS_POINT_TYPE,
    properties: {
      ...settings.properties,
      Name: declaration.name,
      Buckets: renderBuckets(declaration.buckets),
      PublicAccessBlock: declaration.block,
      Existing: declaration.existing,
      Replacement: declaration.replacement,
      ...(additionalRegions.length > 0 && { AdditionalRegions: [...additionalRegions].sort() }),
    },
  });

  const [name, alias] = [resource.getAttString('Name'), resource.getAttString('Alias')];
  return {
    name,
    alias,
    createdAt: resource.getAttString('CreatedAt'),
    resource: resource.node.defaultChild as CfnResource,
    addPolicy: (parent, policy) => addPolicy(parent, policy),
  };

  function addPolicy(parent: Construct, { accessPointArn, document }: PolicyToAdd) {
    const statement = new iam.PolicyStatement({
      actions: ['s3:PutMultiRegionAccessPointPolicy'],
      resources: [accessPointArn],
    });
    const permissions = provider.allow(parent, permissionsId(parent, [statement]), [statement]);
    const policy = new CustomResource(parent, 'Policy', {
      ...settings,
      serviceToken: provider.serviceToken,
      resourceType: POLICY_TYPE,
      properties: {
        ...settings.properties,
        Name: name,
        Alias: alias,
        Policy: document,
        ...(declaration.existing === ExistingAccessPointPolicy.ADOPT && { Origin: resource.getAttString('Origin') }),
      },
    });
    policy.node.addDependency(permissions);
    return policy.node.defaultChild as CfnResource;
  }
}

function renderBuckets(buckets: readonly UnderlyingBucket[]) {
  return inStableOrder(buckets, (bucket) => resolvedOrUndefined(bucket.region)).map((bucket) => ({
    Bucket: bucket.bucketName,
    Region: bucket.region,
    AccountId: bucket.account,
  }));
}
