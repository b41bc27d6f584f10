import {
  MRAP502_POLICY_RESOURCE, MRAP503_OBJECT_ARN_WITHOUT_OBJECT_SEGMENT,
} from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { patternsOverlap } from '../../iam/patterns';
import { listResourcesOfStatement } from '../../iam/statement';
import { findAccessPointByAlias } from '../../model/access-points';
import { type AccessPointPolicy, findAccessPointPolicies, findIdentityPolicies } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** The ARN of a Multi-Region Access Point and the text after its alias. */
const ACCESS_POINT = /^arn:[^:]*:s3::[^:]*:accesspoint\/([^/*?]+)(.*)$/;

/** Resources in policies of access points and in identity policies. */
export const accessPointResourcesRule: LinterRule = {
  finds: [MRAP502_POLICY_RESOURCE, MRAP503_OBJECT_ARN_WITHOUT_OBJECT_SEGMENT],
  check: (application) => [
    ...findAccessPointPolicies(application).flatMap((policy) =>
      policy.statements.flatMap((statement) => {
        const findings = listResourcesOfStatement(statement).flatMap((resource) => [
          ...checkObjectForm(application, resource),
          ...checkOwn(application, policy, resource),
        ]);
        return toLinterRuleMatches(policy.resource, findings, `${statement.location}/Resource`);
      }),
    ),
    ...findIdentityPolicies(application).flatMap(({ resource, document }) =>
      document.statements.flatMap((statement) => {
        const findings = listResourcesOfStatement(statement).flatMap((arn) => checkPattern(application, arn));
        return toLinterRuleMatches(resource, findings, `${statement.location}/Resource`);
      }),
    ),
  ],
};

function checkObjectForm(application: TemplateModel, resource: string): Finding[] {
  const [, alias, rest] = ACCESS_POINT.exec(resource) ?? [];
  const isAlias =
    alias !== undefined && (/\.mrap$/.test(alias) || findAccessPointByAlias(application, alias) !== undefined);
  const malformed = isAlias && rest.startsWith('/') && !/^\/object\/./.test(rest);
  return malformed ? [MRAP503_OBJECT_ARN_WITHOUT_OBJECT_SEGMENT.create({ resource })] : [];
}

/** In identity policies, `/*` also matches `/object/…`. S3 does not accept it in the policy of an access point. */
function checkPattern(application: TemplateModel, resource: string): Finding[] {
  const matchesObjects =
    patternsOverlap(application.symbols, resource.replace(ACCESS_POINT, '$2'), '/object/*') !== false;
  return matchesObjects ? [] : checkObjectForm(application, resource);
}

function checkOwn(application: TemplateModel, { accessPoint, name }: AccessPointPolicy, resource: string): Finding[] {
  if (accessPoint === undefined) {
    const arn = `the ARN of ${name ?? 'the access point'}`;
    return isAboutAccessPoints(resource) ? [] : [MRAP502_POLICY_RESOURCE.create({ resource, arn })];
  }
  const { arn, reference } = accessPoint;
  // The rule about identifiers reports a name instead of an alias.
  const byName = resource.includes(`accesspoint/${reference}`);
  if (byName || checkObjectForm(application, resource).length > 0) return [];
  const matches = [arn, `${arn}/*`].some((own) => patternsOverlap(application.symbols, resource, own) !== false);
  return matches ? [] : [MRAP502_POLICY_RESOURCE.create({ resource, arn })];
}

function isAboutAccessPoints(resource: string): boolean {
  return /^[^:]*$|:accesspoint\//.test(resource) || !resource.startsWith('arn:');
}
