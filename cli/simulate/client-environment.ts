import { type Simulation } from './simulation';

/** The ids of the services that the simulator answers, as in the names of the variables. */
const SERVICES = ['CLOUDFORMATION', 'CLOUDTRAIL', 'CLOUDWATCH', 'IAM', 'KMS', 'S3', 'STS'];

/** Variables that select other credentials or other endpoints. */
const REMOVED = [
  'AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_DEFAULT_PROFILE',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_PROFILE', 'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME', 'AWS_SECURITY_TOKEN',
  'AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS', 'AWS_SESSION_TOKEN', 'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_USE_FIPS_ENDPOINT', 'AWS_WEB_IDENTITY_TOKEN_FILE',
];

/** A change of an environment: values to set, and variables to unset. */
export interface EnvironmentChange {
  readonly set: Readonly<Record<string, string>>;
  readonly unset: readonly string[];
}

interface ClientFiles {
  /** An empty file in place of the configuration files of the user. */
  readonly empty: string;
  /** A module of Node.js that resolves names below `localhost`. */
  readonly resolver: string;
}

/**
 * Makes the environment in which SDKs and the AWS CLI use the simulator with fake credentials.
 *
 * The SDKs put the account before the host name of S3 Control. In Python, it becomes a part of the user name of the
 * URL, so that nothing must resolve `<account>.localhost`. Node.js loads a module that resolves the name.
 */
export function makeClientEnvironment(
  { endpoint, port, token, pageUrl, accessKeyId, secretAccessKey, accessPoints, region }: Simulation,
  { empty, resolver }: ClientFiles,
  current: NodeJS.ProcessEnv,
): EnvironmentChange {
  const { hostname } = new URL(endpoint);
  const set = {
    AWS_ENDPOINT_URL: endpoint,
    ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
    AWS_ENDPOINT_URL_S3_CONTROL: `http://simulator@${hostname === '127.0.0.1' ? 'localhost' : hostname}:${port}`,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: empty,
    AWS_SHARED_CREDENTIALS_FILE: empty,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...Object.fromEntries(['NO_PROXY', 'no_proxy'].map((name) => (
      [name, [...new Set([current[name] ?? '', '127.0.0.1', 'localhost', hostname])]
        .filter((entry) => entry !== '').join(',')]
    ))),
    NODE_OPTIONS: [current.NODE_OPTIONS ?? '', `--require ${JSON.stringify(resolver)}`].join(' ').trim(),
    CDK_S3_MRAP_SIMULATOR_URL: endpoint,
    CDK_S3_MRAP_SIMULATOR_TOKEN: token,
    CDK_S3_MRAP_SIMULATOR_PAGE: pageUrl,
    ...(accessPoints.length === 1 && { CDK_S3_MRAP_SIMULATOR_ARN: accessPoints[0].arn }),
  };
  const others = Object.keys(current).filter((name) => name.startsWith('AWS_ENDPOINT_URL_') && !(name in set));
  return { set, unset: [...REMOVED, ...others.sort()] };
}
