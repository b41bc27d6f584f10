import { existsSync } from 'node:fs';
import * as path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readTextIfPossible } from './read-text';

/** The patterns of one `.gitignore`, which apply below its folder. */
export interface IgnoredPaths {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** Reads the `.gitignore` of a folder. */
export function readIgnoredPaths(folder: string): IgnoredPaths[] {
  const text = readTextIfPossible(path.join(folder, '.gitignore'));
  return text === undefined ? [] : [{ folder: path.resolve(folder), patterns: ignore().add(text) }];
}

/**
 * Reads the `.gitignore` of all folders above a folder, from the root of the repository on. Returns none if git ignores
 * the folder itself, because the user has named it.
 */
export function readIgnoredPathsAbove(folder: string): IgnoredPaths[] {
  const start = path.resolve(folder);
  const ignored = listFoldersOfRepository(start).filter((above) => above !== start).flatMap(readIgnoredPaths);
  return isIgnoredByGit(start, true, ignored) ? [] : ignored;
}

/** Lists the folders from the root of the repository to a folder. Returns none outside of a repository. */
function listFoldersOfRepository(folder: string): string[] {
  if (existsSync(path.join(folder, '.git'))) return [folder];
  const parent = path.dirname(folder);
  const above = parent === folder ? [] : listFoldersOfRepository(parent);
  return above.length === 0 ? [] : [...above, folder];
}

/** Returns whether git ignores a path. The patterns of the deepest folder that mentions the path decide. */
export function isIgnoredByGit(file: string, isFolder: boolean, ignored: readonly IgnoredPaths[]): boolean {
  const results = ignored.map(({ folder, patterns }) => {
    const relative = path.relative(folder, path.resolve(file)).split(path.sep).join('/');
    return patterns.test(isFolder ? `${relative}/` : relative);
  });
  return results.reduce((isIgnored, result) => (isIgnored || result.ignored) && !result.unignored, false);
}
