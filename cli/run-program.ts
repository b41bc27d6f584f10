import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { constants } from 'node:os';

/** The end of a program: its exit code, and its output. */
export interface ToolResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a program in a folder, and returns its output. Rejects if the program does not exist. */
export type RunTool = (
  command: readonly string[], folder: string, environment: NodeJS.ProcessEnv,
) => Promise<ToolResult>;

const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SIGNAL_BASE = 128;

/**
 * Runs a program with the standard streams of this one, and forwards signals to it. Returns its exit code, which for a
 * signal is 128 plus its number, as in shells. At a terminal, Ctrl-C reaches both programs, so it is not forwarded.
 */
export async function runProgram(command: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(command[0], command.slice(1), { stdio: 'inherit', env: environment });
  const forward = (signal: NodeJS.Signals) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  try {
    const [code, signal] = await once(child, 'exit') as [number | null, NodeJS.Signals | null];
    return code ?? SIGNAL_BASE + constants.signals[signal!];
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward);
  }
}

/** Runs a program in a folder without input, and returns the output of both streams. Rejects if it does not exist. */
export const runTool: RunTool = async (command, folder, environment) => {
  const child = spawn(command[0], command.slice(1), {
    cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => texts.push(String(chunk)));
  const [code] = await once(child, 'close') as [number | null];
  return { code: code ?? SIGNAL_BASE, output: texts.join('') };
};

/** Waits until another program closes the pipe to the standard input. Terminals and files never end the wait. */
export async function waitForEndOfInput(input: NodeJS.ReadStream & { readonly fd: number }): Promise<void> {
  const stats = fstatSync(input.fd);
  if (!stats.isFIFO() && !stats.isSocket()) return new Promise(() => {});
  input.resume();
  await once(input, 'end');
}
