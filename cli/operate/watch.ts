import { describeOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { MINUTE, SECOND } from '../../control/clock';
import { toFailure, showFailure } from '../../control/failure';
import { poll } from '../../control/poll';
import { IDENTIFIERS } from '../../src/facts/identifiers';
import { CommandError } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { operate, type AwsCommandContext, writeJson } from './command-context';

export interface WatchOptions {
  readonly timeout: number;
  readonly json?: boolean;
}

/** Follows an asynchronous operation to its end, with a line whenever something changes. */
export function runWatch(context: AwsCommandContext, token: string, { timeout, json }: WatchOptions): Promise<void> {
  return operate(context, async () => {
    if (!IDENTIFIERS.REQUEST_TOKEN_ARN.pattern.test(token)) {
      throw new CommandError(`${JSON.stringify(token)} is no request token, expected ${IDENTIFIERS.REQUEST_TOKEN_ARN.rule}`);
    }
    const { clock, output, errors } = context;
    const aws = await context.connect();
    const account = token.split(':')[4];
    const beganAt = clock.now();
    let shown = '';
    const ended = await poll({
      clock,
      startedAt: beganAt,
      until: beganAt + timeout * MINUTE,
      onTransientFailure: (failure) => errors.write(`us-west-2 does not answer: ${showFailure(failure)}; asking again\n`),
      tick: async () => {
        const operation = await describeOperation(aws, account, token);
        const line = [operation.status, ...operation.regions.map(({ region, status }) => `${region} ${status}`)].join(', ');
        if (line !== shown && !json) output.write(`${Math.round((clock.now() - operation.createdAt) / SECOND)} s  ${line}\n`);
        shown = line;
        return operation.outcome === 'pending' ? undefined : operation;
      },
    }).catch((error: unknown) => {
      if (toFailure(error).kind !== 'absent') throw error;
      throw new CommandError(`account ${account} knows no such request token`);
    });
    if (ended === undefined) throw new CommandError(`still under way after ${timeout} minutes`, EXIT_CODES.UNREACHABLE);
    if (json) writeJson(output, ended);
    if (ended.outcome === 'succeeded') return EXIT_CODES.FINE;
    throw new CommandError(showOperationFailure(ended), EXIT_CODES.ERRORS);
  });
}
