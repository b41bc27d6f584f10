import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { PUBLISHER } from '../publisher';
import { COMMAND_FILE } from './command-package';
import { addCommandToSetup } from './setup-file';

const ROOT = path.join(__dirname, '..', '..');
const DIST = path.join(ROOT, 'dist', 'python');
const MODULE = `${PUBLISHER.pypi.module}_cli`;

function run(file: string, ...args: string[]): void {
  execFileSync(file, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Unpacks the sdist that jsii-pacmak built, and adds the module of the command line. */
function makeSources(sdist: string, folder: string): void {
  run('tar', '--extract', '--gzip', '--strip-components=1', '--file', sdist, '--directory', folder);
  const setup = path.join(folder, 'setup.py');
  writeFileSync(setup, addCommandToSetup(readFileSync(setup, 'utf8')));
  rmSync(path.join(folder, 'src', PUBLISHER.pypi.module, '_jsii', 'bin'), { recursive: true });
  const module = path.join(folder, 'src', MODULE);
  cpSync(path.join(__dirname, 'python', MODULE), module, {
    recursive: true, filter: (file) => !file.endsWith('__pycache__'),
  });
  copyFileSync(path.join(ROOT, COMMAND_FILE), path.join(module, path.basename(COMMAND_FILE)));
}

/** Replaces the sdist and the wheel of jsii-pacmak by packages that contain the command line too (docs/adr/0061). */
function rebuildPythonPackages(): void {
  const built = readdirSync(DIST);
  const sdist = built.find((file) => file.endsWith('.tar.gz'));
  if (sdist === undefined) throw new Error(`${DIST} contains no sdist; run "npx projen package:python"`);
  const folder = mkdtempSync(path.join(tmpdir(), 'python-packages-'));
  try {
    const tools = path.join(folder, 'tools');
    run('python3', '-m', 'venv', tools);
    const python = path.join(tools, 'bin', 'python');
    run(python, '-m', 'pip', 'install', '--quiet', '--requirement', path.join(__dirname, 'requirements.txt'));
    const sources = mkdtempSync(path.join(folder, 'sources-'));
    makeSources(path.join(DIST, sdist), sources);
    for (const file of built) rmSync(path.join(DIST, file));
    run(python, '-m', 'build', '--outdir', DIST, sources);
    run(python, '-m', 'twine', 'check', '--strict', ...readdirSync(DIST).map((file) => path.join(DIST, file)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

rebuildPythonPackages();
