import { readEveryControlRegion } from '../../control/routes/every-control-region';
import { type LiveRoute } from '../../control/routes/routing';
import { CommandError } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { type AwsCommandContext } from './command-context';
import { parseAccessPointId } from './find-access-point';

export interface LiveRoutesAnswer {
  readonly routes: readonly LiveRoute[];
  /** The control Region that answered. */
  readonly answeredBy: string;
}

/** Reads the routes of an access point from the first control Region that answers. */
export async function readLiveRoutes({ connect, clock }: AwsCommandContext, arn: string): Promise<LiveRoutesAnswer> {
  const { account } = parseAccessPointId(arn);
  const answers = await readEveryControlRegion(await connect(), clock, account, arn);
  for (const { region, routes } of answers) if (routes !== undefined) return { routes, answeredBy: region };
  throw new CommandError('no control Region returned the routes of the access point', EXIT_CODES.UNREACHABLE);
}
