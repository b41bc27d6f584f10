import { isIP } from 'node:net';
import { type AwsCalls, type AwsConfig, createAws } from '../../control/aws';
import { createCredentialProvider, type CredentialProvider } from '../../control/credentials';
import { NetworkSettingError, readCertificates } from '../../control/network';
import { CommandError } from '../command-error';

/**
 * Creates AWS clients with the SDK's default credentials and endpoints. The SDK puts the account before the host name
 * of S3 Control. Addresses and local names cannot have such a prefix, so they are called without the account.
 */
export async function connectToAws(
  environment: NodeJS.ProcessEnv, onWaiting: (text: string) => void,
): Promise<AwsCalls> {
  checkCertificates(environment);
  checkEndpoints(environment);
  const credentials = createCredentialProvider({ onWaiting });
  // Before the first call, so that their failure is not taken for a failure of a control Region.
  await credentials();
  const endpoint = environment.AWS_ENDPOINT_URL_S3_CONTROL ?? environment.AWS_ENDPOINT_URL;
  const isIgnored = environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === 'true';
  if (endpoint === undefined || endpoint === '' || isIgnored) return createAws(makeConfig(credentials));
  const url = new URL(endpoint);
  const config = makeConfig(credentials);
  return createAws(acceptsPrefix(url.hostname)
    ? config
    : { ...config, s3Control: { ...config.s3Control, endpointProvider: () => ({ url }) } });
}

function makeConfig(credentials: CredentialProvider): AwsConfig {
  const common = { credentials };
  // Only the buckets of stored reports can be in another Region than the first call.
  const s3 = { ...common, followRegionRedirects: true };
  return {
    s3Control: common, s3, cloudTrail: common, cloudWatch: common, iam: common, kms: common, sts: common,
  };
}

function acceptsPrefix(hostname: string): boolean {
  return hostname !== 'localhost' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
}

/**
 * The SDK ignores an endpoint with another scheme and calls AWS, so that a rehearsal against a simulator would change
 * the routes of production. `localhost:5000` is a URL with the scheme `localhost`.
 */
function checkEndpoints(environment: NodeJS.ProcessEnv): void {
  for (const [name, endpoint = ''] of Object.entries(environment)) {
    if (!/^AWS_ENDPOINT_URL(_|$)/.test(name) || endpoint === '') continue;
    if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) continue;
    throw new CommandError(
      `the endpoint ${JSON.stringify(endpoint)} is not a URL with http:// or https://; correct ${name}`,
    );
  }
}

/** Reads the certificates before the first call, so that a wrong file is an error of the input. */
function checkCertificates(environment: NodeJS.ProcessEnv): void {
  try {
    readCertificates(environment);
  } catch (error) {
    if (error instanceof NetworkSettingError) throw new CommandError(error.message);
    throw error;
  }
}
