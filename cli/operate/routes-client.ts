import { type Aws } from '../../control/aws';
import { SECOND } from '../../control/clock';
import { showFailure } from '../../control/failure';
import { RoutesClient } from '../../control/routes/routes-client';
import { type AccessPointId } from '../../control/status/access-point-status';
import { type AwsCommandContext } from './command-context';

/** How long a question may go round the five control Regions. */
export const READ_WITHIN = 65 * SECOND;

/** The routes of an access point, with a word of every control Region that does not answer. */
export function clientFor({ clock, errors }: AwsCommandContext, s3: Aws, { account, arn }: AccessPointId): RoutesClient {
  return new RoutesClient({
    s3,
    clock,
    accountId: account,
    accessPointArn: arn,
    startedAt: clock.now(),
    onSkipped: ({ region, failure }) => errors.write(`control region ${region} did not answer: ${showFailure(failure)}\n`),
  });
}
