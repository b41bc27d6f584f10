import { type AwsCalls } from '../../control/aws';
import { type Clock } from '../../control/clock';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { type CommandMessage, renderMessageLine } from '../message-line';
import { type CommandOutput } from '../output';
import { toCommandError } from '../to-command-error';
import type * as memberMap from '../topology/render-member-map';

/** Stores the ARNs of access points by name. */
export interface AccessPointArnCache {
  readonly find: (name: string) => string | undefined;
  readonly save: (name: string, arn: string) => void;
}

/** The context of commands that call AWS. */
export interface AwsCommandContext {
  /** Loads the outlines of the continents, which a failover does not need. */
  readonly loadMemberMap: () => Promise<typeof memberMap>;
  readonly output: CommandOutput;
  readonly errors: CommandOutput;
  readonly exit: (code: number) => void;
  readonly clock: Clock;
  /** The time of AWS according to its last answer. Before the first answer, the time of the computer. */
  readonly serverTime: () => number;
  /** The environment that the AWS SDK reads. */
  readonly environment: NodeJS.ProcessEnv;
  readonly connect: () => Promise<AwsCalls>;
  /** Asks the user at the terminal. Resolves to false without a terminal, and if the user interrupts the prompt. */
  readonly confirm: (question: string) => Promise<boolean>;
  /** The ARNs of the names that this computer has resolved. */
  readonly names: AccessPointArnCache;
  /** Whether the output is a terminal with colours. */
  readonly colour: boolean;
  /** The width of the terminal. */
  readonly columns: number;
  /** Clears the terminal before a report is shown again. Does nothing if the output is no terminal. */
  readonly clearScreen: () => void;
  /** Calls the listener when the user interrupts the program. Returns a function that removes the listener. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Resolves when no more text can be written to the output, for example because the reader has closed it. */
  readonly untilOutputCloses: () => Promise<void>;
  /** The folders for files that the user did not name, in the order of preference. */
  readonly recordFolders: readonly string[];
}

/** The options that all commands have. */
export interface CommonOptions {
  readonly json?: boolean;
  /** Omits messages that are neither a result nor an error. */
  readonly quiet?: boolean;
}

/** Runs a command and reports any error as one line and an exit code. With `--json`, the line is JSON. */
export async function runCommand(
  context: AwsCommandContext, options: CommonOptions, run: () => Promise<ExitCode | void>,
): Promise<void> {
  try {
    context.exit(await run() ?? EXIT_CODES.SUCCESS);
  } catch (error) {
    const { message, code } = toCommandError(error);
    writeLine(context, options, { error: { message, exitCode: code } });
    context.exit(code);
  }
}

/** Writes a message that is not part of the result, for example that a control Region did not answer. */
export function writeNote(context: Pick<AwsCommandContext, 'errors'>, options: CommonOptions, message: string): void {
  if (!options.quiet) writeWarning(context, options, message);
}

/** Writes a message that `--quiet` does not omit. */
export function writeWarning(
  context: Pick<AwsCommandContext, 'errors'>, options: CommonOptions, message: string,
): void {
  writeLine(context, options, { note: { message } });
}

function writeLine(
  { errors }: Pick<AwsCommandContext, 'errors'>, { json }: CommonOptions, entry: CommandMessage,
): void {
  errors.write(renderMessageLine(entry, json ?? false));
}

/** Runs `work` to its end, or until the user interrupts the program. Then `onInterrupt` returns the error. */
export async function runUntilInterrupted<T>(
  context: Pick<AwsCommandContext, 'onInterrupt'>, work: () => Promise<T>, onInterrupt: () => Error,
): Promise<T> {
  let removeListener = () => {};
  const interrupted = new Promise<never>((_resolve, reject) => {
    removeListener = context.onInterrupt(() => reject(onInterrupt()));
  });
  try {
    return await Promise.race([work(), interrupted]);
  } finally {
    removeListener();
  }
}

/** Writes JSON. Maps become objects. */
export function writeJson(output: CommandOutput, value: unknown): void {
  const toPlain = (_key: string, entry: unknown): unknown => (entry instanceof Map ? Object.fromEntries(entry) : entry);
  output.write(`${JSON.stringify(value, toPlain, 2)}\n`);
}
