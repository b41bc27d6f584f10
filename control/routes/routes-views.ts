import { CONTROL_REGIONS, CONTROL_REGION_MAJORITY } from './control-regions';
import { type ControlRegionRead } from './every-control-region';
import { type RegionDials, equalRegionDials, containsRegionDials, type LiveRoute, toRegionDials } from './routing';

/** A routing table and the control Regions that returned it. After a change, they differ for two minutes. */
export interface RoutingTableInControlRegions {
  readonly members: readonly LiveRoute[];
  readonly dials: RegionDials;
  readonly regions: readonly string[];
}

/**
 * Groups the answers by routing table. The table of the most control Regions comes first, and among these the one that
 * arrived first.
 */
export function groupReadsByRoutingTable(reads: readonly ControlRegionRead[]): RoutingTableInControlRegions[] {
  const views: (RoutingTableInControlRegions & { regions: string[] })[] = [];
  for (const { region, routes } of reads) {
    if (routes === undefined) continue;
    const members = [...routes].sort((a, b) => a.region.localeCompare(b.region));
    const dials = toRegionDials(members);
    const view = views.find((candidate) => equalRegionDials(candidate.dials, dials));
    if (view === undefined) views.push({ members, dials, regions: [region] });
    else view.regions.push(region);
  }
  for (const { regions } of views) regions.sort((a, b) => CONTROL_REGIONS.indexOf(a) - CONTROL_REGIONS.indexOf(b));
  return views.sort((a, b) => b.regions.length - a.regions.length);
}

/** Merges two reads. The later answer of a Region replaces its earlier answer. */
export function mergeReads(
  earlier: readonly ControlRegionRead[], later: readonly ControlRegionRead[],
): ControlRegionRead[] {
  return CONTROL_REGIONS.flatMap((region) => {
    const [before, after] = [earlier, later].map((reads) => reads.find((read) => read.region === region));
    return (after?.routes === undefined ? before ?? after : after) ?? [];
  });
}

/**
 * Returns a table that a user has not seen, or the new table of most control Regions. Returns undefined if the tables
 * are the ones that were shown.
 */
export function findChangedRoutingTable(
  shown: readonly RoutingTableInControlRegions[], now: readonly RoutingTableInControlRegions[],
): RegionDials | undefined {
  const unseen = now.find(({ dials }) => !shown.some((view) => equalRegionDials(view.dials, dials)));
  if (unseen !== undefined) return unseen.dials;
  return equalRegionDials(shown[0].dials, now[0].dials) ? undefined : now[0].dials;
}

/** The control Regions that return the submitted dials, and those that return other dials. */
export interface RoutesPropagationReport {
  readonly showing: readonly string[];
  readonly lagging: readonly string[];
}

export function findRoutesPropagation(
  views: readonly RoutingTableInControlRegions[], submitted: RegionDials,
): RoutesPropagationReport {
  const shows = ({ dials }: RoutingTableInControlRegions) => containsRegionDials(dials, submitted);
  return {
    showing: views.filter(shows).flatMap(({ regions }) => regions),
    lagging: views.filter((view) => !shows(view)).flatMap(({ regions }) => regions),
  };
}

/**
 * Whether submitted dials are in effect: a majority of the control Regions returns them, or, after the documented two
 * minutes, all that answer.
 */
export function areSubmittedDialsInEffect({ showing, lagging }: RoutesPropagationReport, isSettled: boolean): boolean {
  return showing.length >= CONTROL_REGION_MAJORITY || (isSettled && showing.length > 0 && lagging.length === 0);
}
