import { Token } from 'aws-cdk-lib/core';

/** The value of a context lookup before the CDK CLI has looked it up. The application is then synthesized again. */
const LOOKUP_PLACEHOLDER = /^dummy-value-for-/;
/** An element of a list whose length is a token. */
const LIST_TOKEN = /^#\{Token\[.*\]\}$/;

/** Returns a text, or undefined for a token. The handlers check the values of tokens with the same checks. */
export function toTextUnlessToken(value: string | undefined): string | undefined {
  if (value === undefined || Token.isUnresolved(value)) return undefined;
  return LOOKUP_PLACEHOLDER.test(value) || LIST_TOKEN.test(value) ? undefined : value;
}
