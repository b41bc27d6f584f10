import { checkReplicatedMembers } from '../../../diagnostics/checks/member-replication';
import { MRAP403_MEMBER_REPLICATION_GAPS, MRAP404_ONE_WAY_ACTIVE_MEMBERS, MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC, MRAP422_TWO_WAY_BUCKET_PROPERTIES } from '../../../diagnostics/definitions/replication';
import { getPath, literalText } from '../../evaluation/read';
import { type AccessPoint, accessPoints } from '../../model/access-points';
import { placedRules, replications, rulesBetween } from '../../model/replication';
import { routesDeclarations } from '../../model/routes';
import { hasUnreadableCalls } from '../../model/sdk-calls';
import { type Application } from '../../model/template-model';
import { type RuleMatch, type Rule, toMatches } from '../rule';

/** Rows C3, C4, C5 and C22: which bucket replicates to which. */
export const topology: Rule = {
  finds: [MRAP403_MEMBER_REPLICATION_GAPS, MRAP404_ONE_WAY_ACTIVE_MEMBERS, MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC, MRAP422_TWO_WAY_BUCKET_PROPERTIES],
  check: (application) => [
    ...accessPoints(application).filter(({ ours }) => !ours).flatMap((accessPoint) => checkMembers(application, accessPoint)),
    ...checkPairs(application),
  ],
};

function checkMembers(application: Application, accessPoint: AccessPoint): RuleMatch[] {
  const members = accessPoint.members.filter((member) => member.made !== undefined).map((member) => member.bucket);
  const known = members.length === accessPoint.members.length && accessPoint.complete
    && replications(application).every((replication) => replication.complete) && !hasUnreadableCalls(application);
  if (!known) return [];
  const passive = passiveMembers(application, accessPoint);
  const replicates = (from: string, to: string) => rulesBetween(application, from, to).length > 0;
  return toMatches(accessPoint.resource, checkReplicatedMembers({ members, passive, replicates }));
}

/** Members that routes make passive; where routes are not all known, every one may be. */
function passiveMembers(application: Application, accessPoint: AccessPoint): Set<string> {
  const declared = routesDeclarations(application).filter((declaration) => declaration.accessPoint === accessPoint);
  return new Set(accessPoint.members.filter((member) => declared.some(({ routes, complete, others }) => {
    const route = routes.find(({ bucket, region }) => bucket === member.bucket || (region !== undefined && region === member.region));
    return !complete || (route ? route.dial === 0 : others === 0);
  })).map((member) => member.bucket));
}

function checkPairs(application: Application): RuleMatch[] {
  return placedRules(application).flatMap(({ replication, rule }) => {
    const { sourceName: from } = replication;
    const to = rule.destinationName;
    if (to === undefined || !rule.enabled) return [];
    const back = rulesBetween(application, to, from);
    const cycle = replication.native && back.some((other) => other.replication.native) && from < to;
    const synchronized = syncs(rule.fields) && !back.some((other) => syncs(other.rule.fields));
    return [
      ...toMatches(replication.resource, cycle ? [MRAP422_TWO_WAY_BUCKET_PROPERTIES.create({ first: from, second: to })] : [], rule.location),
      ...back.slice(0, 1).flatMap((other) =>
        toMatches(other.replication.resource, synchronized ? [MRAP405_ONE_WAY_REPLICA_MODIFICATION_SYNC.create({ from: to, to: from })] : [], other.rule.location)),
    ];
  });
}

function syncs(fields: unknown): boolean {
  return literalText(getPath(fields, 'SourceSelectionCriteria', 'ReplicaModifications', 'Status')) === 'Enabled';
}
