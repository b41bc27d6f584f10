import { createHash } from 'node:crypto';
import { CfnOutput, CfnResource, Fn, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { MRAP794_BUCKET_WITHOUT_FIXED_NAME } from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import { isStackIndependent } from '../../validation/stack-independence';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-interface';
import { findAccessPointDeclaration } from '../access-point/access-point-internals';
import { createRegionalStack, findTopLevelStack } from '../buckets/support-stack';
import { getBucketConstruct, type UnderlyingBucket } from '../buckets/underlying-bucket';

/**
 * Creates the scope for the resources of a construct in one Region.
 *
 * In the home Region, the scope is a child of the construct. In another Region, the scope is an operations stack below
 * the construct, which deploys after the home stack. So an outage of one Region does not affect the deployment or the
 * use of resources in another Region.
 *
 * @param scope the construct
 * @param region the Region
 * @param infix the part of the stack name between the name of the home stack and the Region
 */
export function createRegionalScope(scope: Construct, region: string, infix: string): Construct {
  if (region === Stack.of(scope).region) return new Construct(scope, region);
  return createRegionalStack(scope, {
    region,
    infix,
    describe: (home) => `Operations resources for stack ${home} in ${region}. This stack deploys after ${home}, which `
      + 'does not depend on it.',
  });
}

/** A value that becomes known during the deployment, and its name in the outputs of its stack. */
export interface DeployedValue {
  readonly owner: IConstruct;
  readonly name: string;
  readonly value: string;
  /** A text that changes with the value. CloudFormation deploys a stack again only if its template changes. */
  readonly identity?: string;
}

/**
 * Makes a deployed value available to the template of another scope.
 *
 * CloudFormation copies the value from the stack outputs when it deploys that scope. Later, the scope does not depend
 * on the Region of the value.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
 */
export function importDeployedValue(scope: Construct, { owner, name, value, identity = '' }: DeployedValue): string {
  const home = Stack.of(owner);
  if (Stack.of(scope) === home || isStackIndependent(owner, value)) return value;
  const stack = findTopLevelStack(home);
  const hash = createHash('sha256').update(`${owner.node.addr} ${identity}`).digest('hex').slice(0, 8);
  const id = `Mrap${name}${hash}`;
  if (stack.node.tryFindChild(id) === undefined) new CfnOutput(stack, id, { value });
  // A dependency on one resource determines the order of the stacks, and is faster than a dependency on all resources.
  const resource = owner.node.findAll().find((node) => CfnResource.isCfnResource(node));
  if (resource) scope.node.addDependency(resource);
  return Fn.getStackOutput(stack.stackName, id, stack.region);
}

/** Describes the ARN of an access point for `importDeployedValue`. */
export function describeAccessPointArn(accessPoint: IMultiRegionAccessPoint): DeployedValue {
  const identity = findAccessPointDeclaration(accessPoint)?.identity;
  return { owner: accessPoint, name: 'Arn', value: accessPoint.multiRegionAccessPointArn, identity };
}

/** Finds buckets with generated names, which templates for other Regions cannot contain (MRAP794). */
export function checkForGeneratedBucketNames(buckets: readonly UnderlyingBucket[]): Finding[] {
  return buckets.flatMap((bucket) => {
    const construct = getBucketConstruct(bucket);
    if (construct === undefined || isStackIndependent(construct, bucket.bucketName)) return [];
    return [MRAP794_BUCKET_WITHOUT_FIXED_NAME.create({ bucket: construct.node.path, region: bucket.region })];
  });
}
