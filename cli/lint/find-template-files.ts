import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { type IgnoredPaths, isIgnoredByGit, readIgnoredPaths, readIgnoredPathsAbove } from './git-ignored-paths';
import { describeFileError, readTextIfPossible } from './read-text';

const TEMPLATE = /\.(json|ya?ml|template)$/i;
/** Folders that never contain templates of the user. */
const OMITTED = ['.git', 'node_modules'];

/** The files and the cloud assemblies of a folder. */
export interface FolderContent {
  readonly files: readonly string[];
  /** Folders that `cdk synth` wrote. */
  readonly assemblies: readonly string[];
  /** Folders that the user may not read. */
  readonly unreadable: readonly { readonly folder: string; readonly problem: string }[];
}

/**
 * Searches a folder and all folders below for templates and cloud assemblies, without files that git ignores. Links to
 * files are read. Links to folders are not, as in git, because they can lead back.
 */
export function findTemplateFiles(folder: string): FolderContent {
  const content = searchFolder(folder, readIgnoredPathsAbove(folder));
  const seen = new Set<string>();
  const isNew = (file: string) => seen.size < seen.add(realpathSync(file)).size;
  return { ...content, files: content.files.filter(isNew) };
}

function searchFolder(folder: string, above: readonly IgnoredPaths[]): FolderContent {
  if (isAssembly(folder)) return { files: [], assemblies: [folder], unreadable: [] };
  const ignored = [...above, ...readIgnoredPaths(folder)];
  let all: Dirent[];
  try {
    all = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return { files: [], assemblies: [], unreadable: [{ folder, problem: describeFileError(error) }] };
  }
  const entries = all
    .map((entry) => ({ file: path.join(folder, entry.name), entry }))
    .filter(({ file, entry }) =>
      !OMITTED.includes(entry.name) && !isIgnoredByGit(file, entry.isDirectory(), ignored))
    .sort((one, other) => (one.file < other.file ? -1 : 1));
  const files = entries.filter(({ file, entry }) =>
    TEMPLATE.test(entry.name) && entry.name !== 'cdk.json' && (entry.isFile() || isLinkToFile(file, entry)));
  const below = entries.filter(({ entry }) => entry.isDirectory()).map(({ file }) => searchFolder(file, ignored));
  return {
    files: [...files.map(({ file }) => file), ...below.flatMap((content) => content.files)],
    assemblies: below.flatMap(({ assemblies }) => assemblies),
    unreadable: below.flatMap(({ unreadable }) => unreadable),
  };
}

function isLinkToFile(file: string, entry: Dirent): boolean {
  return entry.isSymbolicLink() && statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** Returns whether `cdk synth` wrote the folder. Other programs also write files of this name. */
export function isAssembly(folder: string): boolean {
  return /"artifacts"\s*:/.test(readTextIfPossible(path.join(folder, 'manifest.json')) ?? '');
}
