import { type CfnResource, CustomResource, Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { makeAccessPointPermissions } from '../../provider/handler-permissions';
import { findOrCreateStackProvider } from '../../provider/multi-region-access-point-handlers';
import { readRegionRules } from '../../validation/context';
import { DEFAULT_HANDLER_TIMEOUT_SECONDS } from '../../wire/access-point';
import { ACCESS_POINT_TYPE, POLICY_TYPE } from '../../wire/resource-types';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import {
  type ProvisionedAccessPoint, type ProvisionedAccessPointProps, type ProvisionedPolicyProps, sortByRegion,
} from './provisioner';

/** CloudFormation waits longer than the handler, so that the handler can return its error message. */
const SERVICE_TIMEOUT_MARGIN = Duration.minutes(5);

/** Adds the access point to the template as a custom resource. */
export function provisionByCustomResource(
  scope: Construct, props: ProvisionedAccessPointProps,
): ProvisionedAccessPoint {
  const { additionalRegions = [] } = readRegionRules(scope);
  const timeout = props.timeout ?? Duration.seconds(DEFAULT_HANDLER_TIMEOUT_SECONDS);
  const settings = {
    serviceTimeout: timeout.plus(SERVICE_TIMEOUT_MARGIN),
    ...(props.timeout && { properties: { TimeoutSeconds: timeout.toSeconds() } }),
  };
  const provider = findOrCreateStackProvider(scope).findOrCreate();

  const resource = new CustomResource(scope, 'Resource', {
    ...settings,
    serviceToken: provider.serviceToken,
    resourceType: ACCESS_POINT_TYPE,
    properties: {
      ...settings.properties,
      Name: props.name,
      Buckets: renderBuckets(props.buckets),
      PublicAccessBlock: props.block,
      Existing: props.existing,
      Replacement: props.replacement,
      ...(additionalRegions.length > 0 && { AdditionalRegions: [...additionalRegions].sort() }),
    },
  });
  provider.allow(scope, [resource], makeAccessPointPermissions(scope));

  const [name, alias] = [resource.getAttString('Name'), resource.getAttString('Alias')];
  return {
    name,
    alias,
    createdAt: resource.getAttString('CreatedAt'),
    resource: resource.node.defaultChild as CfnResource,
    addPolicy: (parent, policy) => addPolicy(parent, policy),
  };

  function addPolicy(parent: Construct, { document }: ProvisionedPolicyProps) {
    const policy = new CustomResource(parent, 'Policy', {
      ...settings,
      serviceToken: provider.serviceToken,
      resourceType: POLICY_TYPE,
      properties: {
        ...settings.properties,
        Name: name,
        Alias: alias,
        Policy: document,
        Origin: resource.getAttString('Origin'),
        Owner: resource.getAttString('Owner'),
      },
    });
    provider.allow(parent, [policy], makeAccessPointPermissions(scope));
    return policy.node.defaultChild as CfnResource;
  }
}

function renderBuckets(buckets: readonly UnderlyingBucket[]) {
  return sortByRegion(buckets).map((bucket) => ({
    Bucket: bucket.bucketName,
    Region: bucket.region,
    AccountId: bucket.account,
  }));
}
