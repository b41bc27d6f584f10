import { readEveryControlRegion } from '../../control/routes/every-control-region';
import { type LiveRoute } from '../../control/routes/routing';
import { CommandError } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { type AwsCommandContext } from './command-context';
import { accessPointOf } from './targets';

export interface AnsweredRoutes {
  readonly routes: readonly LiveRoute[];
  /** The control Region that answered. */
  readonly answeredBy: string;
}

/** The routes of an access point as the first control Region has them that answers. */
export async function readLiveRoutes({ connect, clock }: AwsCommandContext, arn: string): Promise<AnsweredRoutes> {
  const { account } = accessPointOf(arn);
  const answers = await readEveryControlRegion(await connect(), clock, account, arn);
  for (const { region, routes } of answers) if (routes !== undefined) return { routes, answeredBy: region };
  throw new CommandError('no control Region says which routes the access point has', EXIT_CODES.UNREACHABLE);
}
