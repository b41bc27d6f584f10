import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Clock } from '../clock';
import { type Failure, toFailure } from '../failure';
import { type S3Control } from '../s3-control';
import { getRoutes } from './live-routes';
import { toDials, equalDials, type LiveRoute } from './routing';

/** What one of the five control Regions says of an access point. */
export interface ControlRegionAnswer {
  readonly region: string;
  readonly tookMs: number;
  readonly routes?: readonly LiveRoute[];
  readonly failure?: Failure;
}

/** The routes as each of the five control Regions sees them, all asked at once. */
export function askEveryControlRegion(s3: S3Control, clock: Clock, accountId: string, accessPointArn: string): Promise<ControlRegionAnswer[]> {
  return Promise.all(FAILOVER_CONTROL_REGIONS.map(async ({ region }) => {
    const began = clock.now();
    try {
      const routes = await getRoutes(s3, region, accountId, accessPointArn);
      return { region, tookMs: clock.now() - began, routes };
    } catch (error) {
      return { region, tookMs: clock.now() - began, failure: toFailure(error) };
    }
  }));
}

/** Whether all that answered see the same routes; for two minutes after a change they may not. */
export function findAgreedRoutes(answers: readonly ControlRegionAnswer[]): boolean {
  const [first, ...others] = answers.flatMap(({ routes }) => (routes === undefined ? [] : [toDials(routes)]));
  return others.every((dials) => equalDials(dials, first));
}
