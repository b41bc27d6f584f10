import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { toTextUnlessToken } from '../validation/tokens';

/**
 * Makes the path of the replication roles that the library creates in a stack.
 *
 * The handlers of the stack may pass all roles with this path to S3, so their policy contains no reference to a role.
 */
export function makeReplicationRolePath(scope: IConstruct): string {
  const stack = Stack.of(scope);
  // The name of a nested stack is known after its deployment.
  const name = toTextUnlessToken(stack.stackName)
    ?? `${stack.node.id}-${createHash('sha256').update(stack.node.path).digest('hex').slice(0, 8)}`;
  return `/cdk-s3-mrap/${name}/`;
}

/** Makes the ARN of all replication roles that the library creates in a stack. */
export function makeReplicationRolesArn(scope: IConstruct): string {
  return `arn:aws:iam::${Stack.of(scope).account}:role${makeReplicationRolePath(scope)}*`;
}
