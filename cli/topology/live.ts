import { type GroupView, type MemberView, type Routing, type Topology } from './topology';

/** A route as S3 tells it. */
export interface TopologyRoute {
  readonly bucket: string;
  readonly region: string;
  readonly dial: number;
}

/**
 * The topology with the routes that S3 has for one access point. Templates do not know its alias, so it is the one with exactly these members.
 * Throws where there is none.
 */
export function withLiveRoutes(topology: Topology, routes: readonly TopologyRoute[]): Topology {
  const fits = (group: GroupView, accessPoint: string) => {
    const members = group.members.filter((member) => member.routes.some((route) => route.accessPoint === accessPoint));
    return members.length === routes.length && members.every((member) => routeTo(member, routes) !== undefined);
  };
  const fitting = topology.groups.flatMap((group) => group.accessPoints.filter(({ key }) => fits(group, key)));
  if (fitting.length === 0) {
    const live = routes.map(({ bucket, region }) => `${bucket} in ${region}`).join(', ');
    throw new Error(`no access point of these templates has the members of the live one, ${live}`);
  }
  const keys = new Set(fitting.map(({ key }) => key));
  const groups = topology.groups.map((group) => ({ ...group, members: group.members.map((member) => withRoute(member, keys, routes)) }));
  return { ...topology, groups };
}

/** By bucket; by Region where the templates leave the bucket's name to CloudFormation. */
function routeTo({ bucket, region }: MemberView, routes: readonly TopologyRoute[]): TopologyRoute | undefined {
  return routes.find((route) => route.bucket === bucket) ?? (bucket.includes('${') ? routes.find((route) => route.region === region) : undefined);
}

function withRoute(member: MemberView, accessPoints: ReadonlySet<string>, routes: readonly TopologyRoute[]): MemberView {
  const found = routeTo(member, routes);
  if (found === undefined) return member;
  const live: Routing = found.dial === 0 ? 'passive' : 'active';
  return { ...member, routes: member.routes.map((route) => (accessPoints.has(route.accessPoint) ? { ...route, live } : route)) };
}
