import { SERVICE_LIMITS } from '../../facts/limits';
import {
  MRAP402_REPLICATION_TO_ITSELF, MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY, MRAP408_REPLICATION_LIMITS,
  MRAP410_DELETE_MARKERS_WITH_TAG_FILTER, MRAP411_TIME_CONTROL_WITHOUT_METRICS, MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT,
  MRAP428_RULE_WITHOUT_MATCHING_OBJECTS, MRAP429_TAG_LIMITS, MRAP434_RULE_OF_MEMBER_WITHOUT_METRICS,
} from '../definitions/replication-rules';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';
import { findContradiction, type ObjectFilter, type ObjectTag } from './object-filters';

/** A declared rule of one source bucket. A value that is a token at synthesis is undefined. */
export interface DeclaredRule {
  readonly Id?: string;
  readonly Priority: number;
  readonly DestinationBucket?: string;
  readonly DestinationAccount?: string;
  readonly OwnerOverride: boolean;
  readonly Prefix?: string;
  readonly Tags: readonly ObjectTag[];
  readonly ExcludedPrefixes?: readonly string[];
  readonly ExcludedTags?: readonly ObjectTag[];
  readonly DeleteMarkers: boolean;
  readonly Metrics: boolean;
  readonly TimeControl: boolean;
}

/** Checks all rules of one source bucket as S3 validates them. */
export function checkReplicationRules(source: string, rules: readonly DeclaredRule[]): Finding[] {
  const markersWithTags = rules.some(({ Tags: tags, ExcludedTags: excludedTags = [], DeleteMarkers: markers }) =>
    tags.length + excludedTags.length > 0 && markers);
  const timeWithoutMetrics = rules.some((rule) => rule.TimeControl && !rule.Metrics);
  return [
    ...checkUnique(
      source,
      'id',
      rules.map((rule) => rule.Id),
    ),
    ...checkUnique(
      source,
      'priority',
      rules.map((rule) => rule.Priority),
    ),
    ...checkLimits(source, rules),
    ...checkObjectFilters(source, rules.map(toObjectFilter)),
    ...rules
      .filter((rule) => rule.DestinationBucket === source)
      .map(() => MRAP402_REPLICATION_TO_ITSELF.create({ bucket: source })),
    ...(markersWithTags ? [MRAP410_DELETE_MARKERS_WITH_TAG_FILTER.create({ source })] : []),
    ...(timeWithoutMetrics ? [MRAP411_TIME_CONTROL_WITHOUT_METRICS.create({ source })] : []),
    ...rules
      .filter((rule) => rule.OwnerOverride && rule.DestinationAccount === undefined)
      .map((rule) =>
        MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT.create({
          source,
          destination: rule.DestinationBucket ?? '(name not known)',
        }),
      ),
  ];
}

/** Makes the filter of a rule. A missing prefix selects all keys. */
function toObjectFilter({ Prefix, Tags, ExcludedPrefixes, ExcludedTags }: DeclaredRule): ObjectFilter {
  return {
    prefix: Prefix ?? '',
    tags: Tags,
    excludedPrefixes: ExcludedPrefixes ?? [],
    excludedTags: ExcludedTags ?? [],
  };
}

/** Reports filters that match no object, and tags that no object can have. Rules of one source often share a filter. */
export function checkObjectFilters(source: string, filters: readonly ObjectFilter[]): Finding[] {
  const contradictions = new Set(filters.flatMap((filter) => findContradiction(filter) ?? []));
  const tags = filters.flatMap((filter) => [...filter.tags, ...filter.excludedTags]);
  const keys = new Set(tags.flatMap(({ Key: key }) => key ?? []));
  const values = new Set(tags.flatMap(({ Value: value }) => value ?? []));
  const maxKey = SERVICE_LIMITS.OBJECT_TAG_KEY_LENGTH.value;
  const maxValue = SERVICE_LIMITS.OBJECT_TAG_VALUE_LENGTH.value;
  return [
    ...[...contradictions].map((filter) => MRAP428_RULE_WITHOUT_MATCHING_OBJECTS.create({ source, filter })),
    ...[...keys].filter(({ length }) => length < 1 || length > maxKey)
      .map((text) => MRAP429_TAG_LIMITS.create({ source, part: 'key', text, min: 1, max: maxKey })),
    ...[...values].filter(({ length }) => length > maxValue)
      .map((text) => MRAP429_TAG_LIMITS.create({ source, part: 'value', text, min: 0, max: maxValue })),
  ];
}

function checkUnique(source: string, what: string, values: readonly (string | number | undefined)[]): Finding[] {
  const known = values.filter((value) => value !== undefined);
  return [...groupBy(known, String)].filter(([, same]) => same.length > 1)
    .map(([, [value]]) => MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY.create({ source, what, value }));
}

function checkLimits(source: string, rules: readonly DeclaredRule[]): Finding[] {
  const longest = (texts: readonly (string | undefined)[]) => Math.max(0, ...texts.map((text) => text?.length ?? 0));
  const figures = [
    { what: 'rules', got: rules.length, limit: SERVICE_LIMITS.REPLICATION_RULES.value },
    {
      what: 'characters in a rule id',
      got: longest(rules.map((rule) => rule.Id)),
      limit: SERVICE_LIMITS.REPLICATION_RULE_ID_LENGTH.value,
    },
    {
      what: 'characters in a prefix',
      got: longest(rules.flatMap((rule) => [rule.Prefix, ...rule.ExcludedPrefixes ?? []])),
      limit: SERVICE_LIMITS.REPLICATION_PREFIX_LENGTH.value,
    },
  ];
  return figures
    .filter(({ got, limit }) => got > limit)
    .map((figure) => MRAP408_REPLICATION_LIMITS.create({ source, ...figure }));
}

/** A rule to a member. */
export interface MeteredRule {
  readonly name: string;
  readonly metrics: boolean;
}

/** Reports rules without metrics from a bucket to a member if other rules to the member publish metrics. */
export function checkMetricsOfMember(source: string, destination: string, rules: readonly MeteredRule[]): Finding[] {
  const without = rules.filter(({ metrics }) => !metrics).map(({ name }) => name);
  if (without.length === 0 || without.length === rules.length) return [];
  return [MRAP434_RULE_OF_MEMBER_WITHOUT_METRICS.create({ source, destination, rules: without })];
}
