import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { Bundles } from '../bundles';

const ROOT = path.join(__dirname, '..', '..');

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** The folder of the package in this repository. */
  readonly folder: string;
  /** The bundles that contain the package. */
  readonly bundles: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
}

const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

const BUNDLES: Readonly<Record<string, Parameters<typeof buildSync>[0]>> = {
  'handlers': {
    entryPoints: ['lambda/index.ts'],
    mainFields: ['module', 'main'],
    alias: { ...Bundles.LAMBDA_ALIASES },
  },
  'drill': {
    entryPoints: ['lambda/drill/index.ts'],
    mainFields: ['module', 'main'],
    alias: { ...Bundles.LAMBDA_ALIASES },
  },
  'command line': { entryPoints: ['cli/main.ts'], mainFields: ['module', 'main'], alias: { ...Bundles.ALIASES } },
};

/** Lists the packages of other projects whose code the published package contains. */
export function listShippedPackages(): ShippedPackage[] {
  const bundles = new Map<string, Set<string>>();
  for (const [bundle, options] of Object.entries(BUNDLES)) {
    for (const folder of findPackageFolders(options)) {
      bundles.set(folder, (bundles.get(folder) ?? new Set()).add(bundle));
    }
  }
  return [...bundles].map(([folder, names]) => {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
    return { name: manifest.name, version: manifest.version, folder, bundles: [...names] };
  }).sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** Finds the folders in node_modules that contribute to a bundle. */
function findPackageFolders(options: Parameters<typeof buildSync>[0]): Set<string> {
  const { metafile } = buildSync({
    ...options,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    metafile: true,
    write: false,
    outdir: 'unused',
  });
  const inputs = Object.values(metafile!.outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  return new Set(files.map((file) => PACKAGE_FOLDER.exec(file)?.[0]).filter((folder) => folder !== undefined));
}
