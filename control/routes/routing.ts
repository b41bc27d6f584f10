import { type RoutingTable } from '../../src/diagnostics/checks/routes';

/** The live route of one member. */
export interface LiveRoute {
  readonly region: string;
  readonly bucket: string;
  readonly dial: number;
}

/** The traffic dial of every member, by Region. */
export type Dials = ReadonlyMap<string, number>;

const ACTIVE_DIAL = 100;

/** Applies a declared table to the Regions of the members. */
export function resolveTable(table: RoutingTable, members: readonly string[]): Dials {
  const named = new Map(table.routes.map((route) => [route.region, route.dial]));
  return new Map(members.map((region) => [region, named.get(region) ?? table.others]));
}

export function toDials(routes: readonly LiveRoute[]): Dials {
  return new Map(routes.map((route) => [route.region, route.dial]));
}

/** Returns the routes of a new access point: S3 activates all members. */
export function activateAll(members: readonly string[]): Dials {
  return new Map(members.map((region) => [region, ACTIVE_DIAL]));
}

export function equalDials(a: Dials, b: Dials): boolean {
  return a.size === b.size && [...a].every(([region, dial]) => b.get(region) === dial);
}

/** Whether a table has every route of `part`. */
export function hasDials(table: Dials, part: Dials): boolean {
  return [...part].every(([region, dial]) => table.get(region) === dial);
}

/** Returns the dials of `after` that differ from `before`. */
export function findChangedDials(before: Dials, after: Dials): Dials {
  return new Map([...after].filter(([region, dial]) => before.get(region) !== dial));
}

export function hasActiveMember(dials: Dials): boolean {
  return [...dials.values()].some((dial) => dial > 0);
}

/** Renders `eu-west-1=ACTIVE,us-east-1=PASSIVE`, sorted by Region, with the number for any other dial. */
export function showDials(dials: Dials): string {
  return [...dials]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([region, dial]) => `${region}=${showTrafficDial(dial)}`)
    .join(',');
}

function showTrafficDial(dial: number): string {
  if (dial === ACTIVE_DIAL) return 'ACTIVE';
  return dial === 0 ? 'PASSIVE' : String(dial);
}
