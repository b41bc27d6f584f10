import { type AwsCalls } from '../../control/aws';
import { readCallerIdentity } from '../../control/caller';
import { SECOND } from '../../control/clock';
import { type AwsCommandContext } from './command-context';

/** Returns the ARN of the caller, or undefined if STS does not answer in time. */
export async function readCallerArn(
  { clock }: Pick<AwsCommandContext, 'clock'>, aws: AwsCalls, limit = 5 * SECOND,
): Promise<string | undefined> {
  return Promise.race([
    readCallerIdentity(aws).then(({ arn }) => arn, () => undefined),
    clock.sleep(limit).then(() => undefined),
  ]);
}
