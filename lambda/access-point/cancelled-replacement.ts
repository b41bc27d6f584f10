import { checkAccessPointName } from '../../src/diagnostics/checks/names';
import { chooseReplacementName } from './names';
import { type SettledId } from './physical-id';
import { type AccessPointResourceRequest } from './request';

/**
 * Returns the name of the access point that a failed update may have created before this update rolls it back. If
 * CloudFormation cancels a replacement, it forgets the id of the new access point and sends no Delete for it. The
 * previous properties then differ from the properties of the kept access point.
 */
export function findCancelledReplacement(
  { event, desired, previous }: AccessPointResourceRequest,
  kept: SettledId,
): string | undefined {
  if (previous === undefined || previous.specHash === desired.specHash) return undefined;
  if (previous.properties.Replacement === 'FORBID') return undefined;
  const name = chooseReplacementName(event, previous, kept.name, desired.givenName);
  return name === kept.name || checkAccessPointName(name).length > 0 ? undefined : name;
}
