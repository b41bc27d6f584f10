import { AllControlRegionsFailedError } from '../../control/routes/control-regions';
import { findFailedControlRegions, readEveryControlRegion } from '../../control/routes/every-control-region';
import { type LiveRoute } from '../../control/routes/routing';
import { toCommandError } from '../command-error';
import { type AwsCommandContext } from './command-context';
import { findAccessPoint } from './find-access-point';

export interface LiveRoutesAnswer {
  readonly routes: readonly LiveRoute[];
  readonly arn: string;
  /** The control Region that answered. */
  readonly answeredBy: string;
}

/** Reads the routes of an access point from the first control Region that answers. Throws `CommandError`. */
export async function readLiveRoutes(context: AwsCommandContext, target: string): Promise<LiveRoutesAnswer> {
  const { connect, clock } = context;
  try {
    const aws = await connect();
    const { account, arn } = await findAccessPoint(context, aws, target);
    const answers = await readEveryControlRegion(aws, clock, account, arn);
    for (const { region, routes } of answers) if (routes !== undefined) return { routes, arn, answeredBy: region };
    throw new AllControlRegionsFailedError(findFailedControlRegions(answers));
  } catch (error) {
    throw toCommandError(error);
  }
}
