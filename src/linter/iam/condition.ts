import { asFields, isUnknown, asList, asText } from '../evaluation/read';

/** One test of a statement's condition block: all of them must pass. */
export interface Condition {
  /** Without qualifier and `IfExists`, as IAM writes it. */
  readonly operator: string;
  /** How a key with several values is compared. `ForAllValues` passes where the key is absent. */
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  /** Whether an absent key passes. */
  readonly ifExists: boolean;
  /** In lower case: IAM does not mind. */
  readonly key: string;
  readonly values: readonly string[];
  readonly complete: boolean;
}

/** Understands a condition block. */
export function conditionsOf(block: unknown): { conditions: Condition[]; complete: boolean } {
  if (block === undefined) return { conditions: [], complete: true };
  const operators = asFields(block);
  if (operators === undefined) return { conditions: [], complete: false };
  const tests = Object.entries(operators).map(([name, keys]) => ({ name, keys: asFields(keys) }));
  return {
    conditions: tests.flatMap(({ name, keys }) => Object.entries(keys ?? {}).map(([key, value]) => conditionOf(name, key, value))),
    complete: tests.every(({ keys }) => keys !== undefined),
  };
}

function conditionOf(name: string, key: string, value: unknown): Condition {
  const [, qualifier, operator, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(name)!;
  const values = asList(value).flatMap((entry) => asText(entry) ?? []);
  return {
    operator,
    ...(qualifier !== undefined && { qualifier: qualifier.toLowerCase() === 'forallvalues' ? 'ForAllValues' as const : 'ForAnyValue' as const }),
    ifExists: ifExists !== undefined,
    key: key.toLowerCase(),
    values,
    complete: !isUnknown(value) && values.length === asList(value).length,
  };
}

const POSITIVE = /^(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress|NumericEquals|Bool|BinaryEquals|DateEquals)$/i;
const NEGATIVE = /Not/i;

/** Whether passing needs the key to be there, with one of the values. */
export function demandsValue(condition: Condition): boolean {
  return POSITIVE.test(condition.operator) && !condition.ifExists && condition.qualifier !== 'ForAllValues';
}

/** Whether the test passes for everything but the values. */
export function excludesValues(condition: Condition): boolean {
  return NEGATIVE.test(condition.operator);
}

/** Whether `*` and `?` in values are wildcards. */
export function hasWildcards(condition: Condition): boolean {
  return /Like$|^Arn/i.test(condition.operator);
}
