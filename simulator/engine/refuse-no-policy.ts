import { type Settings } from '../settings';
import { ServiceError } from './service-error';

/** An access point without a policy is not an error, unless so told. */
export function refuseNoPolicy(policy: string | undefined, { noPolicy }: Settings): void {
  if (policy === undefined && noPolicy === 'error') {
    throw new ServiceError('NoSuchMultiRegionAccessPointPolicy', 'The specified Multi-Region Access Point does not have a policy');
  }
}
