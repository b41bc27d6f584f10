import { REPLACEMENT_NAME_SUFFIX_LENGTH } from '../../src/diagnostics/checks/provisioning';
import { type ResourceEvent } from '../cloudformation/event';
import { makeBase32Hash, makeShortHash } from '../hash';
import { type DesiredAccessPoint } from './desired-state';

/** Returns the given name, or a name generated from stack, logical id and desired state. */
export function chooseInitialName(event: ResourceEvent, desired: DesiredAccessPoint): string {
  return desired.givenName ?? generateName(event, desired);
}

/**
 * Returns the name of an access point that replaces another one. The old access point uses its name until it is
 * deleted.
 *
 * @param oldGivenName the name in the template before the update
 */
export function chooseReplacementName(
  event: ResourceEvent, desired: DesiredAccessPoint, oldName: string, oldGivenName: string | undefined,
): string {
  if (desired.givenName === undefined) return generateName(event, desired);
  const isRenamed = desired.givenName !== oldGivenName && desired.givenName !== oldName;
  // With the suffix two stacks never choose the same name, as with a generated name.
  const suffix = makeShortHash(listNameParts(event, desired)).slice(0, REPLACEMENT_NAME_SUFFIX_LENGTH - 1);
  return isRenamed ? desired.givenName : `${desired.givenName}-${suffix}`;
}

function generateName(event: ResourceEvent, desired: DesiredAccessPoint): string {
  return `mrap-${makeBase32Hash(listNameParts(event, desired), 26)}`;
}

function listNameParts({ stackId, logicalId }: ResourceEvent, { specHash }: DesiredAccessPoint): string[] {
  return [stackId, logicalId, specHash];
}
