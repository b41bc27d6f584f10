import { type SimulatedPermission } from '../settings';
import { accessPointArn } from './access-point';
import { type SimulatorState } from './simulator-state';

/**
 * Returns the ARN for the authorization of a call by name. Without an access point the alias is unknown, so it is `*`.
 */
export function findAccessPointArnForAuthorization(
  state: SimulatorState, accountId: string, name: string | undefined,
): string {
  const alias = name === undefined ? undefined : state.account(accountId).accessPoints.get(name)?.alias;
  return accessPointArn(accountId, alias ?? '*');
}

/** Mutations also require the permission to list all buckets. */
export function managementPermissions(action: string, resource: string): SimulatedPermission[] {
  return [{ action, resource }, { action: 's3:ListAllMyBuckets', resource: '*' }];
}
