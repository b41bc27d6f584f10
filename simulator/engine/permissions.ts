import { type Permission } from '../settings';
import { accessPointArn } from './access-point';
import { type World } from './world';

/** The ARN that authorization of a call by name is about. The alias of what does not exist is unknown, so only `*` matches it. */
export function resourceOf(world: World, accountId: string, name: string | undefined): string {
  const alias = name === undefined ? undefined : world.account(accountId).accessPoints.get(name)?.alias;
  return accessPointArn(accountId, alias ?? '*');
}

/** Changing access points also takes the right to list all buckets. */
export function managing(action: string, resource: string): Permission[] {
  return [{ action, resource }, { action: 's3:ListAllMyBuckets', resource: '*' }];
}
