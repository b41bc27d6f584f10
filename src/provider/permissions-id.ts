import { createHash } from 'node:crypto';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';

/**
 * The id of a policy follows its content: another content is another policy, attached before the custom resources that need it are called, and
 * the former one stays until they no longer do.
 */
export function permissionsId(scope: Construct, statements: readonly iam.PolicyStatement[]): string {
  const content = statements.map((statement) => JSON.stringify(Stack.of(scope).resolve(statement.toStatementJson()))).join('\n');
  return `Permissions${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}
