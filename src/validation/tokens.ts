import { Token } from 'aws-cdk-lib/core';

/** Returns a text, or undefined for a token. The handlers check the values of tokens with the same checks. */
export function resolvedOrUndefined(value: string | undefined): string | undefined {
  return value === undefined || Token.isUnresolved(value) ? undefined : value;
}
