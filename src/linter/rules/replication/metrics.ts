import { checkMetricsOfMember } from '../../../diagnostics/checks/replication-rules';
import { MRAP434_RULE_OF_MEMBER_WITHOUT_METRICS } from '../../../diagnostics/definitions/replication-rules';
import { groupBy } from '../../../diagnostics/group-by';
import { REPLICATION_TYPE } from '../../../wire/resource-types';
import { getValueAtPath, literalText } from '../../evaluation/read';
import { findAccessPointsWithMember } from '../../model/access-points';
import { findReplications, type TemplateReplication, type TemplateReplicationRule } from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, type LinterRuleMatch, toLinterRuleMatches } from '../rule';

/** The metrics of several rules to one member. */
export const metricsOfMembersRule: LinterRule = {
  finds: [MRAP434_RULE_OF_MEMBER_WITHOUT_METRICS],
  // Constructs of this library run the same check; see ADR 0028.
  check: (application) => findReplications(application)
    .filter(({ resource }) => resource.type !== REPLICATION_TYPE)
    .flatMap((replication) => checkReplication(application, replication)),
};

function checkReplication(application: TemplateModel, replication: TemplateReplication): LinterRuleMatch[] {
  const toMembers = replication.rules.filter(({ enabled, destination }) =>
    enabled && destination !== undefined && findAccessPointsWithMember(application, destination).length > 0);
  return [...groupBy(toMembers, ({ destination }) => destination!)].flatMap(([{ name }, rules]) =>
    toLinterRuleMatches(replication.resource, checkMetricsOfMember(replication.sourceName, name, rules.map(readRule))));
}

/** A status that is not known may enable the metrics. */
function readRule({ fields }: TemplateReplicationRule, index: number) {
  const metrics = getValueAtPath(fields, 'Destination', 'Metrics');
  return {
    name: literalText(fields.Id) ?? String(index + 1),
    metrics: metrics !== undefined && literalText(getValueAtPath(metrics, 'Status')) !== 'Disabled',
  };
}
