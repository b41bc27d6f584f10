import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { findPackageRoot } from './package-root';

/** Reads the version of this library. */
export function readLibraryVersion(): string {
  const manifest = readFileSync(path.join(findPackageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
