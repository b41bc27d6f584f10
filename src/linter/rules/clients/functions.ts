import {
  MRAP801_FUNCTION_DISABLES_ACCESS_POINTS, MRAP802_GLOBAL_STS_TOKENS,
} from '../../../diagnostics/definitions/clients';
import { type Finding } from '../../../diagnostics/finding';
import { asFields, asFlag, asText, getValueAtPath, literalText } from '../../evaluation/read';
import { findAccessPoints } from '../../model/access-points';
import { findRoleByArn } from '../../model/roles';
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
  check: (application) => application.resourcesOfType('AWS::Lambda::Function')
    .filter((resource) => usesAccessPoint(application, resource))
    .flatMap((resource) => toLinterRuleMatches(resource, check(resource), 'Properties/Environment/Variables')),
};

function usesAccessPoint(application: TemplateModel, { properties }: TemplateResource): boolean {
  const statements = findRoleByArn(application, asText(properties.Role))?.statements ?? [];
  const aliases = findAccessPoints(application).map(({ alias }) => alias);
  const isObjectArn = (value: string) => /:s3::[^:]*:accesspoint\/[a-z][a-z0-9]*\.mrap\/object\//.test(value)
    || aliases.some((alias) => value.includes(`${alias}/object/`));
  return statements.some(({ effect, resources }) => effect === 'Allow' && resources?.values.some(isObjectArn));
}

function check({ properties }: TemplateResource): Finding[] {
  const variables = asFields(getValueAtPath(properties, 'Environment', 'Variables')) ?? {};
  const usesGlobalTokens = literalText(variables[STS_ENDPOINTS_VARIABLE]) === 'legacy';
  return [
    ...DISABLING_VARIABLES.filter((variable) => asFlag(variables[variable]) === true).map((variable) =>
      MRAP801_FUNCTION_DISABLES_ACCESS_POINTS.create({ variable, value: String(variables[variable]) }),
    ),
    ...(usesGlobalTokens ? [MRAP802_GLOBAL_STS_TOKENS.create({ variable: STS_ENDPOINTS_VARIABLE })] : []),
  ];
}
