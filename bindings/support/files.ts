import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');
const DIST = path.join(ROOT, 'dist');
const ACCOMPANYING_JAR = /-(?:sources|javadoc)\.jar$/;

/** Lists the files below a folder of the repository, relative to the repository. */
export function listFilesBelow(folder: string): string[] {
  const entries = readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Finds the only built package of library and command with a suffix. "npm run package:all" builds the packages. */
export function findBuiltPackage(suffix: string): string {
  const found = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(suffix) && !ACCOMPANYING_JAR.test(file) && !file.startsWith('testing/'));
  if (found.length !== 1) {
    throw new Error(`got [${found.join(', ')}], expected one file in dist with the suffix ${suffix}; `
      + 'run "npm run package:all"');
  }
  return path.join(DIST, found[0]);
}

export interface PackedFile {
  readonly file: string;
  readonly bytes: number;
}

/** Lists the files of an npm tarball. */
export function listPackedFiles(tarball: string): PackedFile[] {
  const options = ['--list', '--verbose', '--gzip', '--file', tarball];
  const lines = execFileSync('tar', options, { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => line.split(/\s+/))
    .map((columns) => ({ file: columns[5].replace(/^package\//, ''), bytes: Number(columns[2]) }));
}
