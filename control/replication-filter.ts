import { type ReplicationRuleNotOperator } from '@aws-sdk/client-s3';
import { findRuleElementsDroppedBySdk } from './preserve-foreign-rules';
import { type ReplicationRule } from './replication';

/** The objects that a replication rule selects. */
export interface RuleSelection {
  readonly prefix: string;
  readonly excludedPrefixes: readonly string[];
  /** Whether the rule selects only objects with tags. */
  readonly requiresTags: boolean;
  /** Whether the rule excludes objects with tags. */
  readonly excludesTags: boolean;
  /** Elements that this version does not know. With them, the selection may be another one. */
  readonly unknownElements: readonly string[];
}

/** Reads the selection of a rule of either version of the schema. */
export function readRuleSelection(rule: ReplicationRule): RuleSelection {
  const { Prefix: oldPrefix, Filter: filter } = rule;
  const exclusions = [filter?.Not, filter?.And?.Not].filter((entry) => entry !== undefined);
  return {
    prefix: filter?.Prefix ?? filter?.And?.Prefix ?? oldPrefix ?? '',
    excludedPrefixes: exclusions.flatMap(listExcludedPrefixes),
    requiresTags: filter?.Tag !== undefined || (filter?.And?.Tags ?? []).length > 0,
    excludesTags: exclusions.some(({ Tag: tag, Or: or }) => tag !== undefined || (or?.Tags ?? []).length > 0),
    unknownElements: findRuleElementsDroppedBySdk(rule),
  };
}

function listExcludedPrefixes({ Prefix: prefix, Or: or }: ReplicationRuleNotOperator): string[] {
  return [...(prefix === undefined ? [] : [prefix]), ...or?.Prefixes ?? []];
}

/** Returns whether the key of an object, without regard to its tags, is one that the rule selects. */
export function selectsKey({ prefix, excludedPrefixes }: RuleSelection, key: string): boolean {
  return key.startsWith(prefix) && !excludedPrefixes.some((excluded) => key.startsWith(excluded));
}
