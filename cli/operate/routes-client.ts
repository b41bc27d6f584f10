import { type AwsCalls } from '../../control/aws';
import { SECOND } from '../../control/clock';
import { showFailureWithStatus } from '../../control/failure';
import { type FailedControlRegion } from '../../control/routes/control-regions';
import { RETRY_PATIENCE_OF_OPERATORS } from '../../control/routes/rounds';
import { RoutesClient } from '../../control/routes/routes-client';
import { type AccessPointId } from '../../control/status/access-point-status';
import { type AwsCommandContext, type CommonOptions, writeNote } from './command-context';

/** While no control Region answers, no new round of reads starts after this time. A round takes at most as long. */
export const CLI_ROUTES_READ_TIMEOUT = 5 * SECOND;

/**
 * Creates a client for the routes of an access point. It reports each control Region that does not answer. Regions that
 * fail at the same time for the same reason are one note.
 */
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
    onSkipped: collect((skipped) => {
      for (const note of describeFailedRegions(skipped)) writeNote(context, options, note);
    }),
  });
}

/** Returns a function that collects its arguments, and passes those of one moment to `receive`. */
function collect<T>(receive: (values: readonly T[]) => void): (value: T) => void {
  let values: T[] = [];
  return (value) => {
    if (values.push(value) > 1) return;
    queueMicrotask(() => {
      const collected = values;
      values = [];
      receive(collected);
    });
  };
}

function describeFailedRegions(skipped: readonly FailedControlRegion[]): string[] {
  const byProblem = new Map<string, string[]>();
  for (const { region, failure } of skipped) {
    const problem = `${failure.status === undefined ? 'did not answer' : 'failed'}: ${showFailureWithStatus(failure)}`;
    byProblem.set(problem, [...byProblem.get(problem) ?? [], region]);
  }
  return [...byProblem].map(([problem, regions]) =>
    `control Region${regions.length === 1 ? '' : 's'} ${regions.sort().join(', ')} ${problem}`);
}
