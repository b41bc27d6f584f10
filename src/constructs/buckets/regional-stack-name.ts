import { createHash } from 'node:crypto';
import { Tokenization } from 'aws-cdk-lib/core';
import { SERVICE_LIMITS } from '../../facts/limits';

const HASH_LENGTH = 8;

/**
 * Makes the name of a stack from its parts.
 *
 * If the text contains tokens or characters that CloudFormation does not allow, or if it is too long, the name consists
 * of the allowed characters and a hash of the complete text.
 */
export function makeRegionalStackName(...parts: readonly string[]): string {
  const text = replaceTokens(parts.join('-'));
  const allowed = text.replace(/[^A-Za-z0-9-]+/g, '-');
  const limit = SERVICE_LIMITS.STACK_NAME_LENGTH.value;
  const hasToken = text !== parts.join('-');
  if (allowed === text && text.length <= limit && !hasToken) return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH);
  return `${allowed.slice(0, limit - HASH_LENGTH - 1)}-${hash}`;
}

/** Replaces tokens by a constant, because the number in a token changes with every other token of the application. */
function replaceTokens(text: string): string {
  return Tokenization.reverseString(text)
    .mapTokens({ mapToken: () => 'token' })
    .join({ join: (left: unknown, right: unknown) => `${left as string ?? ''}${right as string ?? ''}` }) as string;
}
