import { type AwsCalls } from '../../control/aws';
import { SECOND } from '../../control/clock';
import { showFailureWithStatus } from '../../control/failure';
import { RETRY_PATIENCE_OF_OPERATORS } from '../../control/routes/rounds';
import { RoutesClient } from '../../control/routes/routes-client';
import { type AccessPointId } from '../../control/status/access-point-status';
import { type AwsCommandContext, type CommonOptions, writeNote } from './command-context';

/** While no control Region answers, no new round of reads starts after this time. A round takes at most as long. */
export const CLI_ROUTES_READ_TIMEOUT = 5 * SECOND;

/** Creates a client for the routes of an access point. It reports each control Region that does not answer. */
export function createRoutesClient(
  context: AwsCommandContext, s3: AwsCalls, { account, arn }: AccessPointId, options: CommonOptions,
): RoutesClient {
  const { clock } = context;
  return new RoutesClient({
    s3,
    clock,
    accountId: account,
    accessPointArn: arn,
    startedAt: clock.now(),
    patience: RETRY_PATIENCE_OF_OPERATORS,
    onSkipped: ({ region, failure }) => {
      const event = failure.status === undefined ? 'did not answer' : 'failed';
      writeNote(context, options, `control Region ${region} ${event}: ${showFailureWithStatus(failure)}`);
    },
  });
}
