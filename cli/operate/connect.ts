import { isIP } from 'node:net';
import { type Aws, sdkAws } from '../../control/aws';
import { NetworkSettingError, readCertificates } from '../../control/network';
import { CommandError } from '../command-error';

/**
 * Creates AWS clients with the SDK's default credentials and endpoints. The SDK puts the account before the host name
 * of S3 Control. Addresses and local names cannot have such a prefix, so they are called without the account.
 */
export function connect(environment: NodeJS.ProcessEnv): Aws {
  checkCertificates(environment);
  const endpoint = environment.AWS_ENDPOINT_URL_S3_CONTROL ?? environment.AWS_ENDPOINT_URL;
  if (endpoint === undefined || endpoint === '') return sdkAws();
  if (!URL.canParse(endpoint)) {
    throw new CommandError(`the endpoint ${JSON.stringify(endpoint)} is not a URL; correct AWS_ENDPOINT_URL`);
  }
  const url = new URL(endpoint);
  return sdkAws(acceptsPrefix(url.hostname) ? {} : { s3Control: { endpointProvider: () => ({ url }) } });
}

function acceptsPrefix(hostname: string): boolean {
  return hostname !== 'localhost' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
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
