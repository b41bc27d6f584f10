import { Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/**
 * Returns whether a text has the same meaning in every template of an account.
 *
 * Such a text refers to no resource, so no deployment reads it from another Region. It may contain the account and the
 * partition as pseudo parameters.
 */
export function isStackIndependent(scope: IConstruct, text: string): boolean {
  if (!Token.isUnresolved(text)) return true;
  const resolved = JSON.stringify(Stack.of(scope).resolve(text)) as string | undefined;
  // CloudFormation generates the name.
  if (resolved === undefined) return false;
  const references = resolved.match(/"(?:Ref|Fn::(?!Join)[A-Za-z]+)":/g) ?? [];
  const pseudo = resolved.match(/\{"Ref":"AWS::(?:AccountId|Partition)"\}/g) ?? [];
  return references.length === pseudo.length;
}
