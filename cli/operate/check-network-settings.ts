import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { NetworkSettingError, readCertificates } from '../../control/network';
import { findUnusableProxy } from '../../control/proxy-setting';
import { CONTROL_REGIONS } from '../../control/routes/control-regions';
import { CommandError } from '../command-error';

/**
 * Checks the certificates and the proxy of the environment before the first call, so that a wrong setting is an error
 * of the input. A damaged certificate is a note only, because the calls may not need it.
 *
 * @param endpoint the endpoint of S3 Control; undefined: the endpoint of AWS
 */
export function checkNetworkSettings(
  environment: NodeJS.ProcessEnv, endpoint: URL | undefined, onNote: (text: string) => void,
): void {
  try {
    readCertificates(environment);
    const { AWS_CA_BUNDLE: file } = environment;
    const damage = file ? describeDamagedCertificate(readFileSync(file, 'utf8')) : undefined;
    if (damage !== undefined) onNote(`AWS_CA_BUNDLE: in ${file}, ${damage}`);
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

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^]*?(?:-----END CERTIFICATE-----|$)/g;

/** Node.js trusts the certificates of a bundle before the first damaged one, and reports nothing. */
function describeDamagedCertificate(bundle: string): string | undefined {
  for (const [index, certificate] of (bundle.match(CERTIFICATE) ?? []).entries()) {
    try {
      new X509Certificate(certificate);
    } catch (error) {
      // OpenSSL writes "error:04800064:PEM routines::bad base64 decode".
      const problem = (error as Error).message.replace(/^.*:/, '');
      return `certificate ${index + 1} is damaged (${problem}), so this certificate and those after it are not `
        + 'trusted; replace the file';
    }
  }
  return undefined;
}

function hideUser(proxy: string): string {
  return proxy.replace(/\/\/.*@/, '//***@');
}
