import { checkMembers } from '../../../diagnostics/checks/members';
import * as diagnostics from '../../../diagnostics/definitions/members';
import { FindingSeverity } from '../../../diagnostics/finding';
import { literalText } from '../../evaluation/read';
import { isKnown } from '../../evaluation/symbols';
import { type AccessPoint, accessPoints, isForeign, type Member } from '../../model/access-points';
import { type Rule, toMatches } from '../rule';

const { MRAP201_BUCKET_COUNT, MRAP202_DUPLICATE_REGION, MRAP203_DUPLICATE_BUCKET, MRAP204_UNSUPPORTED_REGION, MRAP205_OPT_IN_REGION, MRAP206_MALFORMED_BUCKET_NAME, MRAP207_MALFORMED_BUCKET_ACCOUNT, MRAP209_UNSUPPORTED_BUCKET_TYPE, MRAP211_SINGLE_BUCKET, MRAP213_REGION_NOT_ALLOWED } = diagnostics;

/** Rows B1 to B7, B9, B11 and B13. */
export const members: Rule = {
  finds: [MRAP201_BUCKET_COUNT, MRAP202_DUPLICATE_REGION, MRAP203_DUPLICATE_BUCKET, MRAP204_UNSUPPORTED_REGION, MRAP205_OPT_IN_REGION, MRAP206_MALFORMED_BUCKET_NAME, MRAP207_MALFORMED_BUCKET_ACCOUNT, MRAP209_UNSUPPORTED_BUCKET_TYPE, MRAP211_SINGLE_BUCKET, MRAP213_REGION_NOT_ALLOWED],
  check: (application) => accessPoints(application).filter(({ complete }) => complete).flatMap((accessPoint) => {
    const findings = checkMembers(accessPoint.members.map(asMember), application.regionRules)
      // A name that only deployment knows breaks no rule of names.
      .filter((finding) => isKnown(finding.message) || ![MRAP206_MALFORMED_BUCKET_NAME.id, MRAP209_UNSUPPORTED_BUCKET_TYPE.id].includes(finding.ruleId))
      // Warnings of our own constructs stand at the construct already, acknowledged or not.
      .filter((finding) => !accessPoint.ours || finding.severity === FindingSeverity.ERROR);
    return [
      ...toMatches(accessPoint.resource, findings, accessPoint.ours ? 'Properties/Buckets' : 'Properties/Regions'),
      ...accessPoint.members.flatMap((member) => toMatches(accessPoint.resource, checkOwner(accessPoint, member), member.location)),
    ];
  }),
};

function asMember({ bucket, region, account }: Member) {
  return { bucket, region, account: literalText(account) };
}

/** Row B7: a bucket of another account needs its owner. */
function checkOwner(accessPoint: AccessPoint, member: Member) {
  const missing = member.account === undefined && isForeign(accessPoint, member);
  return missing ? [MRAP207_MALFORMED_BUCKET_ACCOUNT.create({ bucket: member.bucket, account: `nothing, though the bucket is made in account ${member.made!.account}` })] : [];
}
