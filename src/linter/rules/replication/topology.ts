import { checkMemberReplication } from '../../../diagnostics/checks/member-replication';
import {
  MRAP403_MEMBER_REPLICATION_GAPS, MRAP404_ONE_WAY_ACTIVE_MEMBERS, MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC,
  MRAP422_TWO_WAY_BUCKET_PROPERTIES,
} from '../../../diagnostics/definitions/replication';
import { getValueAtPath, literalText } from '../../evaluation/read';
import { findAccessPoints, type TemplateAccessPoint } from '../../model/access-points';
import {
  findLocatedRules, findReplications, findRulesBetween, type LocatedRule, type TemplateReplicationRule,
} from '../../model/replication';
import { findRoutesDeclarations } from '../../model/routes';
import { hasUnreadableCalls } from '../../model/sdk-calls';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, type LinterRuleMatch, toLinterRuleMatches } from '../rule';

/** The directions in which buckets replicate. */
export const topologyRule: LinterRule = {
  finds: [
    MRAP403_MEMBER_REPLICATION_GAPS, MRAP404_ONE_WAY_ACTIVE_MEMBERS, MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC,
    MRAP422_TWO_WAY_BUCKET_PROPERTIES,
  ],
  check: (application) => [
    // Constructs of this library run the same check; see ADR 0028.
    ...findAccessPoints(application).filter(({ fromLibrary }) => !fromLibrary)
      .flatMap((accessPoint) => checkMembers(application, accessPoint)),
    ...findLocatedRules(application).flatMap((located) => checkOppositeRules(application, located)),
  ],
};

function checkMembers(application: TemplateModel, accessPoint: TemplateAccessPoint): LinterRuleMatch[] {
  const { members } = accessPoint;
  const allDeclared = accessPoint.complete && members.every(({ declared }) => declared !== undefined);
  const allRulesKnown =
    findReplications(application).every(({ complete }) => complete) && !hasUnreadableCalls(application);
  if (!allDeclared || !allRulesKnown) return [];
  return toLinterRuleMatches(
    accessPoint.resource,
    checkMemberReplication({
      members,
      tables: findRoutesDeclarations(application).filter((declaration) => declaration.accessPoint === accessPoint),
      replicates: (from, to) => findRulesBetween(application, from, to).length > 0,
    }),
  );
}

function checkOppositeRules(application: TemplateModel, { replication, rule }: LocatedRule): LinterRuleMatch[] {
  const { sourceName: from } = replication;
  const to = rule.destinationName;
  if (to === undefined || !rule.enabled) return [];
  const opposite = findRulesBetween(application, to, from);
  // Each pair of buckets is reported once.
  const isCycle =
    replication.isBucketProperty && opposite.some((other) => other.replication.isBucketProperty) && from < to;
  const isOneWaySync =
    synchronizesModifications(rule) && !opposite.some((other) => synchronizesModifications(other.rule));
  return [
    ...toLinterRuleMatches(
      replication.resource,
      isCycle ? [MRAP422_TWO_WAY_BUCKET_PROPERTIES.create({ first: from, second: to })] : [],
      rule.location,
    ),
    ...(isOneWaySync ? opposite.slice(0, 1) : []).flatMap((other) =>
      toLinterRuleMatches(
        other.replication.resource,
        [MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC.create({ from: to, to: from })],
        other.rule.location,
      ),
    ),
  ];
}

function synchronizesModifications({ fields }: TemplateReplicationRule): boolean {
  return literalText(getValueAtPath(fields, 'SourceSelectionCriteria', 'ReplicaModifications', 'Status')) === 'Enabled';
}
