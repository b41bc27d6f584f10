import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type Patch, PLANTED_BUGS } from './bugs';

const RUNS = 2000;
const SEED = 1;

const ROOT = path.join(__dirname, '..', '..', '..');
const SEARCH = path.join(__dirname, '..', 'schedules', 'search.ts');

/** Shows that the schedules find what they are there for: each planted bug, within as many as the suite plays, and nothing where there is none. */
async function main(): Promise<void> {
  const results: boolean[] = [];
  for (const { name, patches, found } of [{ name: 'no bug', patches: [], found: false }, ...PLANTED_BUGS.map((bug) => ({ ...bug, found: true }))]) {
    const { status, stdout, stderr } = await search(patches);
    console.log(`${name}: ${(stdout || stderr).trim().split('\n', 1)[0]}`);
    results.push(found ? status === 1 && stdout.startsWith('schedule ') : status === 0);
  }
  process.exitCode = results.every(Boolean) ? 0 : 1;
}

/** Plays the schedules with changed sources; nothing is written but the program that plays them. */
async function search(patches: readonly Patch[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
  try {
    const outfile = path.join(folder, 'search.js');
    await build({ entryPoints: [SEARCH], bundle: true, platform: 'node', packages: 'external', outfile, logLevel: 'error', plugins: [planting(patches)] });
    const env = { ...process.env, NODE_PATH: path.join(ROOT, 'node_modules') };
    return spawnSync(process.execPath, [outfile, String(RUNS), String(SEED)], { env, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function planting(patches: readonly Patch[]): Plugin {
  return {
    name: 'planting',
    setup: ({ onLoad }) => onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      const relevant = patches.filter((patch) => path.join(ROOT, patch.file) === file);
      return { contents: relevant.reduce(plant, readFileSync(file, 'utf8')), loader: 'ts' };
    }),
  };
}

function plant(text: string, { file, find, replace }: Patch): string {
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold exactly once what is to be changed: ${find}`);
  return text.replace(find, () => replace);
}

void main();
