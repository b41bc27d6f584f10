import { MRAP801_FUNCTION_DISABLES_ACCESS_POINTS, MRAP802_GLOBAL_STS_TOKENS } from '../../../diagnostics/definitions/clients';
import { type Finding } from '../../../diagnostics/finding';
import { getPath, asFields, asFlag, literalText, asText } from '../../evaluation/read';
import { accessPoints } from '../../model/access-points';
import { roleByArn } from '../../model/roles';
import { type Application, type TemplateResource } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

const SWITCHES = ['AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_USE_FIPS_ENDPOINT'];
const STS = 'AWS_STS_REGIONAL_ENDPOINTS';

/** Rows S1 and S2: functions that are allowed an access point. */
export const functions: Rule = {
  finds: [MRAP801_FUNCTION_DISABLES_ACCESS_POINTS, MRAP802_GLOBAL_STS_TOKENS],
  check: (application) => application.ofType('AWS::Lambda::Function').filter((resource) => usesAccessPoint(application, resource))
    .flatMap((resource) => toMatches(resource, check(resource), 'Properties/Environment/Variables')),
};

function usesAccessPoint(application: Application, { properties }: TemplateResource): boolean {
  const statements = roleByArn(application, asText(properties.Role))?.statements ?? [];
  const aliases = accessPoints(application).map(({ alias }) => alias);
  return statements.some(({ effect, resources }) => effect === 'Allow' && resources?.values.some((value) =>
    /:s3::[^:]*:accesspoint\/[a-z][a-z0-9]*\.mrap\/object\//.test(value) || aliases.some((alias) => value.includes(`${alias}/object/`))));
}

function check({ properties }: TemplateResource): Finding[] {
  const variables = asFields(getPath(properties, 'Environment', 'Variables')) ?? {};
  return [
    ...SWITCHES.filter((variable) => asFlag(variables[variable]) === true)
      .map((variable) => MRAP801_FUNCTION_DISABLES_ACCESS_POINTS.create({ variable, value: String(variables[variable]) })),
    ...(literalText(variables[STS]) === 'legacy' ? [MRAP802_GLOBAL_STS_TOKENS.create({ variable: STS })] : []),
  ];
}
