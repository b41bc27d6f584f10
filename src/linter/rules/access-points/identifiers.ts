import { checkAlias, checkArn } from '../../../diagnostics/checks/names';
import { MRAP105_MALFORMED_ALIAS, MRAP106_MALFORMED_ARN } from '../../../diagnostics/definitions/names';
import { MRAP511_NAME_ALIAS_MISMATCH } from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { getPath, asFields, asText } from '../../evaluation/read';
import { isKnown } from '../../evaluation/symbols';
import { isOpenPattern } from '../../iam/patterns';
import { type PolicyDocument, resourcesOf } from '../../iam/statement';
import { accessPointByAlias, isReference } from '../../model/access-points';
import { accessPointPolicies, bucketPolicies, identityPolicies } from '../../model/documents';
import { routesDeclarations } from '../../model/routes';
import { type Application } from '../../model/template-model';
import { type RuleMatch, type Rule } from '../rule';

/** What an ARN of an access point says: with an empty Region it can be no Regional one, and an alias ends in `.mrap`. */
const ARN = /^arn:(?<partition>[^:]*):s3:(?<region>[^:]*):(?<account>[^:]*):accesspoint\/(?<alias>[^/]*)/;

/** Rows N5, N6 and P11: every place where an access point is named. */
export const identifiers: Rule = {
  finds: [MRAP105_MALFORMED_ALIAS, MRAP106_MALFORMED_ARN, MRAP511_NAME_ALIAS_MISMATCH],
  check: (application) => [
    ...documents(application).flatMap(({ resource, document }) => document.statements.flatMap((statement) => [
      ...resourcesOf(statement).map((arn) => ({ arn, location: `${statement.location}/Resource` })),
      ...statement.conditions.filter(({ key }) => key === 's3:dataaccesspointarn').flatMap(({ values }) => values)
        .map((arn) => ({ arn, location: `${statement.location}/Condition` })),
    ].flatMap(({ arn, location }) => checkText(application, arn).map((finding) => ({ resource, finding, location }))))),
    ...routesDeclarations(application).flatMap(({ resource, target, location }) =>
      [...checkText(application, target), ...checkRoutesTarget(application, target)].map((finding) => ({ resource, finding, location }))),
    ...environments(application),
    ...policyNames(application),
  ],
};

function documents(application: Application): { resource: RuleMatch['resource']; document: PolicyDocument }[] {
  return [...accessPointPolicies(application), ...bucketPolicies(application), ...identityPolicies(application)]
    .flatMap(({ resource, document }) => (document === undefined ? [] : [{ resource, document }]));
}

function environments(application: Application): RuleMatch[] {
  return application.ofType('AWS::Lambda::Function').flatMap((resource) =>
    Object.entries(asFields(getPath(resource.properties, 'Environment', 'Variables')) ?? {}).flatMap(([name, value]) =>
      checkText(application, asText(value) ?? '').map((finding) => ({ resource, finding, location: `Properties/Environment/Variables/${name}` }))));
}

function checkText(application: Application, text: string): Finding[] {
  const { region, account, alias } = ARN.exec(text)?.groups ?? {};
  if (alias === undefined) return [];
  if (accessPointByAlias(application, alias) !== undefined) return region === '' ? [] : [MRAP106_MALFORMED_ARN.create({ arn: text })];
  if (region !== '') return /\.mrap$/.test(alias) ? [MRAP106_MALFORMED_ARN.create({ arn: text })] : [];
  if (isReference(application, alias)) {
    return [MRAP511_NAME_ALIAS_MISMATCH.create({ where: 'ARN', got: text, expected: 'the alias, which S3 gives (Fn::GetAtt Alias)' })];
  }
  if (!isKnown(alias) || isOpenPattern(alias)) return [];
  if (/\.mrap$/.test(alias)) return checkAlias(alias);
  return isKnown(account) ? checkArn(text) : [MRAP106_MALFORMED_ARN.create({ arn: text })];
}

/** Routes take the ARN, and neither name nor alias. */
function checkRoutesTarget(application: Application, target: string): Finding[] {
  const mistaken = isReference(application, target) || accessPointByAlias(application, target) !== undefined || /^[a-z][a-z0-9]*\.mrap$/.test(target);
  return mistaken ? [MRAP511_NAME_ALIAS_MISMATCH.create({ where: 'routes', got: target, expected: 'the ARN, arn:aws:s3::<account>:accesspoint/<alias>' })] : [];
}

function policyNames(application: Application): RuleMatch[] {
  return accessPointPolicies(application).flatMap(({ resource, name }) => {
    const alias = name !== undefined && (/\.mrap$/.test(name) || accessPointByAlias(application, name) !== undefined);
    return alias ? [{ resource, location: 'Properties/MrapName', finding: MRAP511_NAME_ALIAS_MISMATCH.create({ where: 'MrapName', got: name, expected: 'the name of the access point' }) }] : [];
  });
}
