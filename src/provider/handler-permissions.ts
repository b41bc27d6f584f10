import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { CONTROL_PLANE_REGION } from '../facts/control-plane';
import { hasOnlyPseudoParameters } from '../validation/stack-independence';

/** A permission of the handlers on one resource. */
export interface HandlerPermission {
  readonly actions: readonly string[];
  readonly resource: string;
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** S3 requires this permission for every operation on access points. The action supports no resource. */
const LIST_BUCKETS: HandlerPermission = { actions: ['s3:ListAllMyBuckets'], resource: '*' };

/** Makes the statement that S3 requires for every operation on access points. */
export function makeListBucketsStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [...LIST_BUCKETS.actions], resources: [LIST_BUCKETS.resource] });
}

/** Makes the permission to read the state of the own stack. */
function makeStackPermission(scope: IConstruct): HandlerPermission {
  return {
    actions: [
      'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks', 'cloudformation:ListStackResources',
    ],
    // An event does not contain whether an update is a rollback. The status of the stack does.
    resource: Stack.of(scope).stackId,
  };
}

/** Makes the permissions for access points and their policies. */
export function makeAccessPointPermissions(scope: IConstruct): HandlerPermission[] {
  const { account } = Stack.of(scope);
  return [
    {
      actions: [
        's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint',
        // A retained access point has a policy. An access point whose creation was cancelled may have none.
        's3:GetMultiRegionAccessPointPolicy',
        // An adoption writes its owner into the policy before CloudFormation knows the alias.
        's3:PutMultiRegionAccessPointPolicy',
      ],
      // The ARN contains the alias, which is unknown before S3 creates the access point. The ARNs of Regional access
      // points contain a Region and do not match.
      resource: `arn:aws:s3::${account}:accesspoint/*`,
    },
    {
      actions: ['s3:DescribeMultiRegionAccessPointOperation'],
      // S3 returns the token of an operation after the operation has started.
      resource: `arn:aws:s3:${CONTROL_PLANE_REGION.region}:${account}:async-request/mrap/*`,
    },
    makeStackPermission(scope),
    LIST_BUCKETS,
  ];
}

/** Makes the permissions for the routes of an access point. */
export function makeRoutesPermissions(
  scope: IConstruct, { accessPointArn, actions }: { accessPointArn: string; actions: readonly string[] },
): HandlerPermission[] {
  // The ARN of a declared access point refers to its resource. A policy of all access points with such references is
  // cyclic as soon as one access point depends on another.
  const anyAccessPoint = `arn:aws:s3::${Stack.of(scope).account}:accesspoint/*`;
  const resource = hasOnlyPseudoParameters(scope, accessPointArn) ? accessPointArn : anyAccessPoint;
  return [{ actions, resource }, LIST_BUCKETS];
}

/** Makes the permissions for the replication rules of source buckets under a role. */
export function makeReplicationPermissions(
  scope: IConstruct, { sourceArns, roleArn }: { sourceArns: readonly string[]; roleArn: string },
): HandlerPermission[] {
  return [
    ...sourceArns.map((resource) => ({
      actions: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'], resource,
    })),
    {
      actions: ['iam:PassRole'],
      resource: roleArn,
      conditions: { StringEquals: { 'iam:PassedToService': 's3.amazonaws.com' } },
    },
    makeStackPermission(scope),
  ];
}
