import { asFields, isUnknownValue, asList, asText } from '../evaluation/read';

/** One test of a condition block. All tests must pass. */
export interface PolicyCondition {
  /** Without qualifier and `IfExists`, spelled as in the policy. */
  readonly operator: string;
  /** The comparison for a key with several values. `ForAllValues` passes if the key is absent. */
  readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
  /** Whether the test passes if the key is absent. */
  readonly ifExists: boolean;
  /** In lower case, because IAM ignores the case. */
  readonly key: string;
  readonly values: readonly string[];
  readonly complete: boolean;
}

/** Reads a condition block. */
export function readPolicyConditions(block: unknown): { conditions: PolicyCondition[]; complete: boolean } {
  if (block === undefined) return { conditions: [], complete: true };
  const operators = asFields(block);
  if (operators === undefined) return { conditions: [], complete: false };
  const tests = Object.entries(operators).map(([name, keys]) => ({ name, keys: asFields(keys) }));
  return {
    conditions: tests.flatMap(({ name, keys }) =>
      Object.entries(keys ?? {}).map(([key, value]) => readCondition(name, key, value)),
    ),
    complete: tests.every(({ keys }) => keys !== undefined),
  };
}

function readCondition(name: string, key: string, value: unknown): PolicyCondition {
  const [, qualifier, operator, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(name)!;
  const values = asList(value).flatMap((entry) => asText(entry) ?? []);
  return {
    operator,
    ...(qualifier !== undefined && {
      qualifier: qualifier.toLowerCase() === 'forallvalues' ? ('ForAllValues' as const) : ('ForAnyValue' as const),
    }),
    ifExists: ifExists !== undefined,
    key: key.toLowerCase(),
    values,
    complete: !isUnknownValue(value) && values.length === asList(value).length,
  };
}

const POSITIVE_OPERATOR =
  /^(String(Equals|EqualsIgnoreCase|Like)|Arn(Equals|Like)|IpAddress|NumericEquals|Bool|BinaryEquals|DateEquals)$/i;
const NEGATIVE_OPERATOR = /Not/i;

/** Returns whether the test passes only if the key is present with one of the values. */
export function conditionDemandsValue(condition: PolicyCondition): boolean {
  return POSITIVE_OPERATOR.test(condition.operator) && !condition.ifExists && condition.qualifier !== 'ForAllValues';
}

/** Returns whether the test passes for all other values. */
export function excludesValues(condition: Pick<PolicyCondition, 'operator'>): boolean {
  return NEGATIVE_OPERATOR.test(condition.operator);
}

/** Returns whether the test compares text. */
export function isComparisonOfText({ operator }: PolicyCondition): boolean { return /^(String|Arn)/i.test(operator); }

/** Returns whether `*` and `?` in values are wildcards. */
export function conditionHasWildcards(condition: PolicyCondition): boolean {
  return /Like$|^Arn/i.test(condition.operator);
}
