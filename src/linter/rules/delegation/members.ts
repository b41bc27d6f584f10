import { ACCOUNT_PLACEHOLDER } from '../../../diagnostics/account-placeholder';
import { type OwnerRequirements, checkOwnerRequirements } from '../../../diagnostics/checks/owner-requirements';
import { MRAP555_MISSING_DELEGATION, MRAP557_ALLOWED_BUT_NOT_DELEGATED } from '../../../diagnostics/definitions/delegation';
import { MRAP208_MEMBER_OF_ANOTHER_ACCOUNT } from '../../../diagnostics/definitions/members';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { supportedActions } from '../../../facts/data-plane';
import { IDENTIFIERS } from '../../../facts/identifiers';
import { isKnown } from '../../evaluation/symbols';
import { allows, coversAction, coversResource } from '../../iam/match';
import { isOpenPattern } from '../../iam/patterns';
import { resourcesOf, type Statement } from '../../iam/statement';
import { type AccessPoint, accessPoints, isForeign, type Member, ownerOf } from '../../model/access-points';
import { type Bucket, parseBucketName } from '../../model/buckets';
import { accessPointPolicies, certainStatements, identityPolicies, policiesOfBucket } from '../../model/documents';
import { accessPointOrigins } from '../../model/origins';
import { type Application, view } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';
import { delegationsTo, isDelegation } from './delegations';

/** Rows B8, D5 and D7: whether every member lets the access point in, and for what. */
export const memberDelegation: Rule = {
  finds: [MRAP208_MEMBER_OF_ANOTHER_ACCOUNT, MRAP555_MISSING_DELEGATION, MRAP557_ALLOWED_BUT_NOT_DELEGATED],
  check: (application) => accessPoints(application).flatMap((accessPoint) => accessPoint.members.flatMap((member) =>
    toMatches(member.made?.resource ?? accessPoint.resource, check(application, accessPoint, member), member.made ? undefined : member.location))),
};

function check(application: Application, accessPoint: AccessPoint, member: Member): Finding[] {
  const foreign = isForeign(accessPoint, member);
  const delegations = delegationsTo(application, member.bucket, accessPoint);
  if (delegations.length > 0) return checkActions(application, accessPoint, member);
  // A policy that only deployment shows may hold everything.
  const certain = isNamed(application, member.bucket) && certainStatements(application, member.bucket) !== undefined;
  if (accessPoint.ours || !certain) return [];
  if (foreign && member.made === undefined && IDENTIFIERS.ACCOUNT_ID.pattern.test(ownerOf(accessPoint, member))) {
    return [checkOwnerRequirements({ bucket: member.bucket, account: ownerOf(accessPoint, member), needs: [needsOf(accessPoint, member)] })];
  }
  if (member.made === undefined || (!foreign && isAllowedOtherwise(application, accessPoint, member))) return [];
  const origin = accessPointOrigins(application).some((entry) => entry.accessPoint === accessPoint);
  const severity = foreign || origin ? FindingSeverity.ERROR : FindingSeverity.WARNING;
  return [{ ...checkOwnerRequirements({ bucket: member.bucket, needs: [needsOf(accessPoint, member)] }), severity }];
}

/** Whether the bucket is a certain one: a name that only deployment shows may be any. */
function isNamed({ symbols }: Application, bucket: string): boolean {
  return symbols.isCertain(bucket);
}

/** An identity of the account, or the bucket itself, may allow the same on the bucket. */
function isAllowedOtherwise(application: Application, accessPoint: AccessPoint, member: Member): boolean {
  const arn = `${member.made!.arn}/*`;
  const origin = accessPointOrigins(application).some((entry) => entry.accessPoint === accessPoint);
  const own = policiesOfBucket(application, member.bucket).flatMap(({ statements }) => statements).filter((statement) => !isDelegation(statement));
  const distribution = own.filter(({ principals }) => principals?.services.includes('cloudfront.amazonaws.com'));
  if (origin) return allows(application.symbols, distribution, 's3:GetObject', arn) !== false;
  return allows(application.symbols, own, 's3:GetObject', arn) !== false || isUsedByIdentity(application, member.made!);
}

const USES = ['s3:GetObject', 's3:PutObject'];

/** What identities may read or write: by the bucket that is named, and with wildcards. */
const usable = view((application) => {
  const using = identityPolicies(application).flatMap(({ document }) => document.statements)
    .filter((statement) => statement.effect !== 'Deny' && USES.some((action) => coversAction(application.symbols, statement, action) !== false));
  const single = (statement: Statement) => statement.resources?.negated === false && statement.resources.complete
    && resourcesOf(statement).every((resource) => {
      const name = parseBucketName(resource) ?? (resource.startsWith('arn:') ? '' : '*');
      return application.symbols.isCertain(resource) && !isOpenPattern(name) && !isOpenPattern(resource.slice(0, resource.indexOf(':::') + 3));
    });
  return {
    named: new Set(using.filter(single).flatMap((statement) => resourcesOf(statement).flatMap((resource) => parseBucketName(resource) ?? []))),
    open: using.filter((statement) => !single(statement)),
  };
});

function isUsedByIdentity(application: Application, { name, arn }: Bucket): boolean {
  const { named, open } = usable(application);
  return named.has(name) || open.some((statement) => coversResource(application.symbols, statement, `${arn}/*`) !== false);
}

function checkActions(application: Application, accessPoint: AccessPoint, member: Member): Finding[] {
  const delegated = delegationsTo(application, member.bucket, accessPoint);
  const granted = accessPointPolicies(application).filter((policy) => policy.accessPoint === accessPoint)
    .flatMap(({ statements }) => statements).filter(({ effect, actions }) => effect === 'Allow' && actions?.negated === false);
  const actions = supportedActions()
    .filter((action) => granted.some((statement) => statement.actions!.values.some((value) => value.toLowerCase() === action.toLowerCase())))
    .filter((action) => delegated.every((statement) => coversAction(application.symbols, statement, action) === false));
  return actions.length === 0 ? [] : [MRAP557_ALLOWED_BUT_NOT_DELEGATED.create({ bucket: member.bucket, actions })];
}

function needsOf({ account }: AccessPoint, { bucket }: Member): OwnerRequirements {
  const owner = isKnown(account) ? account : ACCOUNT_PLACEHOLDER;
  const arn = `arn:aws:s3:::${bucket}`;
  return {
    bucketPolicy: [{
      Effect: 'Allow',
      Principal: '*',
      Action: supportedActions(),
      Resource: [arn, `${arn}/*`],
      Condition: { StringEquals: { 's3:DataAccessPointAccount': owner } },
    }],
  };
}
