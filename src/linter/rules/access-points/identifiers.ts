import { checkAccessPointAlias, checkAccessPointArn } from '../../../diagnostics/checks/names';
import { MRAP105_MALFORMED_ALIAS, MRAP106_MALFORMED_ARN } from '../../../diagnostics/definitions/names';
import {
  MRAP511_NAME_ALIAS_MISMATCH, MRAP517_POLICY_OF_MALFORMED_NAME,
} from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { IDENTIFIER_FORMS } from '../../../facts/identifiers';
import { neverHasForm } from '../../evaluation/fillings';
import { asFields, asText, getValueAtPath } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { conditionHasWildcards, isComparisonOfText, type PolicyCondition } from '../../iam/condition';
import { isOpenPattern } from '../../iam/patterns';
import { listResourcesOfStatement, type PolicyStatement } from '../../iam/statement';
import {
  findAccessPointByAlias, findAccessPointsWithMemberName, isAccessPointReference,
} from '../../model/access-points';
import { findAccessPointPolicies, findBucketPolicies, findIdentityPolicies } from '../../model/policies';
import { findRoutesDeclarations } from '../../model/routes';
import { FUNCTION_TYPES } from '../../model/serverless';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, type LinterRuleMatch, toLinterRuleMatches } from '../rule';

/** The parts of an access point ARN. A Regional access point has a Region; an alias ends in `.mrap`. */
const ACCESS_POINT_ARN = /^arn:(?<partition>[^:]*):s3:(?<region>[^:]*):(?<account>[^:]*):accesspoint\/(?<alias>[^/]*)/;
/** The ARN of an access point has a slash before its alias. */
const WRONG_SEPARATOR = /^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint:/;
const ALIAS_END = /\.mrap$/;

/** Identifiers of access points in policies, routes, environment variables and policy resources. */
export const accessPointIdentifiersRule: LinterRule = {
  finds: [
    MRAP105_MALFORMED_ALIAS, MRAP106_MALFORMED_ARN, MRAP511_NAME_ALIAS_MISMATCH, MRAP517_POLICY_OF_MALFORMED_NAME,
  ],
  check: (application) => [
    ...checkPolicies(application),
    ...checkConditions(application),
    ...checkRoutes(application),
    ...checkEnvironments(application),
    ...checkPolicyNames(application),
  ],
};

function checkPolicies(application: TemplateModel): LinterRuleMatch[] {
  const policies = [
    ...findAccessPointPolicies(application),
    ...findBucketPolicies(application),
    ...findIdentityPolicies(application),
  ];
  return policies.flatMap(({ resource, document }) =>
    (document?.statements ?? []).flatMap((statement) =>
      listArns(statement)
        .flatMap(({ arn, location }) => toLinterRuleMatches(resource, checkText(application, arn), location)),
    ),
  );
}

/** Conditions of bucket policies. Another rule reports the missing delegation of a bucket of the application. */
function checkConditions(application: TemplateModel): LinterRuleMatch[] {
  return findBucketPolicies(application)
    .filter(({ bucket, name = '' }) =>
      bucket === undefined || findAccessPointsWithMemberName(application, name).length === 0)
    .flatMap(({ resource, statements }) => statements.flatMap(({ conditions, location }) =>
      toLinterRuleMatches(resource, conditions.flatMap(checkCondition), `${location}/Condition`)));
}

