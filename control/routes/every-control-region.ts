import { type Clock, SECOND } from '../clock';
import { type Failure, toFailure } from '../failure';
import { type S3Control } from '../s3-control';
import { CONTROL_REGIONS, type FailedControlRegion } from './control-regions';
import { getRoutes } from './live-routes';
import { toRegionDials, equalRegionDials, type LiveRoute } from './routing';

/** The access point whose routes are read, and the clients. */
export interface RoutesSource {
  readonly s3: S3Control;
  readonly clock: Clock;
  readonly accountId: string;
  readonly accessPointArn: string;
}

/** The routes that one of the five control Regions returned, or its failure. */
export interface ControlRegionRead {
  readonly region: string;
  readonly tookMs: number;
  readonly routes?: readonly LiveRoute[];
  readonly failure?: Failure;
}

/** A read of the routes in all five control Regions, of which some may still be in progress. */
export interface RoutesReading {
  /** The answers and failures so far, in the order of their arrival. */
  readonly answers: readonly ControlRegionRead[];
  /** Settles a grace period after the first routes, or earlier if no awaited Region is missing. */
  readonly settled: Promise<void>;
  /** Settles when every control Region has answered or failed. */
  readonly complete: Promise<void>;
}

/** How long the other control Regions can delay a failover after the first answer. */
const GRACE_PERIOD = SECOND / 2;

/**
 * Starts to read the routes in all control Regions at the same time.
 *
 * @param awaited the Regions to wait for during the grace period; default: all five
 */
export function startReadingRoutes(source: RoutesSource, awaited: readonly string[] = CONTROL_REGIONS): RoutesReading {
  const answers: ControlRegionRead[] = [];
  let reportFirst = () => {};
  const firstRoutes = new Promise<void>((resolve) => { reportFirst = resolve; });
  const reads = CONTROL_REGIONS.map(async (region) => {
    const read = await readControlRegion(source, region);
    answers.push(read);
    if (read.routes !== undefined) reportFirst();
  });
  const complete = Promise.all(reads).then(() => undefined);
  const awaitedEnded = Promise.all(reads.filter((_, index) => awaited.includes(CONTROL_REGIONS[index])));
  const settled = Promise.race([
    firstRoutes.then(() => Promise.race([awaitedEnded, source.clock.sleep(GRACE_PERIOD)])),
    complete,
  ]).then(() => undefined);
  // A caller can wait for only one of the two.
  complete.catch(() => undefined);
  settled.catch(() => undefined);
  awaitedEnded.catch(() => undefined);
  return { answers, settled, complete };
}

/** Throws the errors of calls that were never sent. */
async function readControlRegion(
  { s3, clock, accountId, accessPointArn }: RoutesSource, region: string,
): Promise<ControlRegionRead> {
  const startedAt = clock.now();
  try {
    const routes = await getRoutes(s3, region, accountId, accessPointArn);
    return { region, tookMs: clock.now() - startedAt, routes };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.kind === 'unexpected') throw error;
    return { region, tookMs: clock.now() - startedAt, failure };
  }
}

/** Reads the routes from all five control Regions at the same time, and returns the answers in the usual order. */
export async function readEveryControlRegion(
  s3: S3Control, clock: Clock, accountId: string, accessPointArn: string,
): Promise<ControlRegionRead[]> {
  const { answers, complete } = startReadingRoutes({ s3, clock, accountId, accessPointArn });
  await complete;
  return [...answers].sort(compareRegions);
}

/** Returns the failures of a read in the usual order of the control Regions. */
export function findFailedControlRegions(answers: readonly ControlRegionRead[]): FailedControlRegion[] {
  const skipped = answers.flatMap(({ region, failure }) => (failure === undefined ? [] : [{ region, failure }]));
  return skipped.sort(compareRegions);
}

function compareRegions(a: { readonly region: string }, b: { readonly region: string }): number {
  return CONTROL_REGIONS.indexOf(a.region) - CONTROL_REGIONS.indexOf(b.region);
}

/**
 * Whether all control Regions that answered returned the same routes. For two minutes after a change they can differ.
 */
export function haveEqualRoutes(reads: readonly ControlRegionRead[]): boolean {
  const [first, ...others] = reads.flatMap(({ routes }) => (routes === undefined ? [] : [toRegionDials(routes)]));
  return others.every((dials) => equalRegionDials(dials, first));
}
