import { CredentialsUnavailable } from '../control/credentials';
import { ImpossibleChange } from '../control/failover/plan';
import { toFailure, showFailure } from '../control/failure';
import { ChangeInProgress, NoControlRegion } from '../control/routes/control-regions';
import { renderFinding } from '../src/diagnostics/finding';
import { EXIT_CODES, type ExitCode } from './exit-codes';

/** Ends a command with one line and an exit code. */
export class CommandError extends Error {
  constructor(message: string, public readonly code: ExitCode = EXIT_CODES.INVALID_INPUT) {
    super(message);
  }
}

/** Converts any error into one line and an exit code. Operators read it during an outage, so it has no stack trace. */
export function toCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof ImpossibleChange) return new CommandError(error.findings.map(renderFinding).join(' '));
  if (error instanceof NoControlRegion) {
    const failures = error.skipped.map(({ region, failure }) => `${region}: ${showFailure(failure)}`);
    return new CommandError(`no control region answered: ${failures.join('; ')}`, EXIT_CODES.UNREACHABLE);
  }
  if (error instanceof ChangeInProgress) {
    const problem = `another change of the routes is in progress in ${error.region}, nothing was changed`;
    return new CommandError(`${problem}; read the routes with status, and repeat the command`, EXIT_CODES.REFUSED);
  }
  if (error instanceof CredentialsUnavailable) return new CommandError(error.message, EXIT_CODES.PROBLEMS);
  if (error instanceof Error && error.name === 'CredentialsProviderError') {
    return new CommandError(
      'no AWS credentials found, expected them in the environment, a profile or a role; set AWS_PROFILE or log in',
      EXIT_CODES.PROBLEMS,
    );
  }
  const failure = toFailure(error);
  const isUnreachable = failure.kind === 'unavailable' || failure.kind === 'throttled';
  const code = isUnreachable ? EXIT_CODES.UNREACHABLE : EXIT_CODES.PROBLEMS;
  return new CommandError(showFailure(failure).replace(/\s+/g, ' '), code);
}
