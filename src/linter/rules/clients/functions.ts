import {
  MRAP801_FUNCTION_DISABLES_ACCESS_POINTS, MRAP802_GLOBAL_STS_TOKENS,
} from '../../../diagnostics/definitions/clients';
import { type Finding } from '../../../diagnostics/finding';
import { supportedActions } from '../../../facts/data-plane';
import {
  asFields, asFlag, asList, asText, getValueAtPath, literalText, type UncheckedFields,
} from '../../evaluation/read';
import { coversAction } from '../../iam/match';
import { type PolicyStatement } from '../../iam/statement';
import { findAccessPoints } from '../../model/access-points';
import { findIdentityPoliciesIn } from '../../model/policies';
import { findManagedPolicy, findRoleByArn } from '../../model/roles';
import { FUNCTION_TYPES } from '../../model/serverless';
import { type TemplateModel, type TemplateResource } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const DISABLING_VARIABLES = [
  'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_USE_FIPS_ENDPOINT',
];
const STS_ENDPOINTS_VARIABLE = 'AWS_STS_REGIONAL_ENDPOINTS';

/** Environment variables of functions whose role may use an access point. */
export const clientFunctionEnvironmentRule: LinterRule = {
  finds: [MRAP801_FUNCTION_DISABLES_ACCESS_POINTS, MRAP802_GLOBAL_STS_TOKENS],
  check: (application) => application.resourcesOfType(...FUNCTION_TYPES)
    .filter((resource) => usesAccessPoint(application, resource))
    .flatMap((resource) => toLinterRuleMatches(resource, check(resource), 'Properties/Environment/Variables')),
};

/** Returns whether the policies of a function, or its environment variables, name an access point. */
function usesAccessPoint(application: TemplateModel, resource: TemplateResource): boolean {
  const aliases = findAccessPoints(application).map(({ alias }) => alias);
  const isArn = (value: string) => /:s3::[^:]*:accesspoint\/[a-z][a-z0-9]*\.mrap\b/.test(value)
    || aliases.some((alias) => value.includes(`accesspoint/${alias}`));
  const mayReadOrWrite = (statement: PolicyStatement) =>
    supportedActions().some((action) => coversAction(application.symbols, statement, action) === true);
  const isAllowed = listStatements(application, resource).some((statement) =>
    statement.effect === 'Allow' && statement.resources?.values.some(isArn) && mayReadOrWrite(statement));
  return isAllowed || Object.values(readVariables(resource)).some((value) => isArn(asText(value) ?? ''));
}

/** The statements of the role of a function. SAM creates a role with the policies of the function. */
function listStatements(application: TemplateModel, resource: TemplateResource): PolicyStatement[] {
  const { Role: role, Policies: policies } = resource.properties;
  const managed = asList(policies).flatMap((policy) => findManagedPolicy(application, policy) ?? []);
  return [
    ...findRoleByArn(application, asText(role))?.statements ?? [],
    ...[resource, ...managed].flatMap((holder) => findIdentityPoliciesIn(application, holder))
      .flatMap(({ document }) => document.statements),
  ];
}

function readVariables({ properties }: TemplateResource): UncheckedFields {
  return asFields(getValueAtPath(properties, 'Environment', 'Variables')) ?? {};
}

function check(resource: TemplateResource): Finding[] {
  const variables = readVariables(resource);
  const usesGlobalTokens = literalText(variables[STS_ENDPOINTS_VARIABLE]) === 'legacy';
  return [
    ...DISABLING_VARIABLES.filter((variable) => asFlag(variables[variable]) === true).map((variable) =>
      MRAP801_FUNCTION_DISABLES_ACCESS_POINTS.create({ variable, value: String(variables[variable]) }),
    ),
    ...(usesGlobalTokens ? [MRAP802_GLOBAL_STS_TOKENS.create({ variable: STS_ENDPOINTS_VARIABLE })] : []),
  ];
}
