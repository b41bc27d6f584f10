import { booleanSelector, loadConfig, SelectorType } from '@smithy/core/config';

/** The services that the command line and its credentials call, by the ids of the SDK. */
const SERVICES = [
  'S3 Control', 'S3', 'CloudWatch', 'CloudTrail', 'IAM', 'KMS', 'STS', 'SSO', 'SSO OIDC', 'Signin',
] as const;

/** A value that replaces the endpoint of a service, and the name of the variable or of the setting. */
interface EndpointSetting {
  readonly name: string;
  readonly value: string | undefined;
}

/** The environment or the profile names an endpoint that the SDK would ignore, or that it cannot call. */
export class EndpointSettingError extends Error {
  public override readonly name = 'EndpointSettingError';
}

/**
 * Reads the endpoint of S3 Control from the environment and the profile, and checks the endpoints of all services. The
 * SDK ignores an endpoint that it does not understand, and would call AWS. Returns undefined for the endpoint of AWS.
 */
export async function readS3ControlEndpoint(environment: NodeJS.ProcessEnv): Promise<URL | undefined> {
  const [s3Control] = await Promise.all(SERVICES.map((service) => readEndpoint(environment, service)));
  return s3Control;
}

async function readEndpoint(environment: NodeJS.ProcessEnv, serviceId: string): Promise<URL | undefined> {
  if (await readIgnoreSetting(environment)) return undefined;
  const setting = await readSetting(environment, serviceId);
  if (setting === undefined) return undefined;
  const { name, value } = setting;
  const url = value !== undefined && URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return url;
  const shown = value === undefined ? 'not in the AWS configuration files' : JSON.stringify(value);
  const example = 'http://localhost:5000';
  throw new EndpointSettingError(
    `${name} is ${shown}, expected a URL with http or https and without a query, such as ${example}; correct it; `
    + 'no call was made',
  );
}

/** Selects the setting as the SDK does, which does not report its name. */
function readSetting(
  environment: NodeJS.ProcessEnv, serviceId: string,
): Promise<EndpointSetting | undefined> {
  const service = serviceId.replace(/ /g, '_');
  return loadConfig<EndpointSetting | undefined>({
    environmentVariableSelector: () => {
      const names = [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL'];
      const name = names.find((candidate) => environment[candidate]);
      return name === undefined ? undefined : { name, value: environment[name] };
    },
    configFileSelector: ({ services, endpoint_url: ofProfile }, files) => {
      const section = services === undefined ? {} : files?.[`services.${services}`];
      if (section === undefined) return { name: `the section "services ${services}"`, value: undefined };
      const key = `${service.toLowerCase()}.endpoint_url`;
      if (section[key]) return { name: `${key} in the section "services ${services}"`, value: section[key] };
      return ofProfile ? { name: 'endpoint_url of the profile', value: ofProfile } : undefined;
    },
    default: undefined,
  })();
}

/** Reads whether the SDK ignores the settings. */
function readIgnoreSetting(environment: NodeJS.ProcessEnv): Promise<boolean> {
  return loadConfig<boolean>({
    environmentVariableSelector: () =>
      booleanSelector({ ...environment }, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', SelectorType.ENV),
    configFileSelector: (profile) => booleanSelector(profile, 'ignore_configured_endpoint_urls', SelectorType.CONFIG),
    default: false,
  })();
}
