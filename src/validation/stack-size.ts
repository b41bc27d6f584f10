import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { MRAP221_TOO_MANY_RESOURCES } from '../diagnostics/definitions/environments';
import { type Finding } from '../diagnostics/finding';
import { SERVICE_LIMITS } from '../facts/limits';
import { ACCESS_POINT_TYPE } from '../wire/resource-types';

const ACCESS_POINT_TYPES: readonly string[] = [ACCESS_POINT_TYPE, 'AWS::S3::MultiRegionAccessPoint'];

/** Checks that CloudFormation accepts the number of resources of a stack (MRAP221). Runs on the complete tree. */
export function checkStackSize(stack: Stack): Finding[] {
  const limit = SERVICE_LIMITS.STACK_RESOURCES.value;
  const resources = stack.node.findAll().filter((node): node is CfnResource =>
    CfnResource.isCfnResource(node) && Stack.of(node) === stack);
  if (resources.length <= limit) return [];
  const accessPoints = resources.filter(({ cfnResourceType: type }) => ACCESS_POINT_TYPES.includes(type)).length;
  return [MRAP221_TOO_MANY_RESOURCES.create({
    stack: stack.node.path, resources: resources.length, accessPoints, limit,
  })];
}
