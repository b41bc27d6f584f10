import { MRAP105, MRAP106 } from '../../checks/diagnostics/names';
import { MRAP511 } from '../../checks/diagnostics/policies';
import { type Finding } from '../../checks/finding';
import { checkAlias, checkArn } from '../../checks/names';
import { type Application } from '../application';
import { isOpenPattern } from '../iam/patterns';
import { type PolicyDocument, resourcesOf } from '../iam/statement';
import { type Detection, type Rule } from '../rule';
import { at, fieldsOf, textOf } from '../values/read';
import { isKnown } from '../values/symbols';
import { accessPointByAlias, isReference } from '../views/access-points';
import { accessPointPolicies, bucketPolicies, identityPolicies } from '../views/documents';
import { routesDeclarations } from '../views/routes';

/** What an ARN of an access point says: with an empty Region it can be no Regional one, and an alias ends in `.mrap`. */
const ARN = /^arn:(?<partition>[^:]*):s3:(?<region>[^:]*):(?<account>[^:]*):accesspoint\/(?<alias>[^/]*)/;

/** Rows N5, N6 and P11: every place where an access point is named. */
export const identifiers: Rule = {
  finds: [MRAP105, MRAP106, MRAP511],
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

function documents(application: Application): { resource: Detection['resource']; document: PolicyDocument }[] {
  return [...accessPointPolicies(application), ...bucketPolicies(application), ...identityPolicies(application)]
    .flatMap(({ resource, document }) => (document === undefined ? [] : [{ resource, document }]));
}

function environments(application: Application): Detection[] {
  return application.ofType('AWS::Lambda::Function').flatMap((resource) =>
    Object.entries(fieldsOf(at(resource.properties, 'Environment', 'Variables')) ?? {}).flatMap(([name, value]) =>
      checkText(application, textOf(value) ?? '').map((finding) => ({ resource, finding, location: `Properties/Environment/Variables/${name}` }))));
}

function checkText(application: Application, text: string): Finding[] {
  const { region, account, alias } = ARN.exec(text)?.groups ?? {};
  if (alias === undefined) return [];
  if (accessPointByAlias(application, alias) !== undefined) return region === '' ? [] : [MRAP106.find({ arn: text })];
  if (region !== '') return /\.mrap$/.test(alias) ? [MRAP106.find({ arn: text })] : [];
  if (isReference(application, alias)) {
    return [MRAP511.find({ where: 'ARN', got: text, expected: 'the alias, which S3 gives (Fn::GetAtt Alias)' })];
  }
  if (!isKnown(alias) || isOpenPattern(alias)) return [];
  if (/\.mrap$/.test(alias)) return checkAlias(alias);
  return isKnown(account) ? checkArn(text) : [MRAP106.find({ arn: text })];
}

/** Routes take the ARN, and neither name nor alias. */
function checkRoutesTarget(application: Application, target: string): Finding[] {
  const mistaken = isReference(application, target) || accessPointByAlias(application, target) !== undefined || /^[a-z][a-z0-9]*\.mrap$/.test(target);
  return mistaken ? [MRAP511.find({ where: 'routes', got: target, expected: 'the ARN, arn:aws:s3::<account>:accesspoint/<alias>' })] : [];
}

function policyNames(application: Application): Detection[] {
  return accessPointPolicies(application).flatMap(({ resource, name }) => {
    const alias = name !== undefined && (/\.mrap$/.test(name) || accessPointByAlias(application, name) !== undefined);
    return alias ? [{ resource, location: 'Properties/MrapName', finding: MRAP511.find({ where: 'MrapName', got: name, expected: 'the name of the access point' }) }] : [];
  });
}
