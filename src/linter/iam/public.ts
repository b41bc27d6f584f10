import { isKnownText } from '../evaluation/symbols';
import { andTernary, notTernary, orTernary, type Ternary } from '../evaluation/ternary';
import { type PolicyCondition, conditionDemandsValue, conditionHasWildcards } from './condition';
import { isOpenPattern } from './patterns';
import { type PolicyStatement } from './statement';

/** Condition keys whose fixed values make a statement non-public. */
const NARROWING_KEYS = [
  'aws:principalorgid',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceowner',
  'aws:sourceaccount',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
];
/** Keys that limit access, but that the page about Block Public Access does not mention. */
const UNDOCUMENTED_NARROWING_KEYS = ['aws:principalarn', 'aws:principalaccount', 'aws:principalorgpaths'];

export type PolicyKind = 'bucket' | 'access-point';

/**
 * Returns whether S3 treats a statement as public.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublicStatement(statement: PolicyStatement, kind: PolicyKind): Ternary {
  if (statement.effect === 'Deny') return false;
  if (statement.effect !== 'Allow' || statement.principals === undefined) return undefined;
  const unknownCondition = statement.conditionsKnown ? false : undefined;
  const narrowed = orTernary(
    ...statement.conditions.map((condition) => conditionNarrowsPolicy(condition, kind)), unknownCondition,
  );
  return andTernary(isForEveryone(statement), notTernary(narrowed));
}

/** The element of a public statement that applies to all principals, for messages. */
export function describePrincipal({ principals }: PolicyStatement): string {
  return principals?.negated === true ? 'NotPrincipal' : 'principal "*"';
}

function isForEveryone({ principals }: PolicyStatement): Ternary {
  if (principals!.negated || principals!.everyone) return true;
  return principals!.complete ? false : undefined;
}

/** Returns whether a condition requires fixed values of a key that S3 evaluates. */
export function conditionNarrowsPolicy(condition: PolicyCondition, kind: PolicyKind): Ternary {
  if (UNDOCUMENTED_NARROWING_KEYS.includes(condition.key)) return conditionDemandsValue(condition) ? undefined : false;
  if (!NARROWING_KEYS.includes(condition.key) || !conditionDemandsValue(condition)) return false;
  if (!condition.complete) return undefined;
  const fixed = condition.values.map((value) => isFixed(condition, value, kind));
  return fixed.length === 0 ? false : andTernary(...fixed);
}

function isFixed(condition: PolicyCondition, value: string, kind: PolicyKind): Ternary {
  switch (condition.key) {
    case 'aws:sourceip': return isKnownText(value) ? isNarrowRange(value) : undefined;
    case 'aws:userid': return !isOpen(condition, value.replace(/^(AROA\w*|AROLEID):\*$/, ''));
    case 's3:dataaccesspointarn': return isFixedAccessPoint(condition, value, kind);
    default: return !isOpen(condition, value);
  }
}

function isOpen(condition: PolicyCondition, value: string): boolean {
  return conditionHasWildcards(condition) ? isOpenPattern(value) : /\$\{[^*?$]/.test(value);
}

/** A bucket policy needs a fixed account in the ARN; an access point policy needs a complete ARN. */
function isFixedAccessPoint(condition: PolicyCondition, value: string, kind: PolicyKind): boolean {
  const account = value.split(':')[4];
  const resource = value.split(':').slice(5).join(':');
  if (account === undefined || account === '' || isOpen(condition, account)) return false;
  return kind === 'bucket' ? /^accesspoint\//.test(resource) : !isOpen(condition, resource);
}

function isNarrowRange(range: string): boolean {
  const [address, bits] = range.split('/');
  if (bits === undefined) return true;
  return Number(bits) >= (address.includes(':') ? 32 : 8);
}
