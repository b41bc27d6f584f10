import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../facts/control-plane';
import { MRAP301_TRAFFIC_DIAL_VALUE, MRAP302_NO_ACTIVE_REGION, MRAP303_ROUTE_WITHOUT_MEMBER, MRAP304_ROUTES_OF_SINGLE_REGION, MRAP305_ROUTES_CALL_REGION, MRAP306_MANAGEMENT_CALL_REGION, MRAP307_DUPLICATE_ROUTES_MANAGER } from '../definitions/routes';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** The route of one Region; what is a token at synthesis is undefined. */
export interface Route {
  readonly region?: string;
  /** For messages, where the Region is not known. */
  readonly bucket?: string;
  readonly dial: number;
}

/** A whole routing table: the Regions it names, and what holds for every member that it does not name. */
export interface RoutingTable {
  readonly routes: readonly Route[];
  readonly others: number;
}

const UNKNOWN = '(unknown)';
const nameOf = ({ region, bucket }: Route) => region ?? bucket ?? UNKNOWN;

/** Rows R1 to R4: a declared table against the Regions of the members, where `members` undefined means that they are not known. */
export function checkRoutes(table: RoutingTable, members?: readonly (string | undefined)[]): Finding[] {
  return [
    ...[...table.routes, { region: 'every other member', dial: table.others }]
      .filter((route) => route.dial !== 0 && route.dial !== 100)
      .map((route) => MRAP301_TRAFFIC_DIAL_VALUE.create({ region: nameOf(route), dial: route.dial })),
    ...checkFit(table.routes, members),
    ...checkOneActive(table, members),
    ...(members?.length === 1 ? [MRAP304_ROUTES_OF_SINGLE_REGION.create({ region: members[0] ?? UNKNOWN })] : []),
  ];
}

function checkFit(routes: readonly Route[], members?: readonly (string | undefined)[]): Finding[] {
  const named = routes.filter((route) => route.region !== undefined);
  const known = members?.filter((region) => region !== undefined) ?? [];
  const allKnown = members !== undefined && known.length === members.length;
  const shown = members === undefined ? [UNKNOWN] : known;
  return [...groupBy(named, (route) => route.region!)].flatMap(([region, ofRegion]) => [
    ...(ofRegion.length > 1 ? [MRAP303_ROUTE_WITHOUT_MEMBER.create({ region, problem: 'is declared more than once', members: shown })] : []),
    ...(allKnown && !known.includes(region) ? [MRAP303_ROUTE_WITHOUT_MEMBER.create({ region, problem: 'names no member', members: shown })] : []),
  ]);
}

function checkOneActive(table: RoutingTable, members?: readonly (string | undefined)[]): Finding[] {
  if (table.routes.some((route) => route.dial !== 0)) return [];
  const othersActive = table.others !== 0 && (members === undefined || members.length > table.routes.length);
  if (othersActive) return [];
  const rest = members !== undefined && members.length > table.routes.length ? ['every other member'] : [];
  return [MRAP302_NO_ACTIVE_REGION.create({ passive: [...table.routes.map(nameOf), ...rest] })];
}

/** Row R5. */
export function checkRoutesControlRegion(region: string): Finding[] {
  return FAILOVER_CONTROL_REGIONS.some((entry) => entry.region === region) ? [] : [MRAP305_ROUTES_CALL_REGION.create({ region })];
}

/** Row R6. */
export function checkControlRegion(region: string): Finding[] {
  return region === CONTROL_PLANE_REGION.region ? [] : [MRAP306_MANAGEMENT_CALL_REGION.create({ region })];
}

/** A construct or resource that writes the routes of an access point. */
export interface RoutesManager {
  readonly accessPoint: string;
  readonly path: string;
}

/** Row R7, over a whole application. */
export function checkRoutesManagers(managers: readonly RoutesManager[]): Finding[] {
  return [...groupBy(managers, (manager) => manager.accessPoint)]
    .filter(([, ofAccessPoint]) => ofAccessPoint.length > 1)
    .map(([accessPoint, ofAccessPoint]) => MRAP307_DUPLICATE_ROUTES_MANAGER.create({ accessPoint, paths: ofAccessPoint.map((manager) => manager.path) }));
}
