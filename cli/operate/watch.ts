import { describeAsynchronousOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { SECOND } from '../../control/clock';
import { toFailure, showFailure } from '../../control/failure';
import { pollUntilDone } from '../../control/poll';
import { RETRY_PATIENCE_OF_OPERATORS } from '../../control/routes/rounds';
import {
  MRAP961_INVALID_ARGUMENTS, MRAP964_NOT_FOUND_IN_ACCOUNT,
} from '../../src/diagnostics/definitions/command-arguments';
import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { IDENTIFIER_FORMS } from '../../src/facts/identifiers';
import { CommandError, failWith } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { runCommand, type AwsCommandContext, writeJson, writeNote } from './command-context';

export interface WatchOptions {
  readonly timeout: number;
  readonly json?: boolean;
}

/** Follows an asynchronous operation to its end and prints a line for each change. */
export function runWatch(context: AwsCommandContext, token: string, options: WatchOptions): Promise<void> {
  return runCommand(context, options, async () => {
    if (!IDENTIFIER_FORMS.REQUEST_TOKEN_ARN.pattern.test(token)) {
      failWith(MRAP961_INVALID_ARGUMENTS.create({
        problem: `${JSON.stringify(token)} is not a request token`,
        expected: IDENTIFIER_FORMS.REQUEST_TOKEN_ARN.rule,
        command: 'cdk-s3-mrap watch',
      }));
    }
    const { timeout, json } = options;
    const { clock, output } = context;
    const aws = await context.connect();
    const account = token.split(':')[4];
    const beganAt = clock.now();
    let shown = '';
    const ended = await pollUntilDone({
      clock,
      startedAt: beganAt,
      until: beganAt + timeout * SECOND,
      unsupportedPatience: RETRY_PATIENCE_OF_OPERATORS.unsupported,
      deniedPatience: RETRY_PATIENCE_OF_OPERATORS.denied,
      onTransientFailure: (failure) =>
        writeNote(context, options, `us-west-2 does not answer: ${showFailure(failure)}; retrying`),
      tick: async () => {
        const operation = await describeAsynchronousOperation(aws, account, token);
        const regions = operation.regions.map(({ region, status }) => `${region} ${status}`);
        const line = [operation.status, ...regions].join(', ');
        const seconds = Math.round((clock.now() - operation.createdAt) / SECOND);
        if (line !== shown && !json) output.write(`${seconds} s  ${line}\n`);
        shown = line;
        return operation.outcome === 'pending' ? undefined : operation;
      },
    }).catch((error: unknown) => {
      if (toFailure(error).kind !== 'absent') throw error;
      return failWith(MRAP964_NOT_FOUND_IN_ACCOUNT.create({
        wanted: `the request token ${JSON.stringify(token)}`,
        account,
        answeredBy: CONTROL_PLANE_REGION.region,
        expected: 'a token that S3 returned for this account',
      }));
    });
    if (ended === undefined) {
      throw new CommandError(`the operation did not end within ${timeout} seconds`, EXIT_CODES.UNREACHABLE);
    }
    if (json) writeJson(output, { version: 1, ...ended, createdAt: new Date(ended.createdAt).toISOString() });
    if (ended.outcome === 'succeeded') return EXIT_CODES.SUCCESS;
    throw new CommandError(showOperationFailure(ended), EXIT_CODES.PROBLEMS);
  });
}
