import {
  MRAP406_INCOMPLETE_REPLICATION_RULE,
  MRAP409_MALFORMED_RULE_FILTER,
} from '../../../diagnostics/definitions/replication';
import {
  MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY, MRAP408_REPLICATION_LIMITS, MRAP410_DELETE_MARKERS_WITH_TAG_FILTER,
  MRAP411_TIME_CONTROL_WITHOUT_METRICS,
} from '../../../diagnostics/definitions/replication-rules';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { groupBy } from '../../../diagnostics/group-by';
import { SERVICE_LIMITS } from '../../../facts/limits';
import {
  asFields, asNumber, type UncheckedFields, getValueAtPath, isUnknownValue, literalText,
} from '../../evaluation/read';
import { findLocatedRules, findReplications, type TemplateReplication } from '../../model/replication';
import {
  AND_ELEMENTS, EXCLUSION_ELEMENTS, FILTER_ELEMENTS, listFilterExclusions, readReplicationFilter, type TemplateFilter,
} from '../../model/replication-filter';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** The name of a tag in a template, or in a call of the API. */
type TagName = 'Tag' | 'TagFilter';

/** The only number of minutes that S3 accepts. */
const MINUTES = 15;

/** The elements of replication rules. */
export const replicationRuleFormRule: LinterRule = {
  finds: [
    MRAP406_INCOMPLETE_REPLICATION_RULE, MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY, MRAP408_REPLICATION_LIMITS,
    MRAP409_MALFORMED_RULE_FILTER, MRAP410_DELETE_MARKERS_WITH_TAG_FILTER, MRAP411_TIME_CONTROL_WITHOUT_METRICS,
  ],
  check: (application) => [
    ...findReplications(application).flatMap((replication) =>
      toLinterRuleMatches(replication.resource, [...checkUnique(replication), ...checkLimits(replication)]),
    ),
    ...findLocatedRules(application).flatMap(({ replication, rule: { fields, location } }) =>
      toLinterRuleMatches(
        replication.resource,
        [
          ...checkComplete(replication, fields),
          ...checkFilter(replication, fields),
          ...checkTimeControl(replication, fields),
        ],
        location,
      ),
    ),
  ],
};

/** S3 completes a rule without a filter, unless the configuration has elements of the newer schema. */
function checkComplete({ rules }: TemplateReplication, rule: UncheckedFields): Finding[] {
  // A rule with a prefix has the older schema, which has no such elements.
  if (rule.Filter === undefined && rule.Prefix !== undefined) return [];
  const missing = ['Status', 'Priority', 'DeleteMarkerReplication'].filter((field) => rule[field] === undefined);
  const destinations = new Set(rules.map(({ destinationArn }) => destinationArn));
  const needsAll = rule.Filter !== undefined || rule.DeleteMarkerReplication !== undefined || destinations.size > 1
    || rule.Status === undefined;
  const severity = needsAll ? FindingSeverity.ERROR : FindingSeverity.INFO;
  return missing.length === 0 ? [] : [MRAP406_INCOMPLETE_REPLICATION_RULE.create({ missing }, severity)];
}

function checkUnique({ rules, sourceName: source }: TemplateReplication): Finding[] {
  return (['Priority', 'Id'] as const).flatMap((kind) => {
    const values = rules.flatMap(({ fields }) => literalText(fields[kind]) ?? []);
    return [...groupBy(values, (value) => value)].filter(([, same]) => same.length > 1)
      .map(([value]) => MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY.create({ source, what: kind.toLowerCase(), value }));
  });
}

function checkLimits({ rules, sourceName: source }: TemplateReplication): Finding[] {
  const longest = (texts: readonly unknown[]) => Math.max(0, ...texts.map((text) => literalText(text)?.length ?? 0));
  const ids = rules.map(({ fields: { Id: id } }) => id);
  const figures = [
    { what: 'rules', got: rules.length, limit: SERVICE_LIMITS.REPLICATION_RULES.value },
    { what: 'characters in a rule id', got: longest(ids), limit: SERVICE_LIMITS.REPLICATION_RULE_ID_LENGTH.value },
    {
      what: 'characters in a prefix',
      got: longest(rules.map(({ fields }) => readReplicationFilter(fields))
        .flatMap(({ prefixes, excludedPrefixes }) => [...prefixes, ...excludedPrefixes])),
      limit: SERVICE_LIMITS.REPLICATION_PREFIX_LENGTH.value,
    },
  ];
  return figures
    .filter(({ got, limit }) => got > limit)
    .map((figure) => MRAP408_REPLICATION_LIMITS.create({ source, ...figure }));
}

