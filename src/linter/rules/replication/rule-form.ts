import {
  MRAP406_INCOMPLETE_REPLICATION_RULE, MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY, MRAP408_REPLICATION_LIMITS,
  MRAP409_MALFORMED_RULE_FILTER, MRAP410_DELETE_MARKERS_WITH_TAG_FILTER, MRAP411_TIME_CONTROL_WITHOUT_METRICS,
} from '../../../diagnostics/definitions/replication';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { groupBy } from '../../../diagnostics/group-by';
import { LIMITS } from '../../../facts/limits';
import { asFields, asList, asNumber, type Fields, getPath, isUnknown, literalText } from '../../evaluation/read';
import {
  findLocatedRules, findReplications, type TemplateReplication, type TemplateReplicationRule,
} from '../../model/replication';
import { type Rule, toMatches } from '../rule';

/** The only number of minutes that S3 accepts. */
const MINUTES = 15;
const PREDICATES = ['Prefix', 'TagFilter', 'And'];

/** The elements of replication rules. */
export const replicationRuleFormRule: Rule = {
  finds: [
    MRAP406_INCOMPLETE_REPLICATION_RULE, MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY, MRAP408_REPLICATION_LIMITS,
    MRAP409_MALFORMED_RULE_FILTER, MRAP410_DELETE_MARKERS_WITH_TAG_FILTER, MRAP411_TIME_CONTROL_WITHOUT_METRICS,
  ],
  check: (application) => [
    ...findReplications(application).flatMap((replication) =>
      toMatches(replication.resource, [...checkUnique(replication), ...checkLimits(replication)]),
    ),
    ...findLocatedRules(application).flatMap(({ replication, rule: { fields, location } }) =>
      toMatches(
        replication.resource,
        [...checkComplete(fields), ...checkFilter(replication, fields), ...checkTimeControl(replication, fields)],
        location,
      ),
    ),
  ],
};

function checkComplete(rule: Fields): Finding[] {
  if (rule.Filter === undefined) return [];
  const missing = ['Status', 'Priority', 'DeleteMarkerReplication'].filter((field) => rule[field] === undefined);
  return missing.length === 0 ? [] : [MRAP406_INCOMPLETE_REPLICATION_RULE.create({ missing })];
}

function checkUnique({ rules, sourceName: source }: TemplateReplication): Finding[] {
  return (['Priority', 'Id'] as const).flatMap((kind) => {
    const values = rules.flatMap(({ fields }) => literalText(fields[kind]) ?? []);
    return [...groupBy(values, (value) => value)].filter(([, same]) => same.length > 1)
      .map(([value]) => MRAP407_DUPLICATE_RULE_ID_OR_PRIORITY.create({ source, what: kind.toLowerCase(), value }));
  });
}

/** The prefix can be an element of the rule, of its filter, or of And. */
function readPrefix({ fields: { Prefix: prefix, Filter: filter } }: TemplateReplicationRule): unknown {
  return prefix ?? getPath(filter, 'Prefix') ?? getPath(filter, 'And', 'Prefix');
}

function checkLimits({ rules, sourceName: source }: TemplateReplication): Finding[] {
  const longest = (texts: readonly unknown[]) => Math.max(0, ...texts.map((text) => literalText(text)?.length ?? 0));
  const ids = rules.map(({ fields: { Id: id } }) => id);
  const figures = [
    { what: 'rules', got: rules.length, limit: LIMITS.REPLICATION_RULES.value },
    { what: 'characters in a rule id', got: longest(ids), limit: LIMITS.REPLICATION_RULE_ID_LENGTH.value },
    {
      what: 'characters in a prefix',
      got: longest(rules.map(readPrefix)),
      limit: LIMITS.REPLICATION_PREFIX_LENGTH.value,
    },
  ];
  return figures
    .filter(({ got, limit }) => got > limit)
    .map((figure) => MRAP408_REPLICATION_LIMITS.create({ source, ...figure }));
}

function checkFilter({ sourceName: source }: TemplateReplication, rule: Fields): Finding[] {
  const filter = asFields(rule.Filter);
  if (filter === undefined) return [];
  const got = Object.keys(filter).filter((key) => PREDICATES.includes(key));
  const byTag = filter.TagFilter !== undefined || readTags(filter).length > 0;
  const markers = literalText(getPath(rule.DeleteMarkerReplication, 'Status')) === 'Enabled';
  return [
    ...(got.length > 1 ? [MRAP409_MALFORMED_RULE_FILTER.create({ got })] : []),
    ...(got.length === 1 ? checkPredicateCount(filter) : []),
    ...(byTag && markers ? [MRAP410_DELETE_MARKERS_WITH_TAG_FILTER.create({ source })] : []),
  ];
}

/** The known tags of a filter with And. */
function readTags(filter: Fields): readonly unknown[] {
  const tags = getPath(filter, 'And', 'TagFilters');
  return isUnknown(tags) ? [] : asList(tags);
}

function checkPredicateCount(filter: Fields): Finding[] {
  if (filter.And === undefined || isUnknown(getPath(filter, 'And', 'TagFilters'))) return [];
  const count = (getPath(filter, 'And', 'Prefix') === undefined ? 0 : 1) + readTags(filter).length;
  const got = [`And with ${count} predicate${count === 1 ? '' : 's'}`];
  return count < 2 ? [MRAP409_MALFORMED_RULE_FILTER.create({ got }, FindingSeverity.WARNING)] : [];
}

function checkTimeControl({ sourceName: source }: TemplateReplication, rule: Fields): Finding[] {
  const time = getPath(rule, 'Destination', 'ReplicationTime');
  const metrics = getPath(rule, 'Destination', 'Metrics');
  const enabled = literalText(getPath(time, 'Status')) === 'Enabled';
  const withoutMetrics = metrics === undefined || literalText(getPath(metrics, 'Status')) === 'Disabled';
  const wrongMinutes = [
    asNumber(getPath(time, 'Time', 'Minutes')),
    asNumber(getPath(metrics, 'EventThreshold', 'Minutes')),
  ].find((value) => value !== undefined && value !== MINUTES);
  return [
    ...(enabled && withoutMetrics ? [MRAP411_TIME_CONTROL_WITHOUT_METRICS.create({ source })] : []),
    ...(wrongMinutes === undefined
      ? []
      : [MRAP411_TIME_CONTROL_WITHOUT_METRICS.create({ source, minutes: wrongMinutes })]),
  ];
}
