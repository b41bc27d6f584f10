import { FAILOVER_CONTROL_REGIONS, CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { type NumberedAccessPointGroup, type NumberedMember } from './numbered-members';
import { combineRouting } from './render-map';
import { type StackView } from './topology';

/** The effect of the loss of a Region on a group. */
export interface RegionLoss {
  readonly region: string;
  readonly lost: readonly NumberedMember[];
  /** The members that remain. */
  readonly others: readonly NumberedMember[];
  /** Whether S3 routes requests to a lost member. Undefined if only a deployment decides it. */
  readonly wasActive: boolean | undefined;
  /** The active members that remain. */
  readonly active: readonly NumberedMember[];
  /** The members that can become active, because they are members of an access point. */
  readonly passive: readonly NumberedMember[];
  /** The members with copies of the objects that clients wrote to the lost members. */
  readonly copies: readonly NumberedMember[];
  /** Whether all replication from the lost members has replication time control. */
  readonly hasTimeControl: boolean;
  /** The control Regions that accept a change of routes. */
  readonly controlRegions: readonly string[];
  /** The Regions of the runbook documents that remain. Undefined without a runbook. */
  readonly runbookRegions?: readonly string[];
  /** Whether the stack of an access point is in the lost Region. */
  readonly hasAccessPointStack: boolean;
  /** Whether S3 can create, change and delete access points and their policies. */
  readonly hasControlPlane: boolean;
}

/** Determines the effect of the loss of each Region that has a member. */
export function assessRegionLosses(
  { group, members }: NumberedAccessPointGroup, stacks: readonly StackView[],
): RegionLoss[] {
  const current = members.filter(({ member }) => member.change !== 'removed');
  const regions = [...new Set(current.flatMap(({ member }) => member.region ?? []))];
  return regions.map((region): RegionLoss => {
    const lost = current.filter(({ member }) => member.region === region);
    const rest = current.filter(({ member }) => member.region !== region);
    const lostKeys = new Set(lost.map(({ member }) => member.key));
    const edges = group.edges.filter(({ from, to, change }) =>
      change !== 'removed' && lostKeys.has(from) && !lostKeys.has(to));
    const copies = new Set(edges.map(({ to }) => to));
    const runbookRegions = group.operations.runbooks.flatMap((runbook) => runbook.regions);
    return {
      region,
      lost,
      others: rest,
      wasActive: isActive(lost),
      active: rest.filter((entry) => combineRouting(entry) === 'active'),
      passive: rest.filter((entry) => combineRouting(entry) === 'passive'),
      copies: rest.filter(({ member }) => copies.has(member.key)),
      hasTimeControl: edges.length > 0 && edges.every(({ timeControl }) => timeControl),
      controlRegions: without(FAILOVER_CONTROL_REGIONS.map((entry) => entry.region), region),
      ...(runbookRegions.length > 0 && { runbookRegions: without(runbookRegions, region) }),
      hasAccessPointStack: stacks.some((stack) =>
        stack.region === region && group.accessPoints.some((accessPoint) => accessPoint.stack === stack.name)),
      hasControlPlane: region !== CONTROL_PLANE_REGION.region,
    };
  });
}

function isActive(lost: readonly NumberedMember[]): boolean | undefined {
  const states = lost.map(combineRouting);
  if (states.includes('active')) return true;
  return states.includes('unknown') ? undefined : false;
}

function without(regions: readonly string[], region: string): string[] {
  return [...new Set(regions)].filter((other) => other !== region).sort();
}
