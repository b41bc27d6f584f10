import { MRAP406, MRAP407, MRAP408, MRAP409, MRAP410, MRAP411 } from '../../checks/diagnostics/replication';
import { type Finding, FindingSeverity } from '../../checks/finding';
import { groupBy } from '../../checks/group-by';
import { LIMITS } from '../../facts/limits';
import { type Rule, detect } from '../rule';
import { at, type Fields, fieldsOf, knownText, listOf, numberOf } from '../values/read';
import { placedRules, type Replication, replications } from '../views/replication';

const MINUTES = 15;

/** Rows C6 to C11: how rules are written. */
export const ruleForm: Rule = {
  finds: [MRAP406, MRAP407, MRAP408, MRAP409, MRAP410, MRAP411],
  check: (application) => [
    ...replications(application).flatMap((replication) => detect(replication.resource, [...checkUnique(replication), ...checkCount(replication)])),
    ...placedRules(application).flatMap(({ replication, rule }) => detect(replication.resource, [
      ...checkComplete(rule.fields), ...checkLengths(rule.fields), ...checkFilter(rule.fields), ...checkTimeControl(rule.fields),
    ], rule.location)),
  ],
};

function checkComplete(rule: Fields): Finding[] {
  if (rule.Filter === undefined) return [];
  const missing = ['Status', 'Priority', 'DeleteMarkerReplication'].filter((field) => rule[field] === undefined);
  return missing.length === 0 ? [] : [MRAP406.find({ missing })];
}

function checkUnique({ rules }: Replication): Finding[] {
  return (['Priority', 'Id'] as const).flatMap((kind) => {
    const values = rules.flatMap(({ fields }) => knownText(fields[kind]) ?? []);
    return [...groupBy(values, (value) => value)].filter(([, same]) => same.length > 1).map(([value]) => MRAP407.find({ kind, value }));
  });
}

function checkCount({ rules }: Replication): Finding[] {
  const limit = LIMITS.REPLICATION_RULES.value;
  return rules.length > limit ? [MRAP408.find({ what: 'number of replication rules', got: rules.length, limit })] : [];
}

function checkLengths(rule: Fields): Finding[] {
  const { Prefix: prefix, And: and } = fieldsOf(rule.Filter) ?? {};
  return [
    { what: 'id of the replication rule', text: rule.Id, limit: LIMITS.REPLICATION_RULE_ID.value },
    { what: 'prefix of the replication rule', text: rule.Prefix ?? prefix ?? at(and, 'Prefix'), limit: LIMITS.REPLICATION_PREFIX.value },
  ].flatMap(({ what, text, limit }) => {
    const got = knownText(text)?.length ?? 0;
    return got > limit ? [MRAP408.find({ what, got, limit })] : [];
  });
}

function checkFilter(rule: Fields): Finding[] {
  const filter = fieldsOf(rule.Filter);
  if (filter === undefined) return [];
  const got = Object.keys(filter).filter((key) => ['Prefix', 'TagFilter', 'And'].includes(key));
  const joined = filter.And === undefined ? undefined
    : (at(filter, 'And', 'Prefix') === undefined ? 0 : 1) + listOf(at(filter, 'And', 'TagFilters')).length;
  const byTag = filter.TagFilter !== undefined || listOf(at(filter, 'And', 'TagFilters')).length > 0;
  const markers = knownText(at(rule.DeleteMarkerReplication, 'Status')) === 'Enabled';
  return [
    ...(got.length > 1 ? [MRAP409.find({ got })] : []),
    ...(got.length === 1 && joined !== undefined && joined < 2
      ? [MRAP409.find({ got: [`And with ${joined} predicate${joined === 1 ? '' : 's'}`] }, FindingSeverity.WARNING)] : []),
    ...(byTag && markers ? [MRAP410.find({})] : []),
  ];
}

function checkTimeControl(rule: Fields): Finding[] {
  const time = at(rule, 'Destination', 'ReplicationTime');
  const metrics = at(rule, 'Destination', 'Metrics');
  const enabled = knownText(at(time, 'Status')) === 'Enabled';
  const minutes = [numberOf(at(time, 'Time', 'Minutes')), numberOf(at(metrics, 'EventThreshold', 'Minutes'))].filter((value) => value !== undefined);
  return [
    ...(enabled && (metrics === undefined || knownText(at(metrics, 'Status')) === 'Disabled') ? [MRAP411.find({ problem: 'has no Metrics' })] : []),
    ...minutes.filter((value) => value !== MINUTES).slice(0, 1).map((value) => MRAP411.find({ problem: `asks for ${value} minutes` })),
  ];
}
