import { type Finding, renderFindingAsMessage } from '../src/diagnostics/finding';
import { EXIT_CODES, type ExitCode } from './exit-codes';

/** Ends a command with one line and an exit code. */
export class CommandError extends Error {
  constructor(message: string, public readonly code: ExitCode = EXIT_CODES.INVALID_INPUT) {
    super(message);
  }
}

/** Ends a command with a finding. */
export function failWith(finding: Finding, code?: ExitCode): never {
  throw new CommandError(renderFindingAsMessage(finding), code);
}
