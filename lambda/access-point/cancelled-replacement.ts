import { checkAccessPointName } from '../../src/diagnostics/checks/names';
import { chooseReplacementName } from './names';
import { type PhysicalId, type SettledId } from './physical-id';
import { type AccessPointResourceRequest } from './request';

/**
 * Returns the name of the access point that a failed update may have created before this update rolls it back. If
 * CloudFormation cancels a replacement, it forgets the id of the new access point and sends no Delete for it. The
 * previous properties then differ from the properties of the current access point, which the update was to replace.
 *
 * @param kept the access point that the rollback keeps
 */
export function findCancelledReplacement(
  { event, desired, previous }: AccessPointResourceRequest,
  current: PhysicalId,
  kept: SettledId,
): string | undefined {
  if (previous === undefined || previous.specHash === current.specHash) return undefined;
  if (previous.properties.Replacement === 'FORBID') return undefined;
  const name = chooseReplacementName(event, previous, current.name, desired.givenName);
  return [current.name, kept.name].includes(name) || checkAccessPointName(name).length > 0 ? undefined : name;
}
