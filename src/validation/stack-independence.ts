import { Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/**
 * Returns whether a text has the same meaning in every template of an account.
 *
 * Such a text refers to no resource, so no deployment reads it from another Region. It may contain the account and the
 * partition as pseudo parameters.
 */
export function isStackIndependent(scope: IConstruct, text: string): boolean {
  return hasOnlyReferences(scope, text, /\{"Ref":"AWS::(?:AccountId|Partition)"\}/g);
}

/** Returns whether a text refers to no resource and no parameter. It may contain all pseudo parameters. */
export function hasOnlyPseudoParameters(scope: IConstruct, text: string): boolean {
  return hasOnlyReferences(scope, text, /\{"Ref":"AWS::[A-Za-z]+"\}/g);
}

function hasOnlyReferences(scope: IConstruct, text: string, allowed: RegExp): boolean {
  if (!Token.isUnresolved(text)) return true;
  const resolved = JSON.stringify(Stack.of(scope).resolve(text)) as string | undefined;
  // CloudFormation generates the name.
  if (resolved === undefined) return false;
  const references = resolved.match(/"(?:Ref|Fn::(?!Join)[A-Za-z]+)":/g) ?? [];
  return references.length === (resolved.match(allowed) ?? []).length;
}
