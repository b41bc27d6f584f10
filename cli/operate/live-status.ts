import { SECOND } from '../../control/clock';
import { endCallsAt } from '../../control/deadline';
import { AllControlRegionsFailedError } from '../../control/routes/control-regions';
import { findFailedControlRegions } from '../../control/routes/every-control-region';
import { type AccessPointStatusReport, readAccessPointStatus } from '../../control/status/access-point-status';
import { toCommandError } from '../to-command-error';
import { type AwsCommandContext } from './command-context';
import { findAccessPoint } from './find-access-point';

/** A lost Region must not delay the report any longer. */
const TIMEOUT = 6 * SECOND;

/** Reads the routes, backlogs and control Regions of an access point. Throws `CommandError` without an answer. */
export async function readLiveStatus(context: AwsCommandContext, target: string): Promise<AccessPointStatusReport> {
  const { connect, clock } = context;
  try {
    const aws = await connect();
    const accessPoint = await findAccessPoint(context, aws, target, {});
    const report = await readAccessPointStatus(endCallsAt(aws, clock, clock.now() + TIMEOUT), clock, accessPoint);
    if (report.controlRegions.some(({ routes }) => routes !== undefined)) return report;
    throw new AllControlRegionsFailedError(findFailedControlRegions(report.controlRegions));
  } catch (error) {
    throw toCommandError(error);
  }
}
