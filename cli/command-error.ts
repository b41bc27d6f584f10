import { ImpossibleChange } from '../control/failover/plan';
import { toFailure, showFailure } from '../control/failure';
import { NoControlRegion } from '../control/routes/control-regions';
import { type Finding } from '../src/diagnostics/finding';
import { EXIT_CODES, type ExitCode } from './exit-codes';

/** Ends a command with one line and an exit code. */
export class CommandError extends Error {
  constructor(message: string, public readonly code: ExitCode = EXIT_CODES.UNREADABLE) {
    super(message);
  }
}

/** A finding in one line. */
export function showFinding({ ruleId, message, fix }: Finding): string {
  return `[${ruleId}] ${message}; ${fix}`;
}

/** What went wrong, in one line: whoever reads it at three in the morning is not looking for a stack trace. */
export function toCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof ImpossibleChange) return new CommandError(error.findings.map(showFinding).join(' '));
  if (error instanceof NoControlRegion) {
    const failures = error.skipped.map(({ region, failure }) => `${region}: ${showFailure(failure)}`);
    return new CommandError(`no control region answered: ${failures.join('; ')}`, EXIT_CODES.UNREACHABLE);
  }
  if (error instanceof Error && error.name === 'CredentialsProviderError') {
    return new CommandError('there are no AWS credentials, expected those of the environment, a profile or a role; set AWS_PROFILE, or log in', EXIT_CODES.ERRORS);
  }
  const failure = toFailure(error);
  const code = failure.kind === 'unavailable' || failure.kind === 'throttled' ? EXIT_CODES.UNREACHABLE : EXIT_CODES.ERRORS;
  return new CommandError(showFailure(failure).replace(/\s+/g, ' '), code);
}
