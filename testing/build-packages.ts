import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = path.join(__dirname, '..');
/** The version of the sources, which a release replaces. It is the first version in each file. */
const SOURCE_VERSION = '0.0.0';

/** The packages that a build creates. */
export interface TestingPackages {
  readonly tarball: string;
  readonly wheel: string;
  readonly jar: string;
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}

function findFile(folder: string, pattern: RegExp): string {
  const name = readdirSync(folder).find((file) => pattern.test(file));
  if (name === undefined) throw new Error(`${folder} contains no file that matches ${pattern}`);
  return path.join(folder, name);
}

function buildTarball(source: string, outdir: string): string {
  const entry = path.join(source, 'src', 'index.ts');
  buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile: path.join(source, 'dist', 'index.js'),
  });
  run(process.execPath, [
    path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '--ignoreConfig', '--declaration',
    '--emitDeclarationOnly', '--skipLibCheck', '--target', 'es2022', '--module', 'node16', '--types', 'node',
    '--typeRoots', path.join(ROOT, 'node_modules', '@types'), '--outDir', path.join(source, 'dist'), entry,
  ], source);
  run('npm', ['pack', '--silent', '--pack-destination', outdir], source);
  return findFile(outdir, /\.tgz$/);
}

function buildWheel(source: string, outdir: string): string {
  run('python3', [
    '-m', 'pip', 'wheel', '--quiet', '--disable-pip-version-check', '--no-deps', '--wheel-dir', outdir, '.',
  ], source);
  return findFile(outdir, /\.whl$/);
}

function buildJar(source: string, outdir: string): string {
  run('mvn', ['--quiet', '--batch-mode', '-DskipTests', 'package'], source);
  const jar = findFile(path.join(source, 'target'), /^cdk-s3-mrap-testing-[\d.]+\.jar$/);
  const copy = path.join(outdir, path.basename(jar));
  cpSync(jar, copy);
  return copy;
}

export type TestingLanguage = 'javascript' | 'python' | 'java';

interface LanguageBuild {
  /** The file that contains the version of the package. */
  readonly versionedFile: string;
  /** Builds a package into a folder and returns its file. */
  readonly build: (source: string, outdir: string) => string;
}

const BUILDS: Readonly<Record<TestingLanguage, LanguageBuild>> = {
  javascript: { versionedFile: 'package.json', build: buildTarball },
  python: { versionedFile: 'pyproject.toml', build: buildWheel },
  java: { versionedFile: 'pom.xml', build: buildJar },
};

/** Builds the package of a language from a copy of its sources, so that the checkout does not change. */
export function buildTestingPackage(language: TestingLanguage, outdir: string, version = SOURCE_VERSION): string {
  const { versionedFile, build } = BUILDS[language];
  mkdirSync(outdir, { recursive: true });
  const work = mkdtempSync(path.join(tmpdir(), 'testing-packages-'));
  try {
    const source = path.join(work, language);
    cpSync(path.join(__dirname, language), source, {
      recursive: true, filter: (file) => !/(?:^|\/)(?:target|dist|build|[^/]*\.egg-info|__pycache__)$/.test(file),
    });
    cpSync(path.join(ROOT, 'LICENSE'), path.join(source, 'LICENSE'));
    const file = path.join(source, versionedFile);
    writeFileSync(file, readFileSync(file, 'utf8').replace(SOURCE_VERSION, version));
    return build(source, outdir);
  } finally {
    rmSync(work, { recursive: true });
  }
}

export function buildTestingPackages(outdir: string, version?: string): TestingPackages {
  return {
    tarball: buildTestingPackage('javascript', outdir, version),
    wheel: buildTestingPackage('python', outdir, version),
    jar: buildTestingPackage('java', outdir, version),
  };
}
