import { PARTITIONS } from '../../facts/partitions';
import { type SymbolTable } from '../evaluation/symbols';
import { type Ternary } from '../evaluation/ternary';
import { type PolicyCondition, excludesValues } from './condition';
import { isOpenPattern, patternsOverlap } from './patterns';

/**
 * The condition keys of a request, in lower case, with the patterns that their values match. A key with no values is
 * absent from the request. The value of a key that is not listed is unknown.
 */
export type RequestContext = Readonly<Record<string, readonly string[]>>;

/** The forms of the values of keys in requests of a role. The ARN of its session has another form. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  'aws:principalarn': PARTITIONS.map(({ partition }) => `arn:${partition}:iam::????????????:role/*`),
};

const TEXT_OPERATOR = /^(String|Arn|Bool|Binary)(?<comparison>.*)$/i;

/**
 * Returns whether a request meets a condition, as IAM evaluates it. With an open pattern as the value of a key, the
 * result is true if some requests meet the condition.
 */
export function isConditionMet(symbols: SymbolTable, condition: PolicyCondition, context: RequestContext): Ternary {
  const values = context[condition.key] as readonly string[] | undefined;
  if (values === undefined) return undefined;
  if (/^Null$/i.test(condition.operator)) return isAbsenceExpected(condition, values.length === 0);
  if (values.length === 0) return isMetWithoutKey(condition);
  if (!TEXT_OPERATOR.test(condition.operator)) return undefined;
  const forms = FORMS[condition.key] ?? ['*'];
  const possible = condition.values.filter((wanted) =>
    forms.some((form) => patternsOverlap(symbols, wanted, form, { opensAttributes: true }) !== false));
  const answers = possible.flatMap((wanted) => values.map((value) =>
    matchesValue(symbols, condition.operator, wanted, value)));
  const matches = answers.includes(true)
    ? true
    : answers.includes(undefined) || !condition.complete ? undefined : false;
  if (!excludesValues(condition)) return matches;
  // Some values of an open pattern can match while others do not.
  if (matches === true) return values.some(isOpenPattern) ? undefined : false;
  return matches === false ? true : undefined;
}

function isAbsenceExpected({ values, complete }: PolicyCondition, absent: boolean): Ternary {
  const expected = complete && values.length === 1 ? values[0].toLowerCase() : undefined;
  if (expected !== 'true' && expected !== 'false') return undefined;
  return (expected === 'true') === absent;
}

/** IAM takes an absent key as a match for IfExists, for operators with Not and for ForAllValues. */
function isMetWithoutKey(condition: PolicyCondition): boolean {
  if (condition.ifExists || condition.qualifier === 'ForAllValues') return true;
  return condition.qualifier === undefined && excludesValues(condition);
}

function matchesValue(symbols: SymbolTable, operator: string, wanted: string, value: string): Ternary {
  const hasWildcards = /Like$|^Arn/i.test(operator);
  // Other operators compare the characters * and ? themselves, which the values of a request do not contain.
  if (!hasWildcards && /[*?]/.test(wanted)) return false;
  // The deployed value of an attribute can match a pattern.
  if (hasWildcards && isOpenPattern(wanted)) return patternsOverlap(symbols, wanted, value, { opensAttributes: true });
  return patternsOverlap(symbols, wanted, value, { ignoreCase: /IgnoreCase|Bool/i.test(operator) });
}
