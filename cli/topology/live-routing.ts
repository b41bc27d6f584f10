import { MRAP961_INVALID_ARGUMENTS } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { type AccessPointGroupView, type MemberView, type MemberRouting, type Topology } from './topology';

/** A route that S3 returned. */
export interface LiveTopologyRoute {
  readonly bucket: string;
  readonly region: string;
  readonly dial: number;
}

/**
 * Adds the live routes of one access point to the topology. Templates do not contain its alias, so the access point is
 * found by its members. Throws if no access point has exactly these members.
 */
export function addLiveRoutes(topology: Topology, routes: readonly LiveTopologyRoute[]): Topology {
  const fits = (group: AccessPointGroupView, accessPoint: string) => {
    const members = group.members.filter((member) => member.routes.some((route) => route.accessPoint === accessPoint));
    return members.length === routes.length && members.every((member) => findRoute(member, routes) !== undefined);
  };
  const fitting = topology.groups.flatMap((group) => group.accessPoints.filter(({ key }) => fits(group, key)));
  if (fitting.length === 0) {
    const live = routes.map(({ bucket, region }) => `${bucket} in ${region}`).join(', ');
    failWith(MRAP961_INVALID_ARGUMENTS.create({
      problem: 'the templates declare no access point with the members of --live',
      expected: `members ${live}`,
      command: 'cdk-s3-mrap topology',
    }));
  }
  const keys = new Set(fitting.map(({ key }) => key));
  const groups = topology.groups.map((group) => (
    { ...group, members: group.members.map((member) => addLiveRoute(member, keys, routes)) }
  ));
  return { ...topology, groups };
}

/** Finds the route of a member by bucket, or by Region if CloudFormation generates the bucket name. */
function findRoute(
  { bucket, region }: MemberView,
  routes: readonly LiveTopologyRoute[],
): LiveTopologyRoute | undefined {
  const isGenerated = bucket.includes('${');
  return (
    routes.find((route) => route.bucket === bucket)
    ?? (isGenerated ? routes.find((route) => route.region === region) : undefined)
  );
}

function addLiveRoute(
  member: MemberView, accessPoints: ReadonlySet<string>, routes: readonly LiveTopologyRoute[],
): MemberView {
  const found = findRoute(member, routes);
  if (found === undefined) return member;
  const live: MemberRouting = found.dial === 0 ? 'passive' : 'active';
  const updated = member.routes.map((route) => (accessPoints.has(route.accessPoint) ? { ...route, live } : route));
  return { ...member, routes: updated };
}
