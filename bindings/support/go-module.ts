import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { PUBLISHER } from '../../projenrc/publisher';
import { listFilesBelow, ROOT } from './files';

export const MODULE = `${PUBLISHER.go.moduleName}/${PUBLISHER.go.packageName}`;
export const BUILT_MODULE = path.join(ROOT, 'dist', 'go', PUBLISHER.go.packageName);

/** The modules that the tests select, with the format of "go mod edit -json". */
interface GoMod {
  readonly Require: readonly ModuleVersion[];
  readonly Exclude: readonly ModuleVersion[];
}

interface ModuleVersion {
  readonly Path: string;
  readonly Version: string;
}

function readGoMod(folder: string): GoMod {
  const args = ['mod', 'edit', '-json', path.join(folder, 'go.mod')];
  return JSON.parse(execFileSync('go', args, { encoding: 'utf8' })) as GoMod;
}

/** Runs the Go command in a folder. The error message of a failure contains its output. */
export function runGo(folder: string, ...args: string[]): string {
  const env = { ...process.env, GOWORK: 'off' };
  return execFileSync('go', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' });
}

/** Selects the built module and the versions of `bindings/go/go.mod` in a folder with a `go.mod`. */
export function selectModules(folder: string): void {
  const { Require, Exclude } = readGoMod(path.join(ROOT, 'bindings', 'go'));
  runGo(folder, 'mod', 'edit',
    ...Require.map(({ Path, Version }) => `-require=${Path}@${Version}`),
    ...Exclude.map(({ Path, Version }) => `-exclude=${Path}@${Version}`),
    `-replace=${MODULE}=${BUILT_MODULE}`);
  runGo(folder, 'mod', 'tidy');
}

/** A version that depends on the content, because the cache of Go keeps every version that it has read. */
function makeVersion(): string {
  const hash = createHash('sha256');
  const files = listFilesBelow(path.relative(ROOT, BUILT_MODULE));
  for (const file of files) hash.update(readFileSync(path.join(ROOT, file)));
  return `v0.0.1-test.x${hash.digest('hex').slice(0, 12)}`;
}

/** The folder of a module in the format of a module proxy. */
function addModule(proxy: string, { Path, Version }: ModuleVersion, goMod: string): string {
  const versions = path.join(proxy, Path, '@v');
  mkdirSync(versions, { recursive: true });
  writeFileSync(path.join(versions, 'list'), `${Version}\n`);
  writeFileSync(path.join(versions, `${Version}.info`), JSON.stringify({ Version }));
  writeFileSync(path.join(versions, `${Version}.mod`), goMod);
  return versions;
}

/**
 * Writes the built module in the format of a module proxy, and returns the variables with which Go uses it. No checksum
 * database contains the modules of this proxy. The proxy also has the description of the excluded modules:
 * proxy.golang.org does not serve them, and the newest awscdk does not use them.
 */
export function serveGoModule(folder: string): NodeJS.ProcessEnv {
  const proxy = path.join(folder, 'go-proxy');
  const built = { Path: MODULE, Version: makeVersion() };
  const versions = addModule(proxy, built, readFileSync(path.join(BUILT_MODULE, 'go.mod'), 'utf8'));
  // Every path in the archive begins with the module and its version.
  const root = path.join(folder, 'go-archive');
  cpSync(BUILT_MODULE, path.join(root, `${built.Path}@${built.Version}`), { recursive: true });
  const archive = path.join(versions, `${built.Version}.zip`);
  execFileSync('zip', ['--quiet', '--recurse-paths', '--no-dir-entries', archive, '.'], { cwd: root });
  const { Exclude: excluded } = readGoMod(path.join(ROOT, 'bindings', 'go'));
  for (const module of excluded) addModule(proxy, module, `module ${module.Path}\n`);
  const modules = [built, ...excluded].map(({ Path }) => Path);
  return { GOPROXY: `file://${proxy},https://proxy.golang.org`, GONOSUMDB: modules.join(','), GOWORK: 'off' };
}
