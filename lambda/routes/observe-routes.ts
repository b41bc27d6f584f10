import { MINUTE, SECOND } from '../../control/clock';
import { CONTROL_REGIONS, CONTROL_REGION_MAJORITY } from '../../control/routes/control-regions';
import { type RoutingTableInControlRegions } from '../../control/routes/routes-views';
import { type RegionDials, equalRegionDials, type LiveRoute, showRegionDials } from '../../control/routes/routing';
import { MRAP920_STALE_CONTROL_REGION } from '../../src/diagnostics/definitions/failover';
import { CONTROL_REGIONS_RETRY_TIMEOUT, readViews, type RoutesResourceRequest } from './request';

export const ROUTES_READ_INTERVAL = 5 * SECOND;
/** After this time, a decision about manual changes takes the answers that there are. */
const MAJORITY_TIMEOUT = MINUTE;
/** Longer than the documented two minutes. A manual change then shows in a majority of the control Regions. */
const STALE_AFTER = 150 * SECOND;

/** The tables that the control Regions return, compared with the tables that deployments declared. */
export interface ComparedViews {
  readonly members: readonly LiveRoute[];
  readonly known: readonly RoutingTableInControlRegions[];
  /** Tables that no deployment declared, so a manual change, or an old read. */
  readonly third: readonly RoutingTableInControlRegions[];
  /** Whether only a minority returns a third table, while a majority returns known ones. */
  readonly isMinority: boolean;
  /** The number of control Regions that returned routes. */
  readonly answers: number;
  /** Whether the control Regions that did not answer could decide between a manual change and an old read. */
  readonly isUnclear: boolean;
}

/** @param resolveKnown returns the tables of the last deployment and of this one */
export type KnownRoutesResolver = (members: readonly LiveRoute[]) => readonly RegionDials[];

export function compareViews(
  views: readonly RoutingTableInControlRegions[], resolveKnown: KnownRoutesResolver,
): ComparedViews {
  const [{ members }] = views;
  const declared = resolveKnown(members);
  const isKnown = ({ dials }: RoutingTableInControlRegions) => declared.some((entry) => equalRegionDials(entry, dials));
  const known = views.filter(isKnown);
  const third = views.filter((view) => !isKnown(view));
  // Two known tables are a change of a deployment that S3 still propagates.
  const isAgreed = countControlRegions(known) >= CONTROL_REGION_MAJORITY;
  const answers = countControlRegions(views);
  const isMajority = third.some(({ regions }) => regions.length >= CONTROL_REGION_MAJORITY);
  const isUnclear = third.length > 0 && !isAgreed && !isMajority && answers < CONTROL_REGIONS.length;
  return { members, known, third, isMinority: third.length > 0 && isAgreed, answers, isUnclear };
}

function countControlRegions(views: readonly RoutingTableInControlRegions[]): number {
  return views.flatMap(({ regions }) => regions).length;
}

export interface ObservedRoutes {
  readonly members: readonly LiveRoute[];
  /** The manual table, or else the table that most control Regions return. */
  readonly live: RegionDials;
  /** Whether any control Region returns a table that no deployment declared. */
  readonly isManualChange: boolean;
}

/**
 * Reads the routes from all control Regions and decides whether they were changed manually. Two known tables are a
 * change of a deployment that S3 still propagates. A third table is a manual change, even if only one Region returns it
 * so far. If a minority returns it for longer than S3 needs, these Regions are stale.
 *
 * @param needsProof whether the decision needs a majority of the control Regions
 */
export async function observeRoutes(
  request: RoutesResourceRequest, resolveKnown: KnownRoutesResolver, needsProof: boolean,
): Promise<ObservedRoutes> {
  const { context: { clock } } = request;
  const startedAt = clock.now();
  let thirdSince: number | undefined;
  for (;;) {
    const compared = compareViews(await readViews(request, CONTROL_REGIONS_RETRY_TIMEOUT), resolveKnown);
    const { third, isMinority, answers, isUnclear } = compared;
    thirdSince = third.length > 0 ? thirdSince ?? clock.now() : undefined;
    const isStale = isMinority && clock.now() - (thirdSince ?? 0) >= STALE_AFTER;
    const isProven = (answers >= CONTROL_REGION_MAJORITY && !isUnclear) || clock.now() - startedAt >= MAJORITY_TIMEOUT;
    if (!needsProof || (isProven && (!isMinority || isStale))) return decideObservation(request, compared, isStale);
    await clock.sleep(ROUTES_READ_INTERVAL);
  }
}

function decideObservation(
  request: RoutesResourceRequest, { members, known, third }: ComparedViews, isStale: boolean,
): ObservedRoutes {
  if (isStale) reportStaleRoutesViews(request, third);
  if (third.length === 0 || isStale) return { members: known[0].members, live: known[0].dials, isManualChange: false };
  return { members, live: third[0].dials, isManualChange: true };
}

export function reportStaleRoutesViews(
  { context: { report } }: RoutesResourceRequest, third: readonly RoutingTableInControlRegions[],
): void {
  for (const { regions, dials } of third) {
    report(MRAP920_STALE_CONTROL_REGION.create({ regions, shown: showRegionDials(dials) }));
  }
}
