import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { CommanderError } from 'commander';
import { systemClock } from '../control/clock';
import { EXIT_CODES } from './exit-codes';
import { createProgram } from './program';

/** Whoever reads may stop reading, as `| head` does: a failover that has begun goes on to its end and its exit code, and what only serves ends. */
const unread = new Promise<void>((resolve, reject) => {
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') resolve();
      else reject(error);
    });
  }
});

const untilInterrupted = async () => { await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), unread]); };

async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

async function main(): Promise<void> {
  // That the SDK will want a newer Node some day is no news at three in the morning.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const program = createProgram({
    output: process.stdout,
    errors: process.stderr,
    colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
    exit: (code) => { process.exitCode = code; },
    untilInterrupted,
    clock: systemClock,
    drawing: () => import('./topology/run.js'),
    operations: () => import('./operate/index.js'),
    connect: async () => (await import('./operate/index.js')).connect(process.env),
    confirm,
  });
  try {
    await program.parseAsync();
  } catch (error) {
    // commander has said what it is; what anything else is, its message says.
    if (!(error instanceof CommanderError)) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? EXIT_CODES.FINE : EXIT_CODES.UNREADABLE;
  }
}

void main();
