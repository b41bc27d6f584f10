import { type ParsedCondition, type ParsedStatement } from './parse-policy';

/**
 * Condition keys that, with fixed values, make a statement not public: user guide, "The meaning of public". In the
 * policy of an access point, a wildcard in s3:DataAccessPointArn counts as public, so it needs no exception here.
 */
const LIMITING_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid', 'aws:sourceaccount', 'aws:sourcearn', 'aws:sourceip', 'aws:sourceowner', 'aws:sourcevpc',
  'aws:sourcevpce', 'aws:userid', 's3:dataaccesspointaccount', 's3:dataaccesspointarn',
]);

const LIMITING_OPERATORS: ReadonlySet<string> = new Set([
  'StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike', 'IpAddress',
]);
const SET_QUALIFIER = /^(?:ForAllValues|ForAnyValue):/;

const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 32;

/** Whether an IP range is too wide to limit access. */
function isWideRange(value: string): boolean {
  const [address, length] = value.split('/');
  return length !== undefined && Number(length) < (address.includes(':') ? WIDEST_IPV6 : WIDEST_IPV4);
}

/** Whether a value has no wildcard and no policy variable. */
function isFixed(key: string, value: string): boolean {
  return !/[*?]|\$\{/.test(value) && !(key === 'aws:sourceip' && isWideRange(value));
}

function isLimiting({ operator, key, values }: ParsedCondition): boolean {
  const lowerKey = key.toLowerCase();
  const isLimitingOperator = LIMITING_OPERATORS.has(operator.replace(SET_QUALIFIER, ''));
  return LIMITING_KEYS.has(lowerKey) && isLimitingOperator && values.every((value) => isFixed(lowerKey, value));
}

function isPublicStatement({ effect, principals, conditions }: ParsedStatement): boolean {
  return effect === 'Allow' && principals.some(({ value }) => value.includes('*')) && !conditions.some(isLimiting);
}

/** Whether a policy is public. One public statement is enough. */
export function isPublicPolicy(statements: readonly ParsedStatement[]): boolean {
  return statements.some(isPublicStatement);
}