function checkFilter(
  { sourceName: source, isBucketProperty }: TemplateReplication, rule: UncheckedFields,
): Finding[] {
  const filter = asFields(rule.Filter);
  if (filter === undefined) return [];
  const content = readReplicationFilter(rule);
  const got = listPresent(filter, FILTER_ELEMENTS);
  const tag = isBucketProperty ? 'TagFilter' : 'Tag';
  const byTag = content.tags.length + content.excludedTags.length > 0;
  const markers = literalText(getValueAtPath(rule.DeleteMarkerReplication, 'Status')) === 'Enabled';
  return [
    ...(got.length > 1 ? [MRAP409_MALFORMED_RULE_FILTER.create({ got, tag })] : []),
    ...(got.length === 1 ? checkPredicateCount(filter, content, tag) : []),
    ...listFilterExclusions(filter).flatMap((exclusion) => checkExclusion(exclusion, tag)),
    ...(byTag && markers ? [MRAP410_DELETE_MARKERS_WITH_TAG_FILTER.create({ source })] : []),
  ];
}

function listPresent(fields: unknown, elements: readonly string[]): string[] {
  return Object.keys(asFields(fields) ?? {}).filter((key) => elements.includes(key));
}

/** Checks the number of predicates. A value or an element that is not known can be one. */
function checkExclusion(exclusion: unknown, tag: TagName): Finding[] {
  const got = listPresent(exclusion, EXCLUSION_ELEMENTS);
  const malformed = (text: string) => [MRAP409_MALFORMED_RULE_FILTER.create({ got: [text], tag, exclusion: true })];
  if (got.length > 1) return malformed(`Not with ${got.join(' and ')}`);
  if (isEmpty(exclusion)) return malformed('Not without a predicate');
  return got[0] === 'Or' && isEmpty(getValueAtPath(exclusion, 'Or')) ? malformed('Not.Or without a predicate') : [];
}

function isEmpty(value: unknown): boolean {
  const fields = asFields(value);
  return fields !== undefined && !isUnknownValue(value) && Object.keys(fields).length === 0;
}

/** Counts the predicates of And. With a value or an element that is not known, the number is not known either. */
function checkPredicateCount(
  { And: and }: UncheckedFields, { tags, unknownElements }: TemplateFilter, tag: TagName,
): Finding[] {
  const hasUnknownValue = AND_ELEMENTS.some((element) =>
    element !== 'Prefix' && isUnknownValue(getValueAtPath(and, element)));
  if (and === undefined || unknownElements.length > 0 || hasUnknownValue) return [];
  const present = ['Prefix', 'Not'].filter((element) => getValueAtPath(and, element) !== undefined);
  const count = present.length + tags.length;
  const got = [`And with ${count} predicate${count === 1 ? '' : 's'}`];
  return count < 2 ? [MRAP409_MALFORMED_RULE_FILTER.create({ got, tag }, FindingSeverity.WARNING)] : [];
}

function checkTimeControl({ sourceName: source }: TemplateReplication, rule: UncheckedFields): Finding[] {
  const time = getValueAtPath(rule, 'Destination', 'ReplicationTime');
  const metrics = getValueAtPath(rule, 'Destination', 'Metrics');
  const enabled = literalText(getValueAtPath(time, 'Status')) === 'Enabled';
  const withoutMetrics = metrics === undefined || literalText(getValueAtPath(metrics, 'Status')) === 'Disabled';
  const wrongMinutes = [
    asNumber(getValueAtPath(time, 'Time', 'Minutes')),
    asNumber(getValueAtPath(metrics, 'EventThreshold', 'Minutes')),
  ].find((value) => value !== undefined && value !== MINUTES);
  return [
    ...(enabled && withoutMetrics ? [MRAP411_TIME_CONTROL_WITHOUT_METRICS.create({ source })] : []),
    ...(wrongMinutes === undefined
      ? []
      : [MRAP411_TIME_CONTROL_WITHOUT_METRICS.create({ source, minutes: wrongMinutes })]),
  ];
}
