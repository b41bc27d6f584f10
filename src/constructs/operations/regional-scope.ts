import { createHash } from 'node:crypto';
import { CfnOutput, CfnResource, Fn, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { MRAP794_BUCKET_WITHOUT_FIXED_NAME } from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import { isStackIndependent } from '../../validation/stack-independence';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { stackBeside, topLevelStack } from '../buckets/support-stack';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';

/**
 * The place for what a construct has in one Region: itself at home; elsewhere a place of that name in a stack of that Region, which deploys
 * after the home stack, so that neither of the two Regions is needed to deploy or to use what is in the other one.
 */
export function placeIn(scope: Construct, region: string, name: string): Construct {
  if (region === Stack.of(scope).region) return new Construct(scope, region);
  const stack = stackBeside(scope, {
    infix: 'mrap-operations',
    region,
    describe: (home) => `What operates stack ${home} from ${region}; it deploys after that stack, which needs nothing of it.`,
  });
  return new Construct(stack, name);
}

/** What a construct has that only its deployment makes known: the text, and what it is called among the outputs of its stack. */
export interface DeployedValue {
  readonly owner: IConstruct;
  readonly name: string;
  readonly value: string;
  /** Something else where the value will be another one: a stack is deployed again only when its template changes. */
  readonly identity?: string;
}

/**
 * The value in the template of another place: CloudFormation copies it from the outputs of its stack when it deploys that place, and nothing
 * reads it there later.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
 */
export function valueIn(place: Construct, { owner, name, value, identity = '' }: DeployedValue): string {
  const home = Stack.of(owner);
  if (Stack.of(place) === home || isStackIndependent(owner, value)) return value;
  const stack = topLevelStack(home);
  const id = `Mrap${name}${createHash('sha256').update(`${owner.node.addr} ${identity}`).digest('hex').slice(0, 8)}`;
  if (stack.node.tryFindChild(id) === undefined) new CfnOutput(stack, id, { value });
  // One resource is enough for the order of the stacks, and keeps synthesis short.
  const resource = owner.node.findAll().find((node) => CfnResource.isCfnResource(node));
  if (resource) place.node.addDependency(resource);
  return Fn.getStackOutput(stack.stackName, id, stack.region);
}

/** The ARN of an access point. */
export function arnOf(accessPoint: IMultiRegionAccessPoint): DeployedValue {
  const { _identity: identity }: { readonly _identity?: string } = accessPoint as object;
  return { owner: accessPoint, name: 'Arn', value: accessPoint.multiRegionAccessPointArn, identity };
}

/** Finds buckets whose names the templates of other Regions cannot hold. */
export function checkBucketNames(buckets: readonly UnderlyingBucket[]): Finding[] {
  return buckets.flatMap(({ bucketName, region, _construct: bucket }) =>
    (bucket === undefined || isStackIndependent(bucket, bucketName) ? [] : [MRAP794_BUCKET_WITHOUT_FIXED_NAME.create({ bucket: bucket.node.path, region })]));
}
