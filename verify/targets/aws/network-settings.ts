import { CommandError } from '../../../cli/command-error';
import { checkNetworkSettings } from '../../../cli/operate/check-network-settings';
import { NetworkSettingError } from '../../../control/network';

/**
 * Refuses a proxy or certificates of the environment that no call can use, before the first call.
 *
 * @param endpoint the endpoint of S3 Control. Undefined: the endpoint of AWS
 */
export function requireNetworkSettings(endpoint: URL | undefined, onNote: (text: string) => void): void {
  try {
    checkNetworkSettings(process.env, endpoint, onNote);
  } catch (error) {
    throw error instanceof CommandError ? new NetworkSettingError(error.message) : error;
  }
}
