import { describeAsynchronousOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { type AwsCalls } from '../../control/aws';
import { MINUTE } from '../../control/clock';
import { toFailure } from '../../control/failure';
import { isPolicyPending, type PolicyWithOwner, putPolicyOwner, readPolicyOwner } from '../../control/own';
import { getPolicy } from '../../control/policies';
import { pollUntilDone } from '../../control/poll';
import { RETRY_PATIENCE_OF_OPERATORS } from '../../control/routes/rounds';
import { findListedAccessPointByAlias } from '../../control/status/find-access-point';
import { MRAP964_NOT_FOUND_IN_ACCOUNT } from '../../src/diagnostics/definitions/command-arguments';
import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { CommandError, failWith } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { type AwsCommandContext, runCommand, writeJson } from './command-context';
import { findAccessPoint } from './find-access-point';

export interface OwnCommandOptions {
  readonly owner: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const TIMEOUT = 30 * MINUTE;

/** Writes the owner of an access point into its policy again, after another tool has removed it. */
export function runOwnCommand(context: AwsCommandContext, target: string, options: OwnCommandOptions): Promise<void> {
  return runCommand(context, options, async () => {
    const { clock, output } = context;
    const aws = await context.connect();
    const { account, alias } = await findAccessPoint(context, aws, target, options);
    const listed = await findListedAccessPointByAlias(aws, clock, account, alias);
    if (listed === undefined) {
      failWith(MRAP964_NOT_FOUND_IN_ACCOUNT.create({
        wanted: `an access point with the alias ${JSON.stringify(alias)}`,
        account,
        answeredBy: CONTROL_PLANE_REGION.region,
        expected: 'the name or the ARN of an access point',
      }));
    }
    const { name } = listed;
    const policy = await getPolicy(aws, account, name);
    if (isPolicyPending(policy)) {
      throw new CommandError(
        `a change of the policy of ${JSON.stringify(name)} is in progress; repeat the command when it has ended`,
        EXIT_CODES.REFUSED,
      );
    }
    if (!policy.established) {
      throw new CommandError(
        `access point ${JSON.stringify(name)} has no policy, so nothing prevents its deletion; deploy the stack`,
        EXIT_CODES.REFUSED,
      );
    }
    const before = readPolicyOwner(policy.established);
    const { owner } = options;
    if (!options.json) output.write(`${name}: the owner is ${describeOwner(before)}, and becomes ${owner}\n`);
    if (before.owner === owner && before.isFirm) return finish(context, options, 'No change: the owner is equal.');
    if (options.dryRun) return finish(context, options, 'Nothing was changed: this was a dry run.');
    if (!options.yes && !await context.confirm(`Let the resource with owner ${owner} delete access point ${name}?`)) {
      throw new CommandError('not confirmed, nothing was changed; pass --yes to skip the prompt', EXIT_CODES.REFUSED);
    }
    const token = await putPolicyOwner(aws, context.clock, account, name, before.statements, owner);
    await waitForOperation(context, aws, account, token);
    return finish(context, options, 'The owner is in effect.', token);
  });
}

function finish(
  { output }: AwsCommandContext, { owner, json }: OwnCommandOptions, message: string, token?: string,
): ExitCode {
  const changed = token !== undefined;
  if (json) writeJson(output, { version: 1, owner, changed, ...(changed && { token }) });
  else output.write(`${message}\n`);
  return EXIT_CODES.SUCCESS;
}

function describeOwner({ owner, isFirm }: PolicyWithOwner): string {
  if (owner === undefined) return 'unknown';
  return isFirm ? owner : `${owner}, which may not delete the access point`;
}

async function waitForOperation(
  { clock }: AwsCommandContext, aws: AwsCalls, account: string, token: string,
): Promise<void> {
  const startedAt = clock.now();
  const ended = await pollUntilDone({
    clock,
    startedAt,
    until: startedAt + TIMEOUT,
    unsupportedPatience: RETRY_PATIENCE_OF_OPERATORS.unsupported,
    deniedPatience: RETRY_PATIENCE_OF_OPERATORS.denied,
    tick: async () => {
      try {
        const operation = await describeAsynchronousOperation(aws, account, token);
        return operation.outcome === 'pending' ? undefined : operation;
      } catch (error) {
        // A new token can be unknown to the next call for a moment.
        if (toFailure(error).kind === 'absent' && clock.now() < startedAt + MINUTE) return undefined;
        throw error;
      }
    },
  });
  if (ended === undefined) {
    throw new CommandError(`the change did not end in time; follow it with watch ${token}`, EXIT_CODES.UNREACHABLE);
  }
  if (ended.outcome === 'failed') throw new CommandError(showOperationFailure(ended), EXIT_CODES.PROBLEMS);
}
