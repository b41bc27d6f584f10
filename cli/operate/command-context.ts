import { type Aws } from '../../control/aws';
import { type Clock } from '../../control/clock';
import { toCommandError } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { type Output } from '../output';

/** What commands that speak to AWS need of the world. */
export interface AwsCommandContext {
  readonly output: Output;
  readonly errors: Output;
  readonly exit: (code: number) => void;
  readonly clock: Clock;
  readonly connect: () => Promise<Aws>;
  /** Asks whoever is at the terminal; false where nobody is. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Runs a command: whatever goes wrong is one line and an exit code. */
export async function operate(context: AwsCommandContext, run: () => Promise<ExitCode | void>): Promise<void> {
  try {
    context.exit(await run() ?? EXIT_CODES.FINE);
  } catch (error) {
    const failed = toCommandError(error);
    context.errors.write(`${failed.message}\n`);
    context.exit(failed.code);
  }
}

/** For programs. Maps become objects, times stay milliseconds. */
export function writeJson(output: Output, value: unknown): void {
  output.write(`${JSON.stringify(value, (_key, entry: unknown) => (entry instanceof Map ? Object.fromEntries(entry) : entry), 2)}\n`);
}
