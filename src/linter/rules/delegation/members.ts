import { ACCOUNT_PLACEHOLDER } from '../../../diagnostics/account-placeholder';
import { checkOwnerRequirements, type OwnerRequirements } from '../../../diagnostics/checks/owner-requirements';
import {
  MRAP555_MISSING_DELEGATION, MRAP557_ALLOWED_BUT_NOT_DELEGATED,
} from '../../../diagnostics/definitions/delegation';
import { MRAP208_MEMBER_OF_ANOTHER_ACCOUNT } from '../../../diagnostics/definitions/underlying-buckets';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { supportedActions } from '../../../facts/data-plane';
import { IDENTIFIER_FORMS } from '../../../facts/identifiers';
import { isKnownText } from '../../evaluation/symbols';
import { statementsAllowAction, coversAction, coversResource } from '../../iam/match';
import { isOpenPattern } from '../../iam/patterns';
import { listResourcesOfStatement, type PolicyStatement } from '../../iam/statement';
import {
  findAccessPoints, findOwnerOfMember, isMemberOfAnotherAccount, isProbablyMemberOfAnotherAccount,
  type TemplateAccessPoint, type TemplateMember,
} from '../../model/access-points';
import { parseBucketName, type TemplateBucket } from '../../model/buckets';
import { findAccessPointOrigins } from '../../model/origins';
import {
  findAccessPointPolicies, findCompleteBucketPolicyStatements, findIdentityPolicies, findPoliciesOfBucket,
} from '../../model/policies';
import { memoizePerApplication, type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';
import { findDelegationsTo, isDelegationStatement } from './delegations';

/** The delegation of each member to its access point. */
export const memberDelegationRule: LinterRule = {
  finds: [MRAP208_MEMBER_OF_ANOTHER_ACCOUNT, MRAP555_MISSING_DELEGATION, MRAP557_ALLOWED_BUT_NOT_DELEGATED],
  check: (application) =>
    findAccessPoints(application).flatMap((accessPoint) =>
      accessPoint.members.flatMap((member) => {
        const findings = check(application, accessPoint, member);
        return member.declared
          ? toLinterRuleMatches(member.declared.resource, findings)
          : toLinterRuleMatches(accessPoint.resource, findings, member.location);
      }),
    ),
};

function check(application: TemplateModel, accessPoint: TemplateAccessPoint, member: TemplateMember): Finding[] {
  if (findDelegationsTo(application, member.bucket, accessPoint).length > 0) {
    return checkActions(application, accessPoint, member);
  }
  // A policy that only a deployment decides may contain the delegation.
  const allKnown = (member.declared !== undefined || application.symbols.isCertain(member.bucket))
    && findCompleteBucketPolicyStatements(application, member.bucket) !== undefined;
  // Constructs of this library report missing delegations themselves.
  if (accessPoint.fromLibrary || !allKnown) return [];
  const foreign = isMemberOfAnotherAccount(accessPoint, member);
  return member.declared === undefined
    ? checkUndeclared(accessPoint, member, foreign)
    : checkDeclared(application, accessPoint, { member, bucket: member.declared, foreign });
}

/**
 * A bucket of another application. Only a bucket in another account certainly has no permission by an identity policy.
 */
function checkUndeclared(accessPoint: TemplateAccessPoint, member: TemplateMember, foreign: boolean): Finding[] {
  const account = findOwnerOfMember(accessPoint, member);
  const isForeign = foreign || isProbablyMemberOfAnotherAccount(accessPoint, member);
  if (!isForeign || !IDENTIFIER_FORMS.ACCOUNT_ID.pattern.test(account)) return [];
  return [checkOwnerRequirements({ bucket: member.bucket, account, needs: [makeRequirements(accessPoint, member)] })];
}

interface DeclaredMember {
  readonly member: TemplateMember;
  readonly bucket: TemplateBucket;
  readonly foreign: boolean;
}

function checkDeclared(
  application: TemplateModel,
  accessPoint: TemplateAccessPoint,
  { member, bucket, foreign }: DeclaredMember,
): Finding[] {
  if (!foreign && isAllowedOtherwise(application, accessPoint, bucket)) return [];
  const severity = foreign || isOrigin(application, accessPoint) ? FindingSeverity.ERROR : FindingSeverity.WARNING;
  return [
    { ...checkOwnerRequirements({ bucket: member.bucket, needs: [makeRequirements(accessPoint, member)] }), severity },
  ];
}

function isOrigin(application: TemplateModel, accessPoint: TemplateAccessPoint): boolean {
  return findAccessPointOrigins(application).some((origin) => origin.accessPoint === accessPoint);
}

/** Returns whether an identity policy or another statement of the bucket policy allows the access. */
function isAllowedOtherwise(
  application: TemplateModel,
  accessPoint: TemplateAccessPoint,
  bucket: TemplateBucket,
): boolean {
  const others = findPoliciesOfBucket(application, bucket.name)
    .flatMap(({ statements }) => statements)
    .filter((statement) => !isDelegationStatement(statement));
  const mayRead = (statements: readonly PolicyStatement[]) =>
    statementsAllowAction(application.symbols, statements, 's3:GetObject', `${bucket.arn}/*`) !== false;
  if (isOrigin(application, accessPoint)) {
    return mayRead(others.filter(({ principals }) => principals?.services.includes('cloudfront.amazonaws.com')));
  }
  return mayRead(others) || isUsedByIdentity(application, bucket);
}

const DATA_ACTIONS = ['s3:GetObject', 's3:PutObject'];

/** The buckets that identities may read or write: the named ones, and the statements with wildcards. */
const findUsableBuckets = memoizePerApplication((application) => {
  const mayUse = (statement: PolicyStatement) =>
    statement.effect !== 'Deny' &&
    DATA_ACTIONS.some((action) => coversAction(application.symbols, statement, action) !== false);
  const namesBuckets = ({ resources }: PolicyStatement) =>
    resources?.negated === false &&
    resources.complete &&
    resources.values.every((resource) => namesOneBucket(application, resource));
  const statements = findIdentityPolicies(application)
    .flatMap(({ document }) => document.statements)
    .filter(mayUse);
  return {
    named: new Set(
      statements
        .filter(namesBuckets)
        .flatMap(listResourcesOfStatement)
        .flatMap((resource) => parseBucketName(resource) ?? []),
    ),
    open: statements.filter((statement) => !namesBuckets(statement)),
  };
});

/** Returns whether a resource belongs to at most one bucket. */
function namesOneBucket({ symbols }: TemplateModel, resource: string): boolean {
  const name = parseBucketName(resource) ?? (resource.startsWith('arn:') ? '' : '*');
  const beforeName = resource.slice(0, resource.indexOf(':::') + 3);
  return symbols.isCertain(resource) && !isOpenPattern(name) && !isOpenPattern(beforeName);
}

function isUsedByIdentity(application: TemplateModel, { name, arn }: TemplateBucket): boolean {
  const { named, open } = findUsableBuckets(application);
  return (
    named.has(name) || open.some((statement) => coversResource(application.symbols, statement, `${arn}/*`) !== false)
  );
}

function checkActions(application: TemplateModel, accessPoint: TemplateAccessPoint, member: TemplateMember): Finding[] {
  const delegations = findDelegationsTo(application, member.bucket, accessPoint);
  const granted = findAccessPointPolicies(application)
    .filter((policy) => policy.accessPoint === accessPoint)
    .flatMap(({ statements }) => statements)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions }) => (actions?.negated === false ? actions.values : []).map((action) => action.toLowerCase()));
  const actions = supportedActions()
    .filter((action) => granted.includes(action.toLowerCase()))
    .filter((action) =>
      delegations.every((statement) => coversAction(application.symbols, statement, action) === false),
    );
  return actions.length === 0 ? [] : [MRAP557_ALLOWED_BUT_NOT_DELEGATED.create({ bucket: member.bucket, actions })];
}

function makeRequirements({ account }: TemplateAccessPoint, { bucket }: TemplateMember): OwnerRequirements {
  const arn = `arn:aws:s3:::${bucket}`;
  return {
    bucketPolicy: [{
      Effect: 'Allow',
      Principal: '*',
      Action: supportedActions(),
      Resource: [arn, `${arn}/*`],
      Condition: {
        StringEquals: { 's3:DataAccessPointAccount': isKnownText(account) ? account : ACCOUNT_PLACEHOLDER },
      },
    }],
  };
}
