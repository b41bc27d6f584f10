import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type Patch } from './bugs';

const ROOT = path.join(__dirname, '..', '..', '..');
export const MODULES = path.join(ROOT, 'node_modules');

type Use<T> = (outfile: string, folder: string) => T;

/** Bundles a program with changed sources, runs something with it, and leaves nothing behind. */
export async function withPatched<T>(entry: string, patches: readonly Patch[], outName: string, use: Use<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planted-'));
  try {
    const outfile = path.join(folder, outName);
    await build({
      entryPoints: [path.join(ROOT, entry)],
      bundle: true,
      platform: 'node',
      packages: 'external',
      outfile,
      logLevel: 'error',
      plugins: [planting(patches)],
    });
    return use(outfile, folder);
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
