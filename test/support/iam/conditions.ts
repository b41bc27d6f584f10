import { matchesArn, matchesPattern, substitute } from './patterns';

export type Context = Readonly<Record<string, string | readonly string[]>>;
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Test = (actual: string, expected: string) => boolean;

const number =
  (compare: (a: number, b: number) => boolean): Test =>
    (actual, expected) =>
      compare(Number(actual), Number(expected));

/** The operators that the policies of this library use. A negated operator matches if the positive one does not. */
const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: (actual, expected) => actual === expected,
  StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: matchesPattern,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  NumericEquals: number((a, b) => a === b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b),
  DateLessThan: (actual, expected) => Date.parse(actual) < Date.parse(expected),
  DateGreaterThan: (actual, expected) => Date.parse(actual) > Date.parse(expected),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

interface Operator {
  readonly set?: string;
  readonly name: string;
  readonly ifExists: boolean;
}

/** Whether all conditions of a statement match: all operators, all keys, any of the values. */
export function conditionsHold(conditions: Conditions | undefined, context: Context): boolean {
  return Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      holds(parse(operator), valueOf(context, key), [values].flat().map(String), context),
    ),
  );
}

function parse(operator: string): Operator {
  const [, set, name, ifExists] = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(operator)!;
  return { set, name, ifExists: ifExists !== undefined };
}

/** Condition keys are not case-sensitive. */
function valueOf(context: Context, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found && [found[1]].flat();
}

function holds(
  { set, name, ifExists }: Operator,
  actual: readonly string[] | undefined,
  expected: readonly string[],
  context: Context,
): boolean {
  if (name === 'Null') return expected.includes(String(actual === undefined));
  if (actual === undefined || actual.length === 0) {
    return ifExists || set === 'ForAllValues' || (set === undefined && name in NEGATED);
  }
  const test = TESTS[NEGATED[name] ?? name];
  if (test === undefined) throw new Error(`operator ${name} is not known`);
  const one = (value: string) => expected.some((entry) => test(value, substitute(entry, context))) !== name in NEGATED;
  return set === 'ForAnyValue' ? actual.some(one) : actual.every(one);
}
