import { Token } from 'aws-cdk-lib/core';

/** The text as far as synthesis knows it: a token is checked by the handlers, with the same checks. */
export function resolvedOrUndefined(value: string | undefined): string | undefined {
  return value === undefined || Token.isUnresolved(value) ? undefined : value;
}
