import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import * as path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');
const DIST = path.join(ROOT, 'dist');

/** The files below a folder of the repository, relative to it. */
export function filesBelow(folder: string): string[] {
  const entries = readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name))).sort();
}

/** The one built package whose name ends so; "npm run package:all" builds them. */
export function builtPackage(suffix: string): string {
  const found = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(suffix) && !/-(?:sources|javadoc)\.jar$/.test(file));
  if (found.length !== 1) throw new Error(`expected one file of dist to end with ${suffix}, got [${found.join(', ')}]`);
  return path.join(DIST, found[0]);
}

export interface Packed {
  readonly file: string;
  readonly bytes: number;
}

/** What an npm tarball holds. */
export function packedFiles(tarball: string): Packed[] {
  const lines = execFileSync('tar', ['--list', '--verbose', '--gzip', '--file', tarball], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => line.split(/\s+/)).map((columns) => ({ file: columns[5].replace(/^package\//, ''), bytes: Number(columns[2]) }));
}
