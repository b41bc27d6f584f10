import { type RoutingTable } from '../../src/diagnostics/checks/routes';

/** Live routes: one for every member. */
export interface LiveRoute {
  readonly region: string;
  readonly bucket: string;
  readonly dial: number;
}

/** Traffic dials by Region, for every member. */
export type Dials = ReadonlyMap<string, number>;

const ACTIVE = 100;

/** What a declared table means for these members. */
export function resolveTable(table: RoutingTable, members: readonly string[]): Dials {
  const named = new Map(table.routes.map((route) => [route.region, route.dial]));
  return new Map(members.map((region) => [region, named.get(region) ?? table.others]));
}

export function toDials(routes: readonly LiveRoute[]): Dials {
  return new Map(routes.map((route) => [route.region, route.dial]));
}

/** How S3 routes a new access point. */
export function allActive(members: readonly string[]): Dials {
  return new Map(members.map((region) => [region, ACTIVE]));
}

export function equalDials(a: Dials, b: Dials): boolean {
  return a.size === b.size && [...a].every(([region, dial]) => b.get(region) === dial);
}

/** Regions that lose their traffic. */
export function drainedRegions(before: Dials, after: Dials): string[] {
  return [...before].filter(([region, dial]) => dial > 0 && after.get(region) === 0).map(([region]) => region);
}

/** `eu-west-1=ACTIVE,us-east-1=PASSIVE`, by Region; a dial between the two as its figure. */
export function showDials(dials: Dials): string {
  return [...dials].sort(([a], [b]) => a.localeCompare(b)).map(([region, dial]) => `${region}=${showDial(dial)}`).join(',');
}

function showDial(dial: number): string {
  if (dial === ACTIVE) return 'ACTIVE';
  return dial === 0 ? 'PASSIVE' : String(dial);
}
