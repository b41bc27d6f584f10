import { checkName } from '../../src/diagnostics/checks/names';
import { type ResourceEvent } from '../cloudformation/event';
import { readPreviousProperties } from '../cloudformation/previous-properties';
import { parseDesiredState, successorName, type DesiredState } from './desired-state';
import { type SettledId } from './physical-id';

/**
 * The name under which an update that is rolled back may have made an access point. When CloudFormation cancels a replacement, it forgets the
 * id of the new access point and sends no Delete for it; that the update came to nothing shows in the properties it leaves behind, which are not
 * those that the kept access point was made for.
 */
export function cancelledReplacementName(event: ResourceEvent, kept: SettledId, desired: DesiredState): string | undefined {
  const failed = parsePreviousState(event);
  if (failed === undefined || failed.specHash === desired.specHash || failed.properties.Replacement === 'FORBID') return undefined;
  const name = successorName(event, failed, kept.name, desired.givenName);
  return name === kept.name || checkName(name).length > 0 ? undefined : name;
}

/** What was wished before, where that can be read. */
export function parsePreviousState({ oldProperties, accountId }: ResourceEvent): DesiredState | undefined {
  return readPreviousProperties(() => parseDesiredState(oldProperties, accountId));
}
