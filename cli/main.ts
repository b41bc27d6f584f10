import { once } from 'node:events';
import { devNull, homedir, tmpdir } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { isatty } from 'node:tty';
import { type Command, CommanderError } from 'commander';
import { discardTypedInput } from './discard-typed-input';
import { EXIT_CODES } from './exit-codes';
import { isJsonRequested, renderErrorLine, renderMessageLine } from './message-line';
import { openAccessPointArnCache } from './name-store';
import { createProgram } from './program';
import { runProgram, runTool, waitForEndOfInput } from './run-program';
import { createSteadyClock } from './steady-clock';

/** A call that nothing waits for any more can fail. Such a failure neither ends a failover nor prints a stack trace. */
process.on('unhandledRejection', (error) => {
  // The source of credentials that failed is in the message of the command.
  if (!(error instanceof Error) || error.name === 'CredentialsProviderError') return;
  const message = `a call in the background failed: ${error.message}`;
  process.stderr.write(renderMessageLine({ note: { message } }, isJsonRequested(process.argv.slice(2))));
});

/**
 * Resolves when an output cannot be written any more: the reader closes the pipe, as `| head` does, or the disk is
 * full. A failover that has begun continues to its end and its exit code. A command that serves until it is interrupted
 * ends, as does one that repeats a report.
 */
const outputClosed = new Promise<void>((resolve) => {
  for (const output of [process.stdout, process.stderr]) output.on('error', () => resolve());
});

/** Reports the first text that cannot be written. Every later text fails, too. */
process.stdout.once('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return;
  const note = { message: `the output cannot be written: ${message}; the command continues without it` };
  process.stderr.write(renderMessageLine({ note }, isJsonRequested(process.argv.slice(2))));
});

const untilInterrupted = async () => {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), outputClosed]);
};

/** Read at the start, because a closed terminal is none. */
const hasTerminal = [0, 1, 2].some((descriptor) => isatty(descriptor));
let isTerminalClosed = false;

/** Asks at the terminal. Ctrl-C and Ctrl-D mean no, also if the user types them before the question. */
async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || await discardTypedInput(process.stdin)) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = once(terminal, 'close').then(() => '');
  try {
    return /^y(es)?$/i.test((await Promise.race([terminal.question(`${question} [y/N] `), closed])).trim());
  } catch {
    process.stderr.write('\n');
    return false;
  } finally {
    const { readableEnded, errored } = process.stdin;
    isTerminalClosed ||= readableEnded || errored !== null;
    terminal.close();
  }
}

/** Ctrl-C, a request to end, and a terminal that is closed, for example because a connection is lost. */
const INTERRUPTS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Ends the process. Node.js aborts if it cannot restore a terminal that is closed, so the signal ends the process. */
function exit(): void {
  if (!isTerminalClosed) process.exit();
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** Ends the program after a command that the user interrupted, whose calls may still wait for AWS. */
function onInterrupt(listener: () => void): () => void {
  const interrupt = (signal: NodeJS.Signals) => {
    isTerminalClosed ||= signal === 'SIGHUP' && hasTerminal;
    listener();
    setTimeout(exit, 100);
  };
  for (const signal of INTERRUPTS) process.on(signal, interrupt);
  return () => {
    for (const signal of INTERRUPTS) process.off(signal, interrupt);
  };
}

/** Adds the command that prints a completion script, and the hidden command that the script calls. */
async function addCompletion(program: Command): Promise<void> {
  const { default: addCompletionCommands } = await import('@bomb.sh/tab/commander');
  addCompletionCommands(program, { completionCommandName: 'completion' });
  program.commands.find((command) => command.name() === 'completion')
    ?.description('print a completion script for bash, zsh, fish or PowerShell');
}

/** The folder that replaces one that does not exist. No file can be below it. */
function findFolder(find: () => string): string {
  try {
    return find();
  } catch {
    return devNull;
  }
}

async function main(): Promise<void> {
  // Keep the SDK's announcement of future Node.js requirements out of the output of a failover.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const home = findFolder(homedir);
  // A user of a container can have no home. Without a path, the SDK fails before it reads credentials.
  if (home === devNull) process.env.HOME = home;
  const args = process.argv.slice(2);
  const clock = createSteadyClock();
  let serverOffset = 0;
  const onServerTime = (time: number) => { serverOffset = time - clock.now(); };
  try {
    const program = createProgram({
      arguments: args,
      output: process.stdout,
      errors: process.stderr,
      colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
      exit: (code) => { process.exitCode = code; },
      untilInterrupted,
      untilOutputCloses: () => outputClosed,
      clock,
      serverTime: () => clock.now() + serverOffset,
      loadTopology: () => import('./topology/run.js'),
      loadMemberMap: () => import('./topology/render-member-map.js'),
      loadOperations: () => import('./operate/index.js'),
      loadImport: () => import('./import/run.js'),
      loadPlan: () => import('./plan/run.js'),
      loadProxy: () => import('../simulator/proxy/index.js'),
      loadSimulator: () => import('./simulate/index.js'),
      untilInputEnds: () => waitForEndOfInput(process.stdin),
      runProgram,
      runTool,
      connect: async (onNote) =>
        (await import('./operate/index.js')).connectToAws(process.env, onNote, onServerTime),
      columns: process.stdout.columns ?? 80,
      clearScreen: () => { if (process.stdout.isTTY) process.stdout.write('\u001b[H\u001b[2J'); },
      names: openAccessPointArnCache(process.env, home),
      environment: process.env,
      confirm,
      onInterrupt,
      recordFolders: [findFolder(process.cwd), tmpdir()],
    });
    await addCompletion(program);
    await program.parseAsync();
  } catch (error) {
    // Commander already printed its error. Print the message of any other error.
    const fromCommander = error instanceof CommanderError;
    if (!fromCommander) {
      const message = error instanceof Error ? error.message : String(error);
      process.stderr.write(renderErrorLine(message, EXIT_CODES.INVALID_INPUT, isJsonRequested(args)));
    }
    process.exitCode = fromCommander && error.exitCode === 0 ? EXIT_CODES.SUCCESS : EXIT_CODES.INVALID_INPUT;
  }
}

/**
 * Ends the process after its output is written. A program of a profile or a call that does not end would keep it alive.
 */
async function end(): Promise<void> {
  const outputs = [process.stdout, process.stderr];
  await Promise.all(outputs.map((output) => new Promise<void>((resolve) => { output.write('', () => resolve()); })));
  exit();
}

void main().then(end);
