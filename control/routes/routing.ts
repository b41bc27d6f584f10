import { type RoutingTable } from '../../src/diagnostics/checks/routes';

/** The live route of one member. */
export interface LiveRoute {
  readonly region: string;
  readonly bucket: string;
  readonly dial: number;
}

/** The traffic dial of every member, by Region. */
export type RegionDials = ReadonlyMap<string, number>;

const ACTIVE_DIAL = 100;

/** Whether a value from a file contains traffic dials by Region. */
export function isRecordOfDials(value: unknown): value is Record<string, number> {
  return typeof value === 'object' && value !== null
    && Object.values(value).every((dial) => dial === 0 || dial === ACTIVE_DIAL);
}

/** Applies a declared table to the Regions of the members. */
export function resolveRoutingTable(table: RoutingTable, members: readonly string[]): RegionDials {
  const named = new Map(table.routes.map((route) => [route.region, route.dial]));
  return new Map(members.map((region) => [region, named.get(region) ?? table.others]));
}

export function toRegionDials(routes: readonly LiveRoute[]): RegionDials {
  return new Map(routes.map((route) => [route.region, route.dial]));
}

/** Returns the routes of a new access point: S3 activates all members. */
export function makeAllActiveRegionDials(members: readonly string[]): RegionDials {
  return new Map(members.map((region) => [region, ACTIVE_DIAL]));
}

export function equalRegionDials(a: RegionDials, b: RegionDials): boolean {
  return a.size === b.size && [...a].every(([region, dial]) => b.get(region) === dial);
}

/** Whether a table has every route of `part`. */
export function containsRegionDials(table: RegionDials, part: RegionDials): boolean {
  return [...part].every(([region, dial]) => table.get(region) === dial);
}

/** Returns the dials of `after` that differ from `before`. */
export function findChangedDials(before: RegionDials, after: RegionDials): RegionDials {
  return new Map([...after].filter(([region, dial]) => before.get(region) !== dial));
}

export function hasActiveMember(dials: RegionDials): boolean {
  return [...dials.values()].some((dial) => dial > 0);
}

/** Renders `eu-west-1=ACTIVE,us-east-1=PASSIVE`, sorted by Region, with the number for any other dial. */
export function showRegionDials(dials: RegionDials): string {
  return [...dials]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([region, dial]) => `${region}=${showTrafficDial(dial)}`)
    .join(',');
}

function showTrafficDial(dial: number): string {
  if (dial === ACTIVE_DIAL) return 'ACTIVE';
  return dial === 0 ? 'PASSIVE' : String(dial);
}
