import { CONTROL_PLANE_REGION, FAILOVER_CONTROL_REGIONS } from '../../facts/control-plane';
import {
  MRAP301_TRAFFIC_DIAL_VALUE, MRAP302_NO_ACTIVE_REGION, MRAP303_ROUTE_WITHOUT_MEMBER, MRAP304_ROUTES_OF_SINGLE_REGION,
  MRAP305_ROUTES_CALL_REGION, MRAP306_MANAGEMENT_CALL_REGION, MRAP307_DUPLICATE_ROUTES_MANAGER,
} from '../definitions/routes';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';

/** The route of one Region. A value that is a token at synthesis is undefined. */
export interface Route {
  readonly region?: string;
  /** For messages about a route whose Region is not known. */
  readonly bucket?: string;
  readonly dial: number;
}

/** A complete routing table. */
export interface RoutingTable {
  readonly routes: readonly Route[];
  /** The traffic dial of every member without a route. */
  readonly others: number;
}

/** The Regions of the members, where a token is undefined. The list is undefined if the members are not known. */
type MemberRegions = readonly (string | undefined)[] | undefined;

export function describeRoute({ region, bucket }: { region?: string; bucket?: string }): string {
  if (region !== undefined) return `Region "${region}"`;
  return bucket === undefined ? 'a Region that is not known' : `bucket "${bucket}"`;
}

/** Checks a declared routing table. */
export function checkRoutingTable(table: RoutingTable, members?: MemberRegions): Finding[] {
  const dials = [
    ...table.routes.map((route) => ({ route: describeRoute(route), dial: route.dial })),
    { route: 'all other members', dial: table.others },
  ];
  return [
    ...dials.filter(({ dial }) => dial !== 0 && dial !== 100).map((dial) => MRAP301_TRAFFIC_DIAL_VALUE.create(dial)),
    ...checkMatchingMembers(table.routes, members),
    ...checkOneActive(table, members),
    ...(members?.length === 1 ? [MRAP304_ROUTES_OF_SINGLE_REGION.create({ region: members[0] })] : []),
  ];
}

function checkMatchingMembers(routes: readonly Route[], members: MemberRegions): Finding[] {
  const named = routes.filter((route) => route.region !== undefined);
  const known = members?.filter((region) => region !== undefined);
  const allKnown = known !== undefined && known.length === members?.length;
  return [...groupBy(named, (route) => route.region!)].flatMap(([region, ofRegion]) => {
    const problems = [
      ...(ofRegion.length > 1 ? ['is declared more than once'] : []),
      ...(allKnown && !known.includes(region) ? ['matches no member'] : []),
    ];
    return problems.map((problem) =>
      MRAP303_ROUTE_WITHOUT_MEMBER.create({ route: describeRoute({ region }), problem, members: known }),
    );
  });
}

function checkOneActive({ routes, others }: RoutingTable, members: MemberRegions): Finding[] {
  const hasOthers = members === undefined || members.length > routes.length;
  if (routes.some((route) => route.dial !== 0) || (hasOthers && others !== 0)) return [];
  const passive = routes.map(({ region, bucket }) => region ?? bucket ?? '(not known)');
  return [MRAP302_NO_ACTIVE_REGION.create({ passive, others: members !== undefined && hasOthers })];
}

export function checkRoutesControlRegion(region: string): Finding[] {
  return FAILOVER_CONTROL_REGIONS.some((entry) => entry.region === region)
    ? []
    : [MRAP305_ROUTES_CALL_REGION.create({ region })];
}

export function checkControlRegion(region: string): Finding[] {
  return region === CONTROL_PLANE_REGION.region ? [] : [MRAP306_MANAGEMENT_CALL_REGION.create({ region })];
}

/** A construct or resource that writes the routes of an access point. */
export interface RoutesManager {
  readonly accessPoint: string;
  readonly path: string;
}

/** Reports access points of an application with more than one manager. */
export function checkRoutesManagers(managers: readonly RoutesManager[]): Finding[] {
  return [...groupBy(managers, ({ accessPoint }) => accessPoint)]
    .filter(([, ofAccessPoint]) => ofAccessPoint.length > 1)
    .map(([accessPoint, ofAccessPoint]) => MRAP307_DUPLICATE_ROUTES_MANAGER.create({
      accessPoint, paths: ofAccessPoint.map(({ path }) => path),
    }));
}
