import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type Patch } from './injected-bugs';

const ROOT = path.join(__dirname, '..', '..', '..');
export const MODULES = path.join(ROOT, 'node_modules');

/** Jest cannot load these packages from a CommonJS bundle, so the bundle contains them. */
const ECMASCRIPT_PACKAGES = /^(d3-geo|d3-array|internmap)$/;

type Use<T> = (outfile: string, folder: string) => T;

/** Bundles a program with patched sources into a temporary folder, and passes the bundle to a function. */
export async function withPatched<T>(
  entry: string,
  patches: readonly Patch[],
  outName: string,
  use: Use<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'patched-'));
  try {
    const outfile = path.join(folder, outName);
    await build({
      entryPoints: [path.join(ROOT, entry)],
      bundle: true,
      platform: 'node',
      packages: 'external',
      outfile,
      logLevel: 'error',
      plugins: [makePatchPlugin(patches)],
    });
    return use(outfile, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makePatchPlugin(patches: readonly Patch[]): Plugin {
  return {
    name: 'patch',
    setup: ({ onLoad, onResolve }) => {
      onResolve({ filter: ECMASCRIPT_PACKAGES }, ({ path: name }) => ({ path: findMainFile(name) }));
      onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        const relevant = patches.filter((patch) => path.join(ROOT, patch.file) === file);
        return { contents: relevant.reduce(applyPatch, readFileSync(file, 'utf8')), loader: 'ts' };
      });
    },
  };
}

function findMainFile(name: string): string {
  const folder = path.join(MODULES, name);
  const { main } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { main: string };
  return path.join(folder, main);
}

function applyPatch(text: string, { file, find, replace }: Patch): string {
  if (text.split(find).length !== 2) throw new Error(`${file} does not contain this text exactly once: ${find}`);
  return text.replace(find, () => replace);
}
