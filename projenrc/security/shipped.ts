import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = path.join(__dirname, '..', '..');

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** Its folder in this repository. */
  readonly folder: string;
  /** In which bundles. */
  readonly bundles: readonly string[];
}

const BUNDLES: Readonly<Record<string, Parameters<typeof buildSync>[0]>> = {
  'handlers': {
    entryPoints: ['lambda/index.ts'],
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './control/environment-credentials.ts' },
  },
  'command line': { entryPoints: ['cli/main.ts'], mainFields: ['module', 'main'] },
};

/** The packages of others whose code is in what is published. */
export function shippedPackages(): ShippedPackage[] {
  const bundles = new Map<string, Set<string>>();
  for (const [bundle, options] of Object.entries(BUNDLES)) {
    for (const folder of packagesOf(options)) bundles.set(folder, (bundles.get(folder) ?? new Set()).add(bundle));
  }
  return [...bundles].map(([folder, names]) => {
    const { name, version } = JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8')) as { name: string; version: string };
    return { name, version, folder, bundles: [...names] };
  }).sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** The folders below node_modules of which something ends up in a bundle. */
function packagesOf(options: Parameters<typeof buildSync>[0]): Set<string> {
  const built = buildSync({ ...options, absWorkingDir: ROOT, bundle: true, platform: 'node', format: 'cjs', minify: true, metafile: true, write: false, outdir: 'unused' });
  const inputs = Object.values(built.metafile!.outputs).flatMap(({ inputs: all }) => Object.entries(all));
  const folders = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return new Set(folders.filter((folder) => folder !== undefined));
}
