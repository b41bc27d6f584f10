import { MINUTE, SECOND } from '../../control/clock';
import { type RoutingTable } from '../../src/diagnostics/checks/routes';
import { type RoutesProperties } from '../../src/wire/routes';
import { shortHash } from '../hash';

/** One declaration for one access point, both as hashes. */
export interface Declaration {
  readonly accessPoint: string;
  readonly declared: string;
}

/** The same, and how it treats live routes: a rollback comes back with all of it. */
export interface WholeDeclaration extends Declaration {
  readonly whole: string;
}

/**
 * What CloudFormation remembers of routes for us.
 *
 * | id                                                     | means                                                                      |
 * |--------------------------------------------------------|----------------------------------------------------------------------------|
 * | `<access point>/<declared>`                            | what the last deployment that succeeded declared                           |
 * | `…/untouched/<access point>/<whole before>/<time>`     | … and that it left what was declared before as it was, in seconds          |
 *
 * A deployment leaves the former routes where someone had changed them by hand, and where another access point took the place of theirs.
 * Without the second form its rollback would look like a new declaration of the former routes, and undo a failover.
 */
export interface RoutesId extends Declaration {
  readonly untouched?: Omit<WholeDeclaration, 'declared'> & { readonly at: number };
}

/** A rollback comes within this time; what comes later is a new deployment. */
const ROLLBACK_WITHIN = 240 * MINUTE;

export function formatRoutesId({ accessPoint, declared, untouched }: RoutesId): string {
  const mark = untouched ? ['untouched', untouched.accessPoint, untouched.whole, Math.floor(untouched.at / SECOND)] : [];
  return [accessPoint, declared, ...mark].join('/');
}

export function parseRoutesId(id: string): RoutesId | undefined {
  const match = /^([0-9a-f]+)\/([0-9a-f]+)(?:\/untouched\/([0-9a-f]+)\/([0-9a-f]+)\/(\d+))?$/.exec(id);
  if (!match) return undefined;
  const [, accessPoint, declared, accessPointBefore, wholeBefore, seconds] = match;
  if (accessPointBefore === undefined) return { accessPoint, declared };
  return { accessPoint, declared, untouched: { accessPoint: accessPointBefore, whole: wholeBefore, at: Number(seconds) * SECOND } };
}

/** A declaration, whatever the order in which it was written. */
export function tableOf(properties: RoutesProperties): RoutingTable {
  return {
    routes: properties.Routes.map((route) => ({ region: route.Region, dial: route.TrafficDialPercentage })),
    others: properties.OtherMembers,
  };
}

export function declarationOf(properties: RoutesProperties): WholeDeclaration {
  const { routes, others } = tableOf(properties);
  const sorted = routes.map((route) => [route.region!, route.dial] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    accessPoint: shortHash(properties.AccessPointArn),
    declared: shortHash([sorted, others]),
    whole: shortHash([sorted, others, properties.LiveRoutes]),
  };
}

export function equalDeclarations(a: Declaration, b: Declaration): boolean {
  return a.accessPoint === b.accessPoint && a.declared === b.declared;
}

/**
 * Whether an update has nothing to apply: the routes are declared as before, or it rolls back a deployment that did not touch what it goes
 * back to, because it failed first or left it alone.
 */
export function isSettled(id: RoutesId | undefined, desired: WholeDeclaration, before: Declaration | undefined, now: number): boolean {
  if (before && equalDeclarations(desired, before)) return true;
  if (id === undefined) return false;
  const { untouched } = id;
  const isRollback = untouched?.accessPoint === desired.accessPoint && untouched.whole === desired.whole && now < untouched.at + ROLLBACK_WITHIN;
  return isRollback || equalDeclarations(desired, id);
}
