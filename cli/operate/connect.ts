import { isIP } from 'node:net';
import { type AwsCalls, type AwsConfig, createAws } from '../../control/aws';
import { createCredentialProvider, type CredentialProvider } from '../../control/credentials';
import { EndpointSettingError, readS3ControlEndpoint } from '../../control/endpoints';
import { type LimitedHttpHandler } from '../../control/limited-http-handler';
import { createHttpHandler } from '../../control/network';
import { CommandError } from '../command-error';
import { checkNetworkSettings } from './check-network-settings';
import { reportServerTime } from './report-server-time';

/**
 * Creates AWS clients with the SDK's default credentials and endpoints. The SDK puts the account before the host name
 * of S3 Control. Addresses and local names cannot have such a prefix, so they are called without the account.
 *
 * @param onNote receives a line for a damaged certificate, and while a source of credentials does not answer
 * @param onServerTime receives the time in each answer
 */
export async function connectToAws(
  environment: NodeJS.ProcessEnv, onNote: (text: string) => void, onServerTime: (time: number) => void = () => {},
): Promise<AwsCalls> {
  const endpoint = await readEndpoint(environment);
  checkNetworkSettings(environment, endpoint, onNote);
  const credentials = createCredentialProvider({ onWaiting: onNote });
  // Before the first call, so that their failure is not taken for a failure of a control Region.
  await credentials();
  const config = makeConfig(credentials, reportServerTime(createHttpHandler(environment), onServerTime));
  return createAws(endpoint === undefined || acceptsPrefix(endpoint.hostname)
    ? config
    : { ...config, s3Control: { ...config.s3Control, endpointProvider: () => ({ url: endpoint }) } });
}

function makeConfig(credentials: CredentialProvider, requestHandler: LimitedHttpHandler): AwsConfig {
  const common = { credentials, requestHandler };
  // Only the buckets of stored reports can be in another Region than the first call.
  const s3 = { ...common, followRegionRedirects: true };
  return {
    s3Control: common,
    s3,
    cloudFormation: common,
    cloudTrail: common,
    cloudWatch: common,
    iam: common,
    kms: common,
    sts: common,
  };
}

function acceptsPrefix(hostname: string): boolean {
  return hostname !== 'localhost' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
}

/** Reads the endpoints before the first call, which must not reach AWS instead of a local endpoint. */
function readEndpoint(environment: NodeJS.ProcessEnv): Promise<URL | undefined> {
  return readS3ControlEndpoint(environment).catch((error: unknown) => {
    throw error instanceof EndpointSettingError ? new CommandError(error.message) : error;
  });
}
