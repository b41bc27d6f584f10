import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { PUBLISHER } from '../../projenrc/publisher';
import { ROOT } from './files';

export const MODULE = `${PUBLISHER.go.moduleName}/${PUBLISHER.go.packageName}`;
export const BUILT_MODULE = path.join(ROOT, 'dist', 'go', PUBLISHER.go.packageName);

/** A version for the tests, because jsii-pacmak writes no version into the module. */
const VERSION = 'v0.0.1';

/** Writes the built module in the format of a module proxy, and returns the URL of the proxy. */
export function serveGoModule(folder: string): string {
  const proxy = path.join(folder, 'go-proxy');
  const versions = path.join(proxy, MODULE, '@v');
  mkdirSync(versions, { recursive: true });
  writeFileSync(path.join(versions, 'list'), `${VERSION}\n`);
  writeFileSync(path.join(versions, `${VERSION}.info`), JSON.stringify({ Version: VERSION }));
  copyFileSync(path.join(BUILT_MODULE, 'go.mod'), path.join(versions, `${VERSION}.mod`));
  // Every path in the archive begins with the module and its version.
  const root = path.join(folder, 'go-archive');
  cpSync(BUILT_MODULE, path.join(root, `${MODULE}@${VERSION}`), { recursive: true });
  const archive = path.join(versions, `${VERSION}.zip`);
  execFileSync('zip', ['--quiet', '--recurse-paths', '--no-dir-entries', archive, '.'], { cwd: root });
  return `file://${proxy}`;
}
