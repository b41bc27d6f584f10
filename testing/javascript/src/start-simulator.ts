import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Socket } from 'node:net';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { Simulation, type SimulatorDescription } from './simulation';

export interface StartOptions {
  /** The Regions of the members. Default: eu-west-1 and us-east-1. */
  readonly members?: readonly string[];
  /** A folder with templates (`cdk.out`), from which the simulator creates buckets and access points. Default: none. */
  readonly assembly?: string;
  /** The seconds until a write arrives in another Region. Default: 0. */
  readonly lagSeconds?: number;
  /** The command that starts the simulator, with its first arguments. Default: the command in `node_modules`. */
  readonly command?: readonly string[];
}

/** The packages that contain the command. The first one has no dependencies. */
const PACKAGES = ['cdk-s3-mrap-cli', 'cdk-s3-mrap'];

function findManifest(name: string): string | undefined {
  try {
    return createRequire(path.join(process.cwd(), 'package.json')).resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
}

/** Finds the command in a package that the project of the test has installed. */
function findCommand(): readonly string[] {
  const manifest = PACKAGES.map(findManifest).find((found) => found !== undefined);
  if (manifest === undefined) {
    throw new Error(`${process.cwd()} has installed none of the packages ${PACKAGES.join(' and ')}, which contain the `
      + 'simulator; run "npm install --save-dev cdk-s3-mrap-cli"');
  }
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> };
  return [process.execPath, path.join(path.dirname(manifest), bin['cdk-s3-mrap'])];
}

function makeArguments({ members = ['eu-west-1', 'us-east-1'], assembly, lagSeconds = 0 }: StartOptions): string[] {
  const source = assembly === undefined ? ['--members', members.join(',')] : [assembly];
  return ['simulate', ...source, '--lag', `${lagSeconds}s`, '--json', '--port', '0'];
}

/** Reads the first line of a program, or fails with its errors if it ends without a line. */
async function readFirstLine(program: ChildProcess): Promise<string> {
  const errors: Buffer[] = [];
  program.stderr!.on('data', (chunk: Buffer) => errors.push(chunk));
  const [line] = await Promise.race([
    once(createInterface(program.stdout!), 'line') as Promise<[string]>,
    once(program, 'close').then(([code]) => {
      throw new Error(`the simulator ended with ${code}: ${Buffer.concat(errors).toString().trim()}`);
    }),
  ]);
  return line;
}

/** Lets this process end although the simulator runs, for example if a test fails before it stops the simulator. */
function allowExit(program: ChildProcess): void {
  program.unref();
  for (const stream of [program.stdin, program.stdout, program.stderr]) (stream as Socket).unref();
}

/** Starts a simulator in a process of its own, which also ends with this process. */
export async function startSimulator(options: StartOptions = {}): Promise<Simulation> {
  const [file, ...first] = options.command ?? findCommand();
  // The simulator ends when its standard input closes.
  const program = spawn(file, [...first, ...makeArguments(options)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const description = JSON.parse(await readFirstLine(program)) as SimulatorDescription;
  allowExit(program);
  return new Simulation(description, async () => {
    if (program.exitCode !== null || program.signalCode !== null) return;
    const closed = once(program, 'close');
    program.kill('SIGTERM');
    await closed;
  });
}
