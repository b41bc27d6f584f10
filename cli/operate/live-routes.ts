import { askEveryControlRegion } from '../../control/routes/every-control-region';
import { type LiveRoute } from '../../control/routes/routing';
import { EXIT_CODES } from '../exit-codes';
import { Failed } from '../failed';
import { accessPointOf } from './targets';
import { type OperateWorld } from './world';

export interface AnsweredRoutes {
  readonly routes: readonly LiveRoute[];
  /** The control Region that answered. */
  readonly answeredBy: string;
}

/** The routes of an access point as the first control Region has them that answers. */
export async function readLiveRoutes({ connect, clock }: OperateWorld, arn: string): Promise<AnsweredRoutes> {
  const { account } = accessPointOf(arn);
  const answers = await askEveryControlRegion(await connect(), clock, account, arn);
  for (const { region, routes } of answers) if (routes !== undefined) return { routes, answeredBy: region };
  throw new Failed('no control Region says which routes the access point has', EXIT_CODES.UNREACHABLE);
}
