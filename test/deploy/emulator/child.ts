import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';

export interface ChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const TERMINATION_GRACE_PERIOD_MS = 5_000;

/** The exit code of a process, and its output to stdout and stderr. */
export interface ProcessResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program and waits until it exits. */
export async function run(
  program: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<ProcessResult> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const append = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', append);
  child.stderr.on('data', append);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** Runs a program and throws an error if it fails. */
export async function runOrThrow(
  program: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<string> {
  const { code, output } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} exited with ${code}:\n${output}`);
  return output;
}

/** A long-running program in its own process group. */
export class Child {
  public static start(program: string, args: readonly string[], logFile: string, options: ChildOptions = {}): Child {
    const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(logFile);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    return new Child(child);
  }

  private constructor(private readonly child: ChildProcess) {
    // Kills the child whenever this process exits, also after an interruption.
    process.once('exit', () => this.signal('SIGKILL'));
  }

  public get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Terminates the process group. */
  public async end(): Promise<void> {
    if (this.hasEnded) return;
    const closed = once(this.child, 'exit');
    this.signal('SIGTERM');
    const killTimer = setTimeout(() => this.signal('SIGKILL'), TERMINATION_GRACE_PERIOD_MS);
    await closed;
    clearTimeout(killTimer);
    // Kills remaining children of the program.
    this.signal('SIGKILL');
  }

  private signal(name: NodeJS.Signals): void {
    try {
      process.kill(-this.child.pid!, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Returns a free port of the loopback interface. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
