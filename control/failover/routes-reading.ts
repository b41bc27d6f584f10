import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Clock, SECOND } from '../clock';
import { isTransientFailure, isUnsupportedOperation, toFailure } from '../failure';
import { NoControlRegion } from '../routes/control-regions';
import { type ControlRegionRead } from '../routes/every-control-region';
import { getRoutes } from '../routes/live-routes';
import { type Dials, equalDials, type LiveRoute, toDials } from '../routes/routing';
import { type S3Control } from '../s3-control';

export interface RoutesSource {
  readonly s3: S3Control;
  readonly clock: Clock;
  readonly accountId: string;
  readonly accessPointArn: string;
}

/** A read of the routes in all five control Regions, of which some may still be in progress. */
export interface RoutesReading {
  /** Returns the answers and failures so far, in the order of the control Regions. */
  readonly reads: () => readonly ControlRegionRead[];
  /** Settles a grace period after the first answer, or earlier if no awaited Region is missing. */
  readonly settled: Promise<void>;
  /** Settles when every control Region has answered or failed. */
  readonly ended: Promise<void>;
}

/** How long the other control Regions can delay a failover after the first answer. */
const GRACE_PERIOD = SECOND / 2;
const ROUND_INTERVAL = 2 * SECOND;
const UNSUPPORTED_TIMEOUT = 5 * SECOND;
const REGIONS = FAILOVER_CONTROL_REGIONS.map(({ region }) => region);
/** More than half of the control Regions. The answer of a minority can be old. */
export const MAJORITY = Math.floor(REGIONS.length / 2) + 1;

/**
 * Starts to read the routes in all five control Regions.
 *
 * @param awaited the Regions to wait for during the grace period; default: all five
 */
export function startReading(source: RoutesSource, awaited: readonly string[] = REGIONS): RoutesReading {
  const { clock } = source;
  const completed = new Map<string, ControlRegionRead>();
  let answer = () => {};
  const firstAnswer = new Promise<void>((resolve) => { answer = resolve; });
  const calls = REGIONS.map(async (region) => {
    const read = await readControlRegion(source, region);
    completed.set(region, read);
    if (read.routes !== undefined) answer();
  });
  const ended = Promise.all(calls).then(() => {});
  const awaitedEnded = Promise.all(calls.filter((_, index) => awaited.includes(REGIONS[index])));
  const settled = Promise.race([
    firstAnswer.then(() => Promise.race([awaitedEnded, clock.sleep(GRACE_PERIOD)])),
    ended,
  ]).then(() => {});
  return {
    reads: () => REGIONS.flatMap((region) => completed.get(region) ?? []),
    settled,
    ended,
  };
}

async function readControlRegion(
  { s3, clock, accountId, accessPointArn }: RoutesSource, region: string,
): Promise<ControlRegionRead> {
  const startedAt = clock.now();
  try {
    const routes = await getRoutes(s3, region, accountId, accessPointArn);
    return { region, tookMs: clock.now() - startedAt, routes };
  } catch (error) {
    return { region, tookMs: clock.now() - startedAt, failure: toFailure(error) };
  }
}

/**
 * Reads in rounds until a control Region answers. Throws if none did until `until`, or if none can. An endpoint that is
 * not S3, or that does not implement the operation, gets five seconds.
 */
export async function readUntilAnswered(
  source: RoutesSource, until: number, awaited?: readonly string[],
): Promise<RoutesReading> {
  let unsupportedSince: number | undefined;
  for (;;) {
    const reading = startReading(source, awaited);
    await reading.settled;
    const reads = reading.reads();
    if (reads.some(({ routes }) => routes !== undefined)) return reading;
    const failures = reads.flatMap(({ region, failure }) => (failure === undefined ? [] : [{ region, failure }]));
    const canSucceed = failures.some(({ failure }) => isTransientFailure(failure));
    const now = source.clock.now();
    unsupportedSince = failures.every(({ failure }) => isUnsupportedOperation(failure)) ? unsupportedSince ?? now : undefined;
    const end = Math.min(until, (unsupportedSince ?? Infinity) + UNSUPPORTED_TIMEOUT);
    if (!canSucceed || now + ROUND_INTERVAL >= end) throw new NoControlRegion(failures);
    await source.clock.sleep(ROUND_INTERVAL);
  }
}

/** A routing table and the control Regions that returned it. */
export interface RoutesView {
  readonly members: readonly LiveRoute[];
  readonly dials: Dials;
  readonly regions: readonly string[];
}

/** Groups the answers by routing table. The table of the most control Regions comes first. */
export function groupByTable(reads: readonly ControlRegionRead[]): RoutesView[] {
  const views: (RoutesView & { regions: string[] })[] = [];
  for (const { region, routes } of reads) {
    if (routes === undefined) continue;
    const members = [...routes].sort((a, b) => a.region.localeCompare(b.region));
    const dials = toDials(members);
    const view = views.find((candidate) => equalDials(candidate.dials, dials));
    if (view === undefined) views.push({ members, dials, regions: [region] });
    else view.regions.push(region);
  }
  return views.sort((a, b) => b.regions.length - a.regions.length);
}

/** Merges two reads. The later answer of a Region replaces its earlier answer. */
export function mergeReads(
  earlier: readonly ControlRegionRead[], later: readonly ControlRegionRead[],
): ControlRegionRead[] {
  return REGIONS.flatMap((region) => {
    const [before, after] = [earlier, later].map((reads) => reads.find((read) => read.region === region));
    return (after?.routes === undefined ? before ?? after : after) ?? [];
  });
}

/**
 * Returns a table that a user has not seen, or the new table of most control Regions. Returns undefined if the tables
 * are the ones that were shown.
 */
export function findChangedRoutingTable(shown: readonly RoutesView[], now: readonly RoutesView[]): Dials | undefined {
  const unseen = now.find(({ dials }) => !shown.some((view) => equalDials(view.dials, dials)));
  if (unseen !== undefined) return unseen.dials;
  return equalDials(shown[0].dials, now[0].dials) ? undefined : now[0].dials;
}
