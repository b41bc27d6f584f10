import {
  type DeclaredBucket, checkMembers, findBrokenBucketNameRule, findUnsupportedBucketKind,
} from '../../../diagnostics/checks/members';
import {
  MRAP201_BUCKET_COUNT, MRAP202_DUPLICATE_REGION, MRAP203_DUPLICATE_BUCKET, MRAP204_UNSUPPORTED_REGION,
  MRAP205_OPT_IN_REGION, MRAP206_MALFORMED_BUCKET_NAME, MRAP207_MALFORMED_BUCKET_ACCOUNT,
  MRAP209_UNSUPPORTED_BUCKET_TYPE, MRAP211_SINGLE_BUCKET, MRAP213_REGION_NOT_ALLOWED,
} from '../../../diagnostics/definitions/members';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { groupBy } from '../../../diagnostics/group-by';
import { fillSymbols } from '../../evaluation/fillings';
import { literalText } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import {
  findAccessPoints, isMemberOfAnotherAccount, isProbablyMemberOfAnotherAccount, type TemplateAccessPoint,
  type TemplateMember,
} from '../../model/access-points';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const NAME_RULES = [MRAP206_MALFORMED_BUCKET_NAME.id, MRAP209_UNSUPPORTED_BUCKET_TYPE.id];

/** The members of access points. */
export const accessPointMembersRule: LinterRule = {
  finds: [
    MRAP201_BUCKET_COUNT, MRAP202_DUPLICATE_REGION, MRAP203_DUPLICATE_BUCKET, MRAP204_UNSUPPORTED_REGION,
    MRAP205_OPT_IN_REGION, MRAP206_MALFORMED_BUCKET_NAME, MRAP207_MALFORMED_BUCKET_ACCOUNT,
    MRAP209_UNSUPPORTED_BUCKET_TYPE, MRAP211_SINGLE_BUCKET, MRAP213_REGION_NOT_ALLOWED,
  ],
  check: (application) =>
    findAccessPoints(application)
      .filter(({ complete }) => complete)
      .flatMap((accessPoint) => {
        const { resource, fromLibrary } = accessPoint;
        const findings = [
          ...checkMembers(accessPoint.members.map(toDeclaredBucket), application.regionRules),
          ...checkBucketsOfOneStack(accessPoint),
        ]
          .filter(({ message, ruleId }) => isKnownText(message) || !NAME_RULES.includes(ruleId));
        return [
          // The plugin omits the warnings that a construct of this library has already reported.
          ...toLinterRuleMatches(resource, findings, fromLibrary ? 'Properties/Buckets' : 'Properties/Regions'),
          ...accessPoint.members.flatMap((member) =>
            toLinterRuleMatches(
              resource, [...checkOpenName(accessPoint, member), ...checkOwner(accessPoint, member)], member.location,
            ),
          ),
        ];
      }),
};

/** Buckets of one stack are in one Region, also if only a deployment decides which. */
function checkBucketsOfOneStack({ members }: TemplateAccessPoint): Finding[] {
  const created = members.flatMap(({ bucket, region, declared }) =>
    (declared === undefined || region !== undefined ? [] : [{ bucket, stack: declared.resource.stack.id }]));
  return [...groupBy(created, ({ stack }) => stack).values()].filter((ofStack) => ofStack.length > 1)
    .map((ofStack) => MRAP202_DUPLICATE_REGION.create({
      region: '${AWS::Region}', buckets: ofStack.map(({ bucket }) => bucket),
    }));
}

/** A name that contains a value of a deployment is wrong only if every value makes it wrong. */
function checkOpenName({ resource: { application } }: TemplateAccessPoint, { bucket }: TemplateMember): Finding[] {
  if (isKnownText(bucket)) return [];
  const names = fillSymbols(application.symbols, bucket);
  const kinds = names.map(findUnsupportedBucketKind);
  const kind = kinds[kinds.length - 1];
  if (kind !== undefined && !kinds.includes(undefined)) {
    return [MRAP209_UNSUPPORTED_BUCKET_TYPE.create({ bucket, kind })];
  }
  const broken = names.map(findBrokenBucketNameRule);
  const rule = broken[broken.length - 1];
  return rule === undefined || broken.includes(undefined)
    ? []
    : [MRAP206_MALFORMED_BUCKET_NAME.create({ bucket, rule })];
}

function toDeclaredBucket({ bucket, region, account }: TemplateMember): DeclaredBucket {
  return { bucket, region, account: literalText(account) };
}

/** S3 needs the account of a bucket that another account owns. */
function checkOwner(accessPoint: TemplateAccessPoint, member: TemplateMember): Finding[] {
  const { bucket, account, declared } = member;
  const isForeign = isMemberOfAnotherAccount(accessPoint, member);
  if (account !== undefined || !(isForeign || isProbablyMemberOfAnotherAccount(accessPoint, member))) return [];
  const expected = `${declared?.account}, which creates the bucket`;
  const severity = isForeign ? FindingSeverity.ERROR : FindingSeverity.WARNING;
  return [MRAP207_MALFORMED_BUCKET_ACCOUNT.create({ bucket, expected }, severity)];
}
