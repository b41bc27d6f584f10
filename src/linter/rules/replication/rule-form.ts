import { MRAP406_INCOMPLETE_REPLICATION_RULE, MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY, MRAP408_REPLICATION_LIMITS, MRAP409_MALFORMED_RULE_FILTER, MRAP410_DELETE_MARKERS_WITH_TAG_FILTER, MRAP411_TIME_CONTROL_WITHOUT_METRICS } from '../../../diagnostics/definitions/replication';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { groupBy } from '../../../diagnostics/group-by';
import { LIMITS } from '../../../facts/limits';
import { getPath, type Fields, asFields, isUnknown, literalText, asList, asNumber } from '../../evaluation/read';
import { placedRules, type Replication, type ReplicationRule, replications } from '../../model/replication';
import { type Rule, toMatches } from '../rule';

const MINUTES = 15;

/** Rows C6 to C11: how rules are written. */
export const ruleForm: Rule = {
  finds: [MRAP406_INCOMPLETE_REPLICATION_RULE, MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY, MRAP408_REPLICATION_LIMITS, MRAP409_MALFORMED_RULE_FILTER, MRAP410_DELETE_MARKERS_WITH_TAG_FILTER, MRAP411_TIME_CONTROL_WITHOUT_METRICS],
  check: (application) => [
    ...replications(application).flatMap((replication) => toMatches(replication.resource, [...checkUnique(replication), ...checkLimits(replication)])),
    ...placedRules(application).flatMap(({ replication, rule }) => toMatches(replication.resource, [
      ...checkComplete(rule.fields), ...checkFilter(replication, rule.fields), ...checkTimeControl(replication, rule.fields),
    ], rule.location)),
  ],
};

function checkComplete(rule: Fields): Finding[] {
  if (rule.Filter === undefined) return [];
  const missing = ['Status', 'Priority', 'DeleteMarkerReplication'].filter((field) => rule[field] === undefined);
  return missing.length === 0 ? [] : [MRAP406_INCOMPLETE_REPLICATION_RULE.create({ missing })];
}

function checkUnique({ rules, sourceName: source }: Replication): Finding[] {
  return (['Priority', 'Id'] as const).flatMap((kind) => {
    const values = rules.flatMap(({ fields }) => literalText(fields[kind]) ?? []);
    return [...groupBy(values, (value) => value)].filter(([, same]) => same.length > 1)
      .map(([value]) => MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY.create({ source, what: kind.toLowerCase(), value }));
  });
}

/** The prefix may stand at the rule, in its filter, or among several predicates. */
function prefixOf({ fields: { Prefix: prefix, Filter: filter } }: ReplicationRule): unknown {
  return prefix ?? getPath(filter, 'Prefix') ?? getPath(filter, 'And', 'Prefix');
}

function checkLimits({ rules, sourceName: source }: Replication): Finding[] {
  const longest = (texts: readonly unknown[]) => Math.max(0, ...texts.map((text) => literalText(text)?.length ?? 0));
  const figures = [
    { what: 'rules', got: rules.length, limit: LIMITS.REPLICATION_RULES.value },
    { what: 'characters in a rule id', got: longest(rules.map(({ fields: { Id: id } }) => id)), limit: LIMITS.REPLICATION_RULE_ID_LENGTH.value },
    { what: 'characters in a prefix', got: longest(rules.map(prefixOf)), limit: LIMITS.REPLICATION_PREFIX_LENGTH.value },
  ];
  return figures.filter(({ got, limit }) => got > limit).map((figure) => MRAP408_REPLICATION_LIMITS.create({ source, ...figure }));
}

function checkFilter({ sourceName: source }: Replication, rule: Fields): Finding[] {
  const filter = asFields(rule.Filter);
  if (filter === undefined) return [];
  const got = Object.keys(filter).filter((key) => ['Prefix', 'TagFilter', 'And'].includes(key));
  const tags = getPath(filter, 'And', 'TagFilters');
  const joined = filter.And === undefined || isUnknown(tags) ? undefined : (getPath(filter, 'And', 'Prefix') === undefined ? 0 : 1) + asList(tags).length;
  const byTag = filter.TagFilter !== undefined || (!isUnknown(tags) && asList(tags).length > 0);
  const markers = literalText(getPath(rule.DeleteMarkerReplication, 'Status')) === 'Enabled';
  return [
    ...(got.length > 1 ? [MRAP409_MALFORMED_RULE_FILTER.create({ got })] : []),
    ...(got.length === 1 && joined !== undefined && joined < 2
      ? [MRAP409_MALFORMED_RULE_FILTER.create({ got: [`And with ${joined} predicate${joined === 1 ? '' : 's'}`] }, FindingSeverity.WARNING)] : []),
    ...(byTag && markers ? [MRAP410_DELETE_MARKERS_WITH_TAG_FILTER.create({ source })] : []),
  ];
}

function checkTimeControl({ sourceName: source }: Replication, rule: Fields): Finding[] {
  const time = getPath(rule, 'Destination', 'ReplicationTime');
  const metrics = getPath(rule, 'Destination', 'Metrics');
  const enabled = literalText(getPath(time, 'Status')) === 'Enabled';
  const minutes = [asNumber(getPath(time, 'Time', 'Minutes')), asNumber(getPath(metrics, 'EventThreshold', 'Minutes'))].filter((value) => value !== undefined);
  return [
    ...(enabled && (metrics === undefined || literalText(getPath(metrics, 'Status')) === 'Disabled') ? [MRAP411_TIME_CONTROL_WITHOUT_METRICS.create({ source })] : []),
    ...minutes.filter((value) => value !== MINUTES).slice(0, 1).map((value) => MRAP411_TIME_CONTROL_WITHOUT_METRICS.create({ source, minutes: value })),
  ];
}
