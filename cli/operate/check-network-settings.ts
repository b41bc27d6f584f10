import { NetworkSettingError, readCertificates } from '../../control/network';
import { findUnusableProxy } from '../../control/proxy-setting';
import { CONTROL_REGIONS } from '../../control/routes/control-regions';
import { CommandError } from '../command-error';

/**
 * Checks the certificates and the proxy of the environment before the first call, so that a wrong setting is an error
 * of the input.
 *
 * @param endpoint the endpoint of S3 Control; undefined: the endpoint of AWS
 */
export function checkNetworkSettings(environment: NodeJS.ProcessEnv, endpoint: URL | undefined): void {
  try {
    readCertificates(environment);
  } catch (error) {
    if (error instanceof NetworkSettingError) throw new CommandError(error.message);
    throw error;
  }
  const urls = CONTROL_REGIONS.map((region) => endpoint?.href ?? `https://s3-control.${region}.amazonaws.com`);
  const proxy = findUnusableProxy(urls);
  if (proxy === undefined) return;
  throw new CommandError(
    `HTTPS_PROXY is ${JSON.stringify(hideUser(proxy))}, expected a URL with http or https, such as `
    + 'http://proxy.example.com:3128, in which special characters of the user and the password are percent-encoded; '
    + 'correct it; no call was made',
  );
}

function hideUser(proxy: string): string {
  return proxy.replace(/\/\/.*@/, '//***@');
}
