import { MRAP406, MRAP407, MRAP408, MRAP409, MRAP410, MRAP411 } from '../../checks/diagnostics/replication';
import { type Finding, FindingSeverity } from '../../checks/finding';
import { groupBy } from '../../checks/group-by';
import { LIMITS } from '../../facts/limits';
import { type Rule, detect } from '../rule';
import { at, type Fields, fieldsOf, isUnknown, knownText, listOf, numberOf } from '../values/read';
import { placedRules, type Replication, type ReplicationRule, replications } from '../views/replication';

const MINUTES = 15;

/** Rows C6 to C11: how rules are written. */
export const ruleForm: Rule = {
  finds: [MRAP406, MRAP407, MRAP408, MRAP409, MRAP410, MRAP411],
  check: (application) => [
    ...replications(application).flatMap((replication) => detect(replication.resource, [...checkUnique(replication), ...checkLimits(replication)])),
    ...placedRules(application).flatMap(({ replication, rule }) => detect(replication.resource, [
      ...checkComplete(rule.fields), ...checkFilter(replication, rule.fields), ...checkTimeControl(replication, rule.fields),
    ], rule.location)),
  ],
};

function checkComplete(rule: Fields): Finding[] {
  if (rule.Filter === undefined) return [];
  const missing = ['Status', 'Priority', 'DeleteMarkerReplication'].filter((field) => rule[field] === undefined);
  return missing.length === 0 ? [] : [MRAP406.find({ missing })];
}

function checkUnique({ rules, sourceName: source }: Replication): Finding[] {
  return (['Priority', 'Id'] as const).flatMap((kind) => {
    const values = rules.flatMap(({ fields }) => knownText(fields[kind]) ?? []);
    return [...groupBy(values, (value) => value)].filter(([, same]) => same.length > 1)
      .map(([value]) => MRAP407.find({ source, what: kind.toLowerCase(), value }));
  });
}

/** The prefix may stand at the rule, in its filter, or among several predicates. */
function prefixOf({ fields: { Prefix: prefix, Filter: filter } }: ReplicationRule): unknown {
  return prefix ?? at(filter, 'Prefix') ?? at(filter, 'And', 'Prefix');
}

function checkLimits({ rules, sourceName: source }: Replication): Finding[] {
  const longest = (texts: readonly unknown[]) => Math.max(0, ...texts.map((text) => knownText(text)?.length ?? 0));
  const figures = [
    { what: 'rules', got: rules.length, limit: LIMITS.REPLICATION_RULES.value },
    { what: 'characters in a rule id', got: longest(rules.map(({ fields: { Id: id } }) => id)), limit: LIMITS.REPLICATION_RULE_ID_LENGTH.value },
    { what: 'characters in a prefix', got: longest(rules.map(prefixOf)), limit: LIMITS.REPLICATION_PREFIX_LENGTH.value },
  ];
  return figures.filter(({ got, limit }) => got > limit).map((figure) => MRAP408.find({ source, ...figure }));
}

function checkFilter({ sourceName: source }: Replication, rule: Fields): Finding[] {
  const filter = fieldsOf(rule.Filter);
  if (filter === undefined) return [];
  const got = Object.keys(filter).filter((key) => ['Prefix', 'TagFilter', 'And'].includes(key));
  const tags = at(filter, 'And', 'TagFilters');
  const joined = filter.And === undefined || isUnknown(tags) ? undefined : (at(filter, 'And', 'Prefix') === undefined ? 0 : 1) + listOf(tags).length;
  const byTag = filter.TagFilter !== undefined || (!isUnknown(tags) && listOf(tags).length > 0);
  const markers = knownText(at(rule.DeleteMarkerReplication, 'Status')) === 'Enabled';
  return [
    ...(got.length > 1 ? [MRAP409.find({ got })] : []),
    ...(got.length === 1 && joined !== undefined && joined < 2
      ? [MRAP409.find({ got: [`And with ${joined} predicate${joined === 1 ? '' : 's'}`] }, FindingSeverity.WARNING)] : []),
    ...(byTag && markers ? [MRAP410.find({ source })] : []),
  ];
}

function checkTimeControl({ sourceName: source }: Replication, rule: Fields): Finding[] {
  const time = at(rule, 'Destination', 'ReplicationTime');
  const metrics = at(rule, 'Destination', 'Metrics');
  const enabled = knownText(at(time, 'Status')) === 'Enabled';
  const minutes = [numberOf(at(time, 'Time', 'Minutes')), numberOf(at(metrics, 'EventThreshold', 'Minutes'))].filter((value) => value !== undefined);
  return [
    ...(enabled && (metrics === undefined || knownText(at(metrics, 'Status')) === 'Disabled') ? [MRAP411.find({ source })] : []),
    ...minutes.filter((value) => value !== MINUTES).slice(0, 1).map((value) => MRAP411.find({ source, minutes: value })),
  ];
}
