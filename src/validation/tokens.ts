import { createHash } from 'node:crypto';
import { Aws, Token } from 'aws-cdk-lib/core';

/** The value of a context lookup before the CDK CLI has looked it up. The application is then synthesized again. */
const LOOKUP_PLACEHOLDER = 'dummy-value-for-';
/** An element of a list whose length is a token. */
const LIST_TOKEN = /^#\{Token\[.*\]\}$/;

/** Returns a text, or undefined for a token. The handlers check the values of tokens with the same checks. */
export function toTextUnlessToken(value: string | undefined): string | undefined {
  if (value === undefined || Token.isUnresolved(value)) return undefined;
  return containsPendingLookup(value) || LIST_TOKEN.test(value) ? undefined : value;
}

/** Returns whether a text contains another token than the account. A lazy value is a token, too. */
export function containsOtherTokens(text: string): boolean {
  return Token.isUnresolved(text.replaceAll(Aws.ACCOUNT_ID, ''));
}

/** Returns whether a text contains the value of a lookup that is not known yet. */
export function containsPendingLookup(text: string): boolean {
  return text.includes(LOOKUP_PLACEHOLDER);
}

/**
 * Returns a name, or a valid name instead of a text with the value of a lookup that is not known yet. The CDK CLI looks
 * the value up only if this synthesis does not fail.
 */
export function toNameUnlessLookup(name: string): string {
  return containsPendingLookup(name)
    ? `${LOOKUP_PLACEHOLDER}${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
    : name;
}
