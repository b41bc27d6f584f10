import { isDeepStrictEqual } from 'node:util';
import { equalRegionDials, type RegionDials, resolveRoutingTable, showRegionDials } from '../../control/routes/routing';
import { type RoutingTable } from '../../src/diagnostics/checks/routes';
import { type LIVE_ROUTES_PROPERTY_CHOICES } from '../../src/wire/routes';
import { type PlannedEffect } from './planned-effect';
import { type TemplateValues } from './template-values';

export type LiveRoutesMode = typeof LIVE_ROUTES_PROPERTY_CHOICES[number];

/** The routes of one access point, as one version of a template declares them. */
export interface RoutesVersion extends TemplateValues {
  readonly path: string;
  /** Undefined if only a deployment determines it. */
  readonly table?: RoutingTable;
  readonly mode: LiveRoutesMode;
}

export interface RoutesVersions {
  readonly name: string;
  readonly next?: RoutesVersion;
  readonly deployed?: RoutesVersion;
  /** Undefined if most control Regions did not return the same routes. */
  readonly live?: RegionDials;
  /** Whether the deployment creates the access point. */
  readonly isCreated: boolean;
}

const TRAFFIC_MOVES = 'S3 sends requests to other Regions, usually within two minutes.';

/** Decides how a deployment treats the routes. Undefined if it does not concern them. */
export function planRoutes({ name, next, deployed, live, isCreated }: RoutesVersions): PlannedEffect | undefined {
  const make = (effect: Pick<PlannedEffect, 'action' | 'reason' | 'clients'>): PlannedEffect =>
    ({ kind: 'routes', name, path: (next ?? deployed)!.path, ...effect });
  if (next === undefined) {
    if (deployed === undefined) return undefined;
    return make({ action: 'keep', reason: 'the new template declares no routes, so the live routes stay' });
  }
  if (next.table === undefined) return undefined;
  if (isCreated) return make({ action: 'create', reason: `the declared routes are ${showTable(next.table)}` });
  if (live === undefined) {
    return make({ action: 'unknown', reason: 'most control Regions did not return the same routes' });
  }
  const declared = resolveRoutingTable(next.table, [...live.keys()]);
  if (equalRegionDials(declared, live)) return undefined;
  const values = `live ${showRegionDials(live)}, declared ${showRegionDials(declared)}`;
  if (deployed !== undefined && isDeepStrictEqual([deployed.table, deployed.mode], [next.table, next.mode])) {
    return make({ action: 'keep', reason: `the declaration is unchanged, so the live routes stay: ${values}` });
  }
  const isDeployed = deployed?.table !== undefined
    && equalRegionDials(resolveRoutingTable(deployed.table, [...live.keys()]), live);
  if (isDeployed) return make({ action: 'change', reason: values, clients: TRAFFIC_MOVES });
  switch (next.mode) {
    case 'KEEP': return make({ action: 'keep', reason: `a manual change of the routes stays: ${values}` });
    case 'ENFORCE': {
      return make({ action: 'change', reason: `a manual change is overwritten: ${values}`, clients: TRAFFIC_MOVES });
    }
    case 'FAIL': return make({ action: 'refuse', reason: `the routes were changed manually: ${values}` });
  }
}

function showTable({ routes, others }: RoutingTable): string {
  const dials = new Map(routes.map(({ region = 'a Region', dial }) => [region, dial]));
  const named = showRegionDials(dials);
  const rest = `other members ${others === 0 ? 'PASSIVE' : 'ACTIVE'}`;
  return named === '' ? rest : `${named}, ${rest}`;
}
