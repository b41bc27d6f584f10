import { MRAP801, MRAP802 } from '../../checks/diagnostics/clients';
import { type Finding } from '../../checks/finding';
import { type Application, type Resource } from '../application';
import { type Rule, detect } from '../rule';
import { at, fieldsOf, flagOf, knownText, textOf } from '../values/read';
import { accessPoints } from '../views/access-points';
import { roleByArn } from '../views/roles';

const SWITCHES = ['AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_USE_FIPS_ENDPOINT'];
const STS = 'AWS_STS_REGIONAL_ENDPOINTS';

/** Rows S1 and S2: functions that are allowed an access point. */
export const functions: Rule = {
  finds: [MRAP801, MRAP802],
  check: (application) => application.ofType('AWS::Lambda::Function').filter((resource) => usesAccessPoint(application, resource))
    .flatMap((resource) => detect(resource, check(resource), 'Properties/Environment/Variables')),
};

function usesAccessPoint(application: Application, { properties }: Resource): boolean {
  const statements = roleByArn(application, textOf(properties.Role))?.statements ?? [];
  const aliases = accessPoints(application).map(({ alias }) => alias);
  return statements.some(({ effect, resources }) => effect === 'Allow' && resources?.values.some((value) =>
    /:s3::[^:]*:accesspoint\/[a-z][a-z0-9]*\.mrap\/object\//.test(value) || aliases.some((alias) => value.includes(`${alias}/object/`))));
}

function check({ properties }: Resource): Finding[] {
  const variables = fieldsOf(at(properties, 'Environment', 'Variables')) ?? {};
  return [
    ...SWITCHES.filter((variable) => flagOf(variables[variable]) === true)
      .map((variable) => MRAP801.find({ variable, value: String(variables[variable]) })),
    ...(knownText(variables[STS]) === 'legacy' ? [MRAP802.find({ variable: STS })] : []),
  ];
}
