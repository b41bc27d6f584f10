import * as diagnostics from '../../checks/diagnostics/members';
import { FindingSeverity } from '../../checks/finding';
import { checkMembers } from '../../checks/members';
import { type Rule, detect } from '../rule';
import { knownText } from '../values/read';
import { isKnown } from '../values/symbols';
import { type AccessPoint, accessPoints, isForeign, type Member } from '../views/access-points';

const { MRAP201, MRAP202, MRAP203, MRAP204, MRAP205, MRAP206, MRAP207, MRAP209, MRAP211, MRAP213 } = diagnostics;

/** Rows B1 to B7, B9, B11 and B13. */
export const members: Rule = {
  finds: [MRAP201, MRAP202, MRAP203, MRAP204, MRAP205, MRAP206, MRAP207, MRAP209, MRAP211, MRAP213],
  check: (application) => accessPoints(application).filter(({ complete }) => complete).flatMap((accessPoint) => {
    const findings = checkMembers(accessPoint.members.map(asMember), application.regionRules)
      // A name that only deployment knows breaks no rule of names.
      .filter((finding) => isKnown(finding.message) || ![MRAP206.id, MRAP209.id].includes(finding.ruleId))
      // Warnings of our own constructs stand at the construct already, acknowledged or not.
      .filter((finding) => !accessPoint.ours || finding.severity === FindingSeverity.ERROR);
    return [
      ...detect(accessPoint.resource, findings, accessPoint.ours ? 'Properties/Buckets' : 'Properties/Regions'),
      ...accessPoint.members.flatMap((member) => detect(accessPoint.resource, checkOwner(accessPoint, member), member.location)),
    ];
  }),
};

function asMember({ bucket, region, account }: Member) {
  return { bucket, region, account: knownText(account) };
}

/** Row B7: a bucket of another account needs its owner. */
function checkOwner(accessPoint: AccessPoint, member: Member) {
  const missing = member.account === undefined && isForeign(accessPoint, member);
  return missing ? [MRAP207.find({ bucket: member.bucket, account: `nothing, though the bucket is made in account ${member.made!.account}` })] : [];
}
