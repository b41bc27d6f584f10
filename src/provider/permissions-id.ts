import { createHash } from 'node:crypto';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';

/**
 * Makes the id of a policy from its content.
 *
 * If the content changes, CloudFormation creates a new policy before it calls the custom resources that need the new
 * permissions, and deletes the previous policy after they no longer need it.
 */
export function makePermissionsId(scope: Construct, statements: readonly iam.PolicyStatement[]): string {
  const stack = Stack.of(scope);
  const content = statements.map((statement) => JSON.stringify(stack.resolve(statement.toStatementJson()))).join('\n');
  return `Permissions${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}
