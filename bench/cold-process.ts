import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { type Report } from './programs/report';

const ROOT = path.join(__dirname, '..');
/** Inside node_modules, so that programs resolve their imports. */
const BUILT = path.join(ROOT, 'node_modules', '.cache', 'cdk-s3-mrap-bench');

/** Compiles a program to JavaScript. It loads the compiled library and its dependencies as users do. */
export function build(program: string): string {
  const outfile = path.join(BUILT, `${program}.js`);
  const library = path.join(ROOT, 'lib', 'index.js');
  buildSync({
    entryPoints: [path.join(__dirname, 'programs', `${program}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    external: [library],
    alias: { 'cdk-s3-mrap': library },
    logLevel: 'warning',
  });
  return outfile;
}

/** Returns a path in the build folder. */
export function makeBuildPath(name: string): string {
  mkdirSync(BUILT, { recursive: true });
  return path.join(BUILT, name);
}

/**
 * The processor time of parallel garbage collection depends on the number of idle cores. It also depends on whether the
 * heap reaches its limit just before or just after the end of the program, which a change of some kilobytes decides.
 */
const FLAGS = ['--single-threaded-gc'];

/** Runs a program in a new process. Only the caches of Node.js and of the disk remain from earlier runs. */
export function runCold(file: string, ...args: string[]): Report {
  // The template validator of aws-cdk-lib takes more than a second for any application.
  const env = { ...process.env, CDK_VALIDATION: 'false', NODE_OPTIONS: '' };
  return JSON.parse(
    execFileSync(process.execPath, [...FLAGS, file, ...args], { env, encoding: 'utf8', maxBuffer: 64_000_000 }),
  ) as Report;
}
