import { checkName } from '../../src/checks/names';
import { readBefore } from '../cloudformation/before';
import { type ResourceEvent } from '../cloudformation/event';
import { type SettledId } from './physical-id';
import { readWish, successorName, type Wish } from './wish';

/**
 * The name under which an update that is rolled back may have made an access point. When CloudFormation cancels a replacement, it forgets the
 * id of the new access point and sends no Delete for it; that the update came to nothing shows in the properties it leaves behind, which are not
 * those that the kept access point was made for.
 */
export function abandonedName(event: ResourceEvent, kept: SettledId, wish: Wish): string | undefined {
  const failed = wishBefore(event);
  if (failed === undefined || failed.madeFor === wish.madeFor || failed.properties.Replacement === 'FORBID') return undefined;
  const name = successorName(event, failed, kept.name, wish.givenName);
  return name === kept.name || checkName(name).length > 0 ? undefined : name;
}

/** What was wished before, where that can be read. */
export function wishBefore({ oldProperties, accountId }: ResourceEvent): Wish | undefined {
  return readBefore(() => readWish(oldProperties, accountId));
}
