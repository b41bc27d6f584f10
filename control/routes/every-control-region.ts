import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Clock } from '../clock';
import { type Failure, toFailure } from '../failure';
import { type S3Control } from '../s3-control';
import { getRoutes } from './live-routes';
import { toDials, equalDials, type LiveRoute } from './routing';

/** The routes that one of the five control Regions returned, or its failure. */
export interface ControlRegionRead {
  readonly region: string;
  readonly tookMs: number;
  readonly routes?: readonly LiveRoute[];
  readonly failure?: Failure;
}

/** Reads the routes from all five control Regions in parallel. */
export function readEveryControlRegion(
  s3: S3Control, clock: Clock, accountId: string, accessPointArn: string,
): Promise<ControlRegionRead[]> {
  return Promise.all(FAILOVER_CONTROL_REGIONS.map(async ({ region }) => {
    const startedAt = clock.now();
    try {
      const routes = await getRoutes(s3, region, accountId, accessPointArn);
      return { region, tookMs: clock.now() - startedAt, routes };
    } catch (error) {
      return { region, tookMs: clock.now() - startedAt, failure: toFailure(error) };
    }
  }));
}

/**
 * Whether all control Regions that answered returned the same routes. For two minutes after a change they can differ.
 */
export function haveEqualRoutes(reads: readonly ControlRegionRead[]): boolean {
  const [first, ...others] = reads.flatMap(({ routes }) => (routes === undefined ? [] : [toDials(routes)]));
  return others.every((dials) => equalDials(dials, first));
}
