import { type Aws, sdkAws } from '../../control/aws';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * AWS with the SDK's usual credentials and endpoints. The SDK puts the account before the host of S3 Control, which no local name server
 * resolves: a local endpoint is called as it is.
 */
export function connect(environment: NodeJS.ProcessEnv): Aws {
  const endpoint = environment.AWS_ENDPOINT_URL_S3_CONTROL;
  const url = endpoint !== undefined && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  return sdkAws(url !== undefined && LOOPBACK.test(url.hostname) ? { s3Control: { endpointProvider: () => ({ url }) } } : {});
}
