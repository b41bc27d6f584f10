import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';

/**
 * Determines how a deployment that changes the routes handles routes that were changed manually.
 *
 * A route counts as changed manually if it differs from the routes that the stack last declared. On the first
 * deployment, each route that is not active counts as changed manually. The policy applies only if the declared routes
 * change, because CloudFormation calls the handler only in this case.
 */
export enum ManualFailoverPolicy {
  /**
   * The deployment succeeds, keeps the live routes and writes MRAP910 to the log of the handlers.
   */
  KEEP = 'KEEP',

  /**
   * The deployment submits the declared routes.
   *
   * It writes the previous routes to the log of the handlers (MRAP912). A rollback does not restore them.
   */
  ENFORCE = 'ENFORCE',

  /**
   * The deployment fails before it changes anything (MRAP911).
   */
  FAIL = 'FAIL',
}

/** Checks that the policy has an effect: without declared routes, a deployment does not change routes. */
export function checkManualFailover(
  { failover, manualFailover }: { readonly failover?: object; readonly manualFailover?: ManualFailoverPolicy },
): Finding[] {
  if (failover !== undefined || manualFailover === undefined) return [];
  return [MRAP788_INVALID_PROPERTY.create({
    property: 'manualFailover',
    got: `${JSON.stringify(manualFailover)} without the property failover`,
    expected: 'both properties, or none',
  })];
}
