import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';

const TEMPLATE = /\.(json|ya?ml|template)$/;
/** Folders that never contain templates of the user. */
const OMITTED = ['.git', 'node_modules'];

/** The patterns of one `.gitignore`, which apply below its folder. */
interface IgnoredPaths {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** The files and the cloud assemblies of a folder. */
export interface FolderContent {
  readonly files: readonly string[];
  /** Folders that `cdk synth` wrote. */
  readonly assemblies: readonly string[];
}

/** Searches a folder and all folders below for templates and cloud assemblies, without files that git ignores. */
export function findTemplateFiles(folder: string, above: readonly IgnoredPaths[] = []): FolderContent {
  if (isAssembly(folder)) return { files: [], assemblies: [folder] };
  const ignored = [...above, ...readIgnoredPaths(folder)];
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !OMITTED.includes(entry.name) && !isIgnored(path.join(folder, entry.name), entry, ignored))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const files = entries.filter((entry) => entry.isFile() && TEMPLATE.test(entry.name) && entry.name !== 'cdk.json');
  const folders = entries.filter((entry) => entry.isDirectory())
    .map(({ name }) => findTemplateFiles(path.join(folder, name), ignored));
  return {
    files: [...files.map(({ name }) => path.join(folder, name)), ...folders.flatMap((below) => below.files)],
    assemblies: folders.flatMap(({ assemblies }) => assemblies),
  };
}

/** Returns whether `cdk synth` wrote the folder. Other programs also write files of this name. */
export function isAssembly(folder: string): boolean {
  const file = path.join(folder, 'manifest.json');
  return existsSync(file) && /"artifacts"\s*:/.test(readFileSync(file, 'utf8'));
}

function readIgnoredPaths(folder: string): IgnoredPaths[] {
  const file = path.join(folder, '.gitignore');
  return existsSync(file) ? [{ folder, patterns: ignore().add(readFileSync(file, 'utf8')) }] : [];
}

function isIgnored(file: string, entry: { isDirectory: () => boolean }, ignored: readonly IgnoredPaths[]): boolean {
  return ignored.some(({ folder, patterns }) => {
    const relative = path.relative(folder, file).split(path.sep).join('/');
    return patterns.ignores(entry.isDirectory() ? `${relative}/` : relative);
  });
}
