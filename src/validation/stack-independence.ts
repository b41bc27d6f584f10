import { Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/**
 * Whether a text means the same in every template of an account: no reference to a resource, which another Region would have to be asked for.
 * The account and the partition may be left to CloudFormation.
 */
export function isStackIndependent(scope: IConstruct, text: string): boolean {
  if (!Token.isUnresolved(text)) return true;
  const resolved = JSON.stringify(Stack.of(scope).resolve(text)) as string | undefined;
  // A name that CloudFormation will generate.
  if (resolved === undefined) return false;
  const references = resolved.match(/"(?:Ref|Fn::(?!Join)[A-Za-z]+)":/g) ?? [];
  const pseudo = resolved.match(/\{"Ref":"AWS::(?:AccountId|Partition)"\}/g) ?? [];
  return references.length === pseudo.length;
}
