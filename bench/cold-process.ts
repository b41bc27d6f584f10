import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { type Report } from './programs/report';

const ROOT = path.join(__dirname, '..');
/** Inside node_modules, so that programs find what they import. */
const BUILT = path.join(ROOT, 'node_modules', '.cache', 'cdk-s3-mrap-bench');

/** A program as plain JavaScript; the library is the compiled one, and everything it imports stays where it is, as with its users. */
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

/** Where to put what belongs to a run. */
export function builtFile(name: string): string {
  mkdirSync(BUILT, { recursive: true });
  return path.join(BUILT, name);
}

/** Runs a program in a process of its own, without anything from another run but what Node and the disk remember. */
export function runCold(file: string, ...args: string[]): Report {
  // The validator of templates takes more than a second of its own, whoever wrote the application.
  const env = { ...process.env, CDK_VALIDATION: 'false', NODE_OPTIONS: '' };
  return JSON.parse(execFileSync(process.execPath, [file, ...args], { env, encoding: 'utf8', maxBuffer: 64_000_000 })) as Report;
}