/** The rest of an ARN after the access point. */
const OBJECT = /^arn:[^:]*:s3:[^:]*:[^:]*:accesspoint\/[^/*?]+\//;

/** S3 compares the condition with the ARN of the access point, and only some operators have wildcards. */
function checkCondition(condition: PolicyCondition): Finding[] {
  if (condition.key !== 's3:dataaccesspointarn' || !isComparisonOfText(condition)) return [];
  const neverMatches = (value: string) => OBJECT.test(value)
    || (isKnownText(value) && !value.startsWith('arn:') && !isOpenPattern(value))
    || (!conditionHasWildcards(condition) && /[*?]/.test(value));
  return condition.values.filter(neverMatches).map((arn) => MRAP106_MALFORMED_ARN.create({ arn }));
}

/** The resources of a statement, and the access points in its conditions. */
function listArns(statement: PolicyStatement): { arn: string; location: string }[] {
  const conditions = statement.conditions.filter(({ key }) => key === 's3:dataaccesspointarn');
  return [
    ...listResourcesOfStatement(statement).map((arn) => ({ arn, location: `${statement.location}/Resource` })),
    ...conditions.flatMap(({ values }) => values).map((arn) => ({ arn, location: `${statement.location}/Condition` })),
  ];
}

function checkRoutes(application: TemplateModel): LinterRuleMatch[] {
  return findRoutesDeclarations(application).flatMap(({ resource, target, location }) =>
    toLinterRuleMatches(
      resource, [...checkText(application, target), ...checkRoutesTarget(application, target)], location,
    ));
}

function checkEnvironments(application: TemplateModel): LinterRuleMatch[] {
  return application.resourcesOfType(...FUNCTION_TYPES).flatMap((resource) => {
    const variables = Object.entries(asFields(getValueAtPath(resource.properties, 'Environment', 'Variables')) ?? {});
    return variables.flatMap(([name, value]) =>
      toLinterRuleMatches(
        resource, checkText(application, asText(value) ?? ''), `Properties/Environment/Variables/${name}`,
      ));
  });
}

function checkText(application: TemplateModel, text: string): Finding[] {
  const { region, account, alias } = ACCESS_POINT_ARN.exec(text)?.groups ?? {};
  if (WRONG_SEPARATOR.test(text)) return [MRAP106_MALFORMED_ARN.create({ arn: text })];
  if (alias === undefined) return [];
  const malformed = [MRAP106_MALFORMED_ARN.create({ arn: text })];
  if (findAccessPointByAlias(application, alias) !== undefined) return region === '' ? [] : malformed;
  if (region !== '') return ALIAS_END.test(alias) ? malformed : [];
  if (isAccessPointReference(application, alias)) {
    const expected = 'the alias that S3 generates (Fn::GetAtt Alias)';
    return [MRAP511_NAME_ALIAS_MISMATCH.create({ where: 'ARN', got: text, expected })];
  }
  if (!isKnownText(alias) || isOpenPattern(alias)) return [];
  if (ALIAS_END.test(alias)) return checkAccessPointAlias(alias);
  return isKnownText(account) ? checkAccessPointArn(text) : malformed;
}

/** Routes need the ARN, not the name or the alias. */
function checkRoutesTarget(application: TemplateModel, target: string): Finding[] {
  const isName = isAccessPointReference(application, target);
  const isAlias = findAccessPointByAlias(application, target) !== undefined || /^[a-z][a-z0-9]*\.mrap$/.test(target);
  const expected = 'the ARN, arn:aws:s3::<account>:accesspoint/<alias>';
  return isName || isAlias
    ? [MRAP511_NAME_ALIAS_MISMATCH.create({ where: 'target of the routes', got: target, expected })]
    : [];
}

function checkPolicyNames(application: TemplateModel): LinterRuleMatch[] {
  return findAccessPointPolicies(application).flatMap(({ resource, name }) => {
    const isAlias =
      name !== undefined && (ALIAS_END.test(name) || findAccessPointByAlias(application, name) !== undefined);
    const args = { where: 'MrapName', expected: 'the name of the access point' };
    return toLinterRuleMatches(
      resource,
      isAlias ? [MRAP511_NAME_ALIAS_MISMATCH.create({ ...args, got: name })] : checkPolicyName(application, name),
      'Properties/MrapName',
    );
  });
}

/** No access point has a malformed name. */
function checkPolicyName({ symbols }: TemplateModel, name: string | undefined): Finding[] {
  const isMalformed = name !== undefined && neverHasForm(symbols, name, IDENTIFIER_FORMS.NAME.pattern);
  return isMalformed ? [MRAP517_POLICY_OF_MALFORMED_NAME.create({ name })] : [];
}
