import { MRAP403, MRAP404, MRAP405, MRAP422 } from '../../checks/diagnostics/replication';
import { checkReplicatedMembers } from '../../checks/member-replication';
import { type Application } from '../application';
import { type Detection, type Rule, detect } from '../rule';
import { at, knownText } from '../values/read';
import { type AccessPoint, accessPoints } from '../views/access-points';
import { placedRules, replications, rulesBetween } from '../views/replication';
import { routesDeclarations } from '../views/routes';
import { hasUnreadableCalls } from '../views/sdk-calls';

/** Rows C3, C4, C5 and C22: which bucket replicates to which. */
export const topology: Rule = {
  finds: [MRAP403, MRAP404, MRAP405, MRAP422],
  check: (application) => [
    ...accessPoints(application).filter(({ ours }) => !ours).flatMap((accessPoint) => checkMembers(application, accessPoint)),
    ...checkPairs(application),
  ],
};

function checkMembers(application: Application, accessPoint: AccessPoint): Detection[] {
  const members = accessPoint.members.filter((member) => member.made !== undefined).map((member) => member.bucket);
  const known = members.length === accessPoint.members.length && accessPoint.complete
    && replications(application).every((replication) => replication.complete) && !hasUnreadableCalls(application);
  if (!known) return [];
  const passive = passiveMembers(application, accessPoint);
  const replicates = (from: string, to: string) => rulesBetween(application, from, to).length > 0;
  return detect(accessPoint.resource, checkReplicatedMembers({ members, passive, replicates }));
}

/** Members that routes make passive; where routes are not all known, every one may be. */
function passiveMembers(application: Application, accessPoint: AccessPoint): Set<string> {
  const declared = routesDeclarations(application).filter((declaration) => declaration.accessPoint === accessPoint);
  return new Set(accessPoint.members.filter((member) => declared.some(({ routes, complete, others }) => {
    const route = routes.find(({ bucket, region }) => bucket === member.bucket || (region !== undefined && region === member.region));
    return !complete || (route ? route.dial === 0 : others === 0);
  })).map((member) => member.bucket));
}

function checkPairs(application: Application): Detection[] {
  return placedRules(application).flatMap(({ replication, rule }) => {
    const { sourceName: from } = replication;
    const to = rule.destinationName;
    if (to === undefined || !rule.enabled) return [];
    const back = rulesBetween(application, to, from);
    const cycle = replication.native && back.some((other) => other.replication.native) && from < to;
    const synchronized = syncs(rule.fields) && !back.some((other) => syncs(other.rule.fields));
    return [
      ...detect(replication.resource, cycle ? [MRAP422.find({ first: from, second: to })] : [], rule.location),
      ...back.slice(0, 1).flatMap((other) =>
        detect(other.replication.resource, synchronized ? [MRAP405.find({ from: to, to: from })] : [], other.rule.location)),
    ];
  });
}

function syncs(fields: unknown): boolean {
  return knownText(at(fields, 'SourceSelectionCriteria', 'ReplicaModifications', 'Status')) === 'Enabled';
}
