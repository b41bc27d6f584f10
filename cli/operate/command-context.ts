import { type Aws } from '../../control/aws';
import { type Clock } from '../../control/clock';
import { toCommandError } from '../command-error';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { type Output } from '../output';

/** The context of commands that call AWS. */
export interface AwsCommandContext {
  readonly output: Output;
  readonly errors: Output;
  readonly exit: (code: number) => void;
  readonly clock: Clock;
  readonly connect: () => Promise<Aws>;
  /** Asks the user at the terminal. Resolves to false without a terminal. */
  readonly confirm: (question: string) => Promise<boolean>;
}

/** Runs a command and reports any error as one line and an exit code. */
export async function runCommand(context: AwsCommandContext, run: () => Promise<ExitCode | void>): Promise<void> {
  try {
    context.exit(await run() ?? EXIT_CODES.SUCCESS);
  } catch (error) {
    const failed = toCommandError(error);
    context.errors.write(`${failed.message}\n`);
    context.exit(failed.code);
  }
}

/** Writes JSON. Maps become objects, times stay milliseconds. */
export function writeJson(output: Output, value: unknown): void {
  const toPlain = (_key: string, entry: unknown): unknown => (entry instanceof Map ? Object.fromEntries(entry) : entry);
  output.write(`${JSON.stringify(value, toPlain, 2)}\n`);
}
