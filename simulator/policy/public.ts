import { type Condition, type Statement } from './document';

/**
 * Condition keys that, with fixed values, keep a statement from being public: user guide "The meaning of public". In an access point's
 * policy a wildcard in s3:DataAccessPointArn counts as public, so it needs no exception here.
 */
const LIMITING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid', 'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceip', 'aws:sourceowner', 'aws:sourcevpc', 'aws:sourcevpce',
  'aws:userid', 's3:dataaccesspointaccount', 's3:dataaccesspointarn',
]);

const LIMITING_OPERATOR = /^(?:ForAllValues:|ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 32;

/** A range so wide that it limits nobody. */
function isWideRange(value: string): boolean {
  const [address, length] = value.split('/');
  return length !== undefined && Number(length) < (address.includes(':') ? WIDEST_IPV6 : WIDEST_IPV4);
}

/** No wildcard, no policy variable. */
function isFixed(key: string, value: string): boolean {
  return !/[*?]|\$\{/.test(value) && !(key === 'aws:sourceip' && isWideRange(value));
}

function limits({ operator, key, values }: Condition): boolean {
  const lowerKey = key.toLowerCase();
  return LIMITING_KEYS.has(lowerKey) && LIMITING_OPERATOR.test(operator) && values.every((value) => isFixed(lowerKey, value));
}

function isPublicStatement({ effect, principals, conditions }: Statement): boolean {
  return effect === 'Allow' && principals.some(({ value }) => value.includes('*')) && !conditions.some(limits);
}

/** One public statement makes the whole policy public. */
export function isPublic(statements: readonly Statement[]): boolean {
  return statements.some(isPublicStatement);
}
