import { type Clock } from '../clock';
import { type Failure, toFailure } from '../failure';
import { type S3Control } from '../s3-control';
import { CONTROL_REGIONS } from './control-regions';
import { getRoutes } from './live-routes';
import { toDials, equalDials, type LiveRoute } from './routing';

/** The routes that one of the five control Regions returned, or its failure. */
export interface ControlRegionRead {
  readonly region: string;
  readonly tookMs: number;
  readonly routes?: readonly LiveRoute[];
  readonly failure?: Failure;
}

/** A read of the routes in all control Regions that has started. */
export interface RoutesReading {
  /** The answers so far, in the order of their arrival. */
  readonly answers: readonly ControlRegionRead[];
  /** Settles when a control Region has returned routes, or when all have failed. */
  readonly firstRoutes: Promise<void>;
  /** Settles when all control Regions have answered or failed. */
  readonly complete: Promise<void>;
}

/** Starts to read the routes in all control Regions at the same time. */
export function startReading(s3: S3Control, clock: Clock, accountId: string, accessPointArn: string): RoutesReading {
  const answers: ControlRegionRead[] = [];
  const reads = CONTROL_REGIONS.map(async (region) => {
    const startedAt = clock.now();
    try {
      const routes = await getRoutes(s3, region, accountId, accessPointArn);
      answers.push({ region, tookMs: clock.now() - startedAt, routes });
      return true;
    } catch (error) {
      const failure = toFailure(error);
      if (failure.kind === 'unexpected') throw error;
      answers.push({ region, tookMs: clock.now() - startedAt, failure });
      return false;
    }
  });
  const complete = Promise.all(reads).then(() => undefined);
  const firstRoutes = new Promise<void>((resolve, reject) => {
    for (const read of reads) read.then((hasRoutes) => { if (hasRoutes) resolve(); }, reject);
    complete.then(resolve, reject);
  });
  // A caller can wait for only one of the two.
  complete.catch(() => undefined);
  firstRoutes.catch(() => undefined);
  return { answers, firstRoutes, complete };
}

/** Reads the routes from all five control Regions at the same time, and returns the answers in the usual order. */
export async function readEveryControlRegion(
  s3: S3Control, clock: Clock, accountId: string, accessPointArn: string,
): Promise<ControlRegionRead[]> {
  const { answers, complete } = startReading(s3, clock, accountId, accessPointArn);
  await complete;
  const place = ({ region }: ControlRegionRead) => CONTROL_REGIONS.indexOf(region);
  return [...answers].sort((a, b) => place(a) - place(b));
}

/**
 * Whether all control Regions that answered returned the same routes. For two minutes after a change they can differ.
 */
export function haveEqualRoutes(reads: readonly ControlRegionRead[]): boolean {
  const [first, ...others] = reads.flatMap(({ routes }) => (routes === undefined ? [] : [toDials(routes)]));
  return others.every((dials) => equalDials(dials, first));
}
