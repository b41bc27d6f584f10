import { type SimulatorSettings } from '../settings';
import { ServiceError } from './service-error';

/** Refuses to read a missing policy if the settings say so. By default, S3 returns an empty answer. */
export function refuseMissingPolicy(policy: string | undefined, { noPolicy }: SimulatorSettings): void {
  if (policy === undefined && noPolicy === 'error') {
    throw new ServiceError(
      'NoSuchMultiRegionAccessPointPolicy', 'The specified Multi-Region Access Point does not have a policy');
  }
}
