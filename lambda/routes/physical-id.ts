import { MINUTE, SECOND } from '../../control/clock';
import { type RoutingTable } from '../../src/diagnostics/checks/routes';
import { type RoutesResourceProperties } from '../../src/wire/routes';
import { makeShortHash } from '../hash';

/** The hashes of an access point and of the routes that a template declares for it. */
export interface DeclarationHash {
  readonly accessPointHash: string;
  readonly routesHash: string;
}

/** The same, with the hash of all settings: the rollback of an update declares all previous settings. */
export interface SettingsHash extends DeclarationHash {
  readonly settingsHash: string;
}

/**
 * The physical id of the routes.
 *
 * | id                                                            | meaning                                        |
 * |---------------------------------------------------------------|------------------------------------------------|
 * | `<access point hash>/<routes hash>`                           | the declaration of the last deployment         |
 * | `…/untouched/<access point hash>/<settings hash>/<timestamp>` | that deployment kept the previous declaration  |
 *
 * A deployment does not change the previously declared routes if they were changed manually, or if the access point was
 * replaced. Without the second form, the rollback of such a deployment would look like a new declaration of the
 * previous routes, and would revert a manual failover.
 */
export interface RoutesId extends DeclarationHash {
  readonly skippedRoutes?: SkippedRoutes;
}

/** The previous declaration, and when the deployment that did not change its routes started. */
export interface SkippedRoutes {
  readonly accessPointHash: string;
  readonly settingsHash: string;
  readonly at: number;
}

/** A rollback starts within this time. A later update is a new deployment. */
const ROLLBACK_TIMEOUT = 240 * MINUTE;
const SKIPPED = 'untouched';

export function formatRoutesId({ accessPointHash, routesHash, skippedRoutes }: RoutesId): string {
  const suffix = skippedRoutes
    ? [SKIPPED, skippedRoutes.accessPointHash, skippedRoutes.settingsHash, Math.floor(skippedRoutes.at / SECOND)]
    : [];
  return [accessPointHash, routesHash, ...suffix].join('/');
}

const ID = new RegExp(`^([0-9a-f]+)/([0-9a-f]+)(?:/${SKIPPED}/([0-9a-f]+)/([0-9a-f]+)/(\\d+))?$`);

export function parseRoutesId(id: string): RoutesId | undefined {
  const match = ID.exec(id);
  if (!match) return undefined;
  const [, accessPointHash, routesHash, previousAccessPointHash, settingsHash, seconds] = match;
  if (previousAccessPointHash === undefined) return { accessPointHash, routesHash };
  const at = Number(seconds) * SECOND;
  return { accessPointHash, routesHash, skippedRoutes: { accessPointHash: previousAccessPointHash, settingsHash, at } };
}

export function toRoutingTable(properties: RoutesResourceProperties): RoutingTable {
  return {
    routes: properties.Routes.map((route) => ({ region: route.Region, dial: route.TrafficDialPercentage })),
    others: properties.OtherMembers,
  };
}

/** The order of the routes makes no difference. */
export function hashDeclaration(properties: RoutesResourceProperties): SettingsHash {
  const { routes, others } = toRoutingTable(properties);
  const sorted = routes.map((route) => [route.region!, route.dial] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    accessPointHash: makeShortHash(properties.AccessPointArn),
    routesHash: makeShortHash([sorted, others]),
    settingsHash: makeShortHash([sorted, others, properties.LiveRoutes]),
  };
}

export function equalDeclarationHashes(a: DeclarationHash, b: DeclarationHash): boolean {
  return a.accessPointHash === b.accessPointHash && a.routesHash === b.routesHash;
}

/**
 * Whether an update has nothing to apply: it declares the same routes as before, or it rolls back a deployment that
 * failed before it changed the routes, or that did not change the previously declared routes.
 */
export function areRoutesAlreadyApplied(
  id: RoutesId | undefined, desired: SettingsHash, previous: DeclarationHash | undefined, now: number,
): boolean {
  if (previous && equalDeclarationHashes(desired, previous)) return true;
  if (id === undefined) return false;
  const { skippedRoutes } = id;
  const isRollbackOfSkipped = skippedRoutes?.accessPointHash === desired.accessPointHash
    && skippedRoutes.settingsHash === desired.settingsHash
    && now < skippedRoutes.at + ROLLBACK_TIMEOUT;
  return isRollbackOfSkipped || equalDeclarationHashes(desired, id);
}
