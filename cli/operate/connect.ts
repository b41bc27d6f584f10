import { type Aws, sdkAws } from '../../control/aws';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * Creates AWS clients with the SDK's default credentials and endpoints. The SDK puts the account before the host name
 * of S3 Control. Local name servers do not resolve such names, so a local endpoint is called without the account.
 */
export function connectToAws(environment: NodeJS.ProcessEnv): Aws {
  const endpoint = environment.AWS_ENDPOINT_URL_S3_CONTROL;
  const url = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const isLocal = url !== undefined && LOOPBACK.test(url.hostname);
  return sdkAws(isLocal ? { s3Control: { endpointProvider: () => ({ url }) } } : {});
}
