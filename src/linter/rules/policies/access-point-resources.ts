import { MRAP502_POLICY_RESOURCE, MRAP503_OBJECT_ARN_WITHOUT_OBJECT_SEGMENT } from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { patternsOverlap } from '../../iam/patterns';
import { resourcesOf } from '../../iam/statement';
import { accessPointByAlias } from '../../model/access-points';
import { accessPointPolicies, type AccessPointPolicy, identityPolicies } from '../../model/documents';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

/** The ARN of a Multi-Region Access Point and whatever follows the alias. */
const ACCESS_POINT = /^arn:[^:]*:s3::[^:]*:accesspoint\/([^/*?]+)(.*)$/;

/** Rows P2 and P3: which resources statements about an access point name. */
export const accessPointResources: Rule = {
  finds: [MRAP502_POLICY_RESOURCE, MRAP503_OBJECT_ARN_WITHOUT_OBJECT_SEGMENT],
  check: (application) => [
    ...accessPointPolicies(application).flatMap((policy) => policy.statements.flatMap((statement) =>
      toMatches(policy.resource, resourcesOf(statement).flatMap((resource) => [
        ...checkObjectForm(application, resource),
        ...checkOwn(application, policy, resource),
      ]), `${statement.location}/Resource`))),
    ...identityPolicies(application).flatMap(({ resource, document }) => document.statements.flatMap((statement) =>
      toMatches(resource, resourcesOf(statement).flatMap((arn) => checkPattern(application, arn)), `${statement.location}/Resource`))),
  ],
};

function checkObjectForm(application: Application, resource: string): Finding[] {
  const [, alias, rest] = ACCESS_POINT.exec(resource) ?? [];
  const isAlias = alias !== undefined && (/\.mrap$/.test(alias) || accessPointByAlias(application, alias) !== undefined);
  return isAlias && rest.startsWith('/') && !/^\/object\/./.test(rest) ? [MRAP503_OBJECT_ARN_WITHOUT_OBJECT_SEGMENT.create({ resource })] : [];
}

/** To IAM a pattern is text: `/*` takes in `/object/…` as well, which S3 does not accept in a policy of its own. */
function checkPattern(application: Application, resource: string): Finding[] {
  return patternsOverlap(application.symbols, resource.replace(ACCESS_POINT, '$2'), '/object/*') === false ? checkObjectForm(application, resource) : [];
}

function checkOwn(application: Application, { accessPoint, name }: AccessPointPolicy, resource: string): Finding[] {
  if (accessPoint === undefined) return isAboutAccessPoints(resource) ? [] : [MRAP502_POLICY_RESOURCE.create({ resource, arn: `the ARN of ${name ?? 'the access point'}` })];
  const { arn } = accessPoint;
  // That the name stands where the alias belongs is a finding of its own.
  const byName = resource.includes(`accesspoint/${accessPoint.reference}`);
  const answers = [arn, `${arn}/*`].map((own) => patternsOverlap(application.symbols, resource, own));
  const malformed = checkObjectForm(application, resource).length > 0 || byName;
  return malformed || answers.some((answer) => answer !== false) ? [] : [MRAP502_POLICY_RESOURCE.create({ resource, arn })];
}

function isAboutAccessPoints(resource: string): boolean {
  return /^[^:]*$|:accesspoint\//.test(resource) || !resource.startsWith('arn:');
}
