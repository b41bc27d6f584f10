import { isKnown } from '../evaluation/symbols';
import { type Condition, demandsValue, hasWildcards } from './condition';
import { and, or } from './match';
import { type Ternary, isOpenPattern } from './patterns';
import { type Statement } from './statement';

/** Condition keys of which fixed values keep a statement from being public. */
const NARROWING = [
  'aws:principalorgid', 'aws:sourceip', 'aws:sourcearn', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:sourceowner', 'aws:sourceaccount', 'aws:userid',
  's3:dataaccesspointarn', 's3:dataaccesspointaccount',
];
/** Keys that narrow in fact, of which the page of Block Public Access does not speak. */
const PERHAPS_NARROWING = ['aws:principalarn', 'aws:principalaccount', 'aws:principalorgpaths'];

export type PolicyKind = 'bucket' | 'access-point';

/**
 * Whether S3 counts a statement as public.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isPublic(statement: Statement, kind: PolicyKind): Ternary {
  if (statement.effect === 'Deny') return false;
  if (statement.effect !== 'Allow' || statement.principals === undefined) return undefined;
  const narrowed = or(...statement.conditions.map((condition) => narrows(condition, kind)), statement.conditionsKnown ? false : undefined);
  return and(forEveryone(statement), not(narrowed));
}

function not(answer: Ternary): Ternary {
  return answer === undefined ? undefined : !answer;
}

function forEveryone({ principals }: Statement): Ternary {
  if (principals!.negated || principals!.everyone) return true;
  return principals!.complete ? false : undefined;
}

/** Whether a condition holds only for fixed values of a key that S3 knows. */
export function narrows(condition: Condition, kind: PolicyKind): Ternary {
  if (PERHAPS_NARROWING.includes(condition.key)) return demandsValue(condition) ? undefined : false;
  if (!NARROWING.includes(condition.key) || !demandsValue(condition)) return false;
  if (!condition.complete) return undefined;
  const fixed = condition.values.map((value) => isFixed(condition, value, kind));
  return fixed.length === 0 ? false : and(...fixed);
}

function isFixed(condition: Condition, value: string, kind: PolicyKind): Ternary {
  switch (condition.key) {
    case 'aws:sourceip': return isKnown(value) ? isNarrowRange(value) : undefined;
    case 'aws:userid': return !isOpen(condition, value.replace(/^(AROA\w*|AROLEID):\*$/, ''));
    case 's3:dataaccesspointarn': return isFixedAccessPoint(condition, value, kind);
    default: return !isOpen(condition, value);
  }
}

function isOpen(condition: Condition, value: string): boolean {
  return hasWildcards(condition) ? isOpenPattern(value) : /\$\{[^*?$]/.test(value);
}

/** In a bucket policy the access point may be any, as long as its account is fixed; in an access point's own policy not even that. */
function isFixedAccessPoint(condition: Condition, value: string, kind: PolicyKind): boolean {
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
