import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';

export interface ChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const GRACE_MS = 5_000;

/** A program that ended by itself: everything it said, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Runs a program to its end. */
export async function run(program: string, args: readonly string[], options: ChildOptions = {}): Promise<Ended> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const hear = (chunk: Buffer) => { said += chunk.toString(); };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const [code] = await once(child, 'close') as [number | null];
  return { code, said };
}

/** Runs a program that must succeed. */
export async function mustRun(program: string, args: readonly string[], options: ChildOptions = {}): Promise<string> {
  const { code, said } = await run(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${said}`);
  return said;
}

/** A program that runs until it is ended, in a group of processes with all that it starts itself. */
export class Child {
  public static start(program: string, args: readonly string[], logFile: string, options: ChildOptions = {}): Child {
    const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(logFile);
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    return new Child(child);
  }

  private constructor(private readonly child: ChildProcess) {
    // Whatever ends this process, an interruption included, ends that one.
    process.once('exit', () => this.signal('SIGKILL'));
  }

  public get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Ends it and what it has started, by the id of their group and no other way. */
  public async end(): Promise<void> {
    if (this.ended) return;
    const closed = once(this.child, 'exit');
    this.signal('SIGTERM');
    const late = setTimeout(() => this.signal('SIGKILL'), GRACE_MS);
    await closed;
    clearTimeout(late);
    // What it has started may outlive it.
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

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
