import { type ConditionValues } from '../../simulator';
import { SymbolTable } from '../../src/linter/evaluation/symbols';
import { type PolicyCondition } from '../../src/linter/iam/condition';
import { isConditionMet } from '../../src/linter/iam/condition-outcome';
import { escapeWildcards, substituteVariables } from './policy-variables';

const symbols = new SymbolTable();

/** Keys with the tag in their name. A request has them for its own tags only. */
const TAG_KEY = /^s3:(?:existing|request)objecttag\//;
/** The key that all requests for objects have, even if it is absent. */
const KEY_OF_OBJECT_REQUESTS = 's3:requestobjecttagkeys';

const ORDERED_OPERATOR = /^(?<type>Numeric|Date)(?<comparison>\w+)$/i;
const COMPARISONS: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  equals: (value, wanted) => value === wanted,
  notequals: (value, wanted) => value !== wanted,
  lessthan: (value, wanted) => value < wanted,
  lessthanequals: (value, wanted) => value <= wanted,
  greaterthan: (value, wanted) => value > wanted,
  greaterthanequals: (value, wanted) => value >= wanted,
};
const MS_PER_SECOND = 1_000;

function findValues(key: string, context: ConditionValues): readonly string[] | undefined {
  const values = context[key] as readonly string[] | undefined;
  return values ?? (TAG_KEY.test(key) && KEY_OF_OBJECT_REQUESTS in context ? [] : undefined);
}

/** A date is a time stamp of ISO 8601, or the number of seconds since 1970. */
function parseOrdered(type: string, text: string): number {
  if (type.toLowerCase() === 'numeric') return Number(text);
  return /^\d+$/.test(text) ? Number(text) * MS_PER_SECOND : Date.parse(text);
}

/** Compares numbers and dates, for which the linter has no values. Returns undefined for other operators. */
function compareOrdered({ operator, values: wanted }: PolicyCondition, value: string): boolean | undefined {
  const { type = '', comparison = '' } = ORDERED_OPERATOR.exec(operator)?.groups ?? {};
  const compare = COMPARISONS[comparison.toLowerCase()] as typeof COMPARISONS[string] | undefined;
  if (compare === undefined) return undefined;
  const results = wanted.map((text) => compare(parseOrdered(type, value), parseOrdered(type, text)));
  return /^not/i.test(comparison) ? results.every(Boolean) : results.includes(true);
}

function matches(condition: PolicyCondition, values: readonly string[]): boolean {
  const [first] = values;
  const ordered = first === undefined ? undefined : compareOrdered(condition, first);
  return ordered ?? isConditionMet(symbols, condition, { [condition.key]: values.map(escapeWildcards) }) === true;
}

/** Whether a request meets a condition. A condition whose value the simulator does not know is not met. */
export function meetsCondition(condition: PolicyCondition, context: ConditionValues): boolean {
  const values = findValues(condition.key, context);
  const wanted = condition.values.map((text) => substituteVariables(text, context));
  if (values === undefined || wanted.includes(undefined)) return false;
  const { qualifier } = condition;
  const test = { ...condition, values: wanted as readonly string[] };
  if (qualifier === undefined || values.length === 0) return matches(test, values);
  const outcomes = values.map((value) => matches(test, [value]));
  return qualifier === 'ForAllValues' ? !outcomes.includes(false) : outcomes.includes(true);
}
