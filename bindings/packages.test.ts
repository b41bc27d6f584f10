import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as library from '../src';
import { findBuiltPackage, listFilesBelow, listPackedFiles, ROOT } from './support/files';
import { runInEmptyFolder } from './support/templates';

const KILOBYTE = 1000;
const MEGABYTE = 1000 * KILOBYTE;

/** The files of the tarball beside declarations and documents. */
const SINGLE_FILES = [
  '.jsii', '.jsii.tabl.json.gz', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json',
  'assets/drill/index.js', 'assets/handlers/index.js', 'bin/cdk-s3-mrap.js', 'lib/index.js',
];

type Run = (...args: string[]) => string;

/** Runs Node in a folder in which the tarball is installed beside its peers. */
function runInConsumer<T>(tarball: string, use: (run: Run, folder: string) => T): T {
  return runInEmptyFolder((folder) => {
    const modules = path.join(folder, 'node_modules');
    mkdirSync(modules);
    execFileSync('tar', ['--extract', '--gzip', '--file', tarball, '--directory', modules]);
    renameSync(path.join(modules, 'package'), path.join(modules, 'cdk-s3-mrap'));
    for (const name of ['aws-cdk-lib', 'constructs', 'typescript', '@types']) {
      symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
    }
    return use((...args) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }), folder);
  });
}

/** The names that a program prints as JSON. */
function evaluate(tarball: string, type: string, program: string): string[] {
  return runInConsumer(tarball, (run) => JSON.parse(run(`--input-type=${type}`, '--eval', program)) as string[]);
}

describe('package:all', () => {
  const tarball = findBuiltPackage('.jsii.tgz');
  const packed = listPackedFiles(tarball);
  const declarations = packed.map(({ file }) => file).filter((file) => file.endsWith('.d.ts')).sort();

  test('packs the library as one file, its declarations, the bundles of its programs and its documents', () => {
    const omitted = [
      'images', 'adr', 'architecture', 'assumptions', 'audit', 'clients', 'conformance', 'facts', 'hardening',
      'readme-', 'testing', 'verifying',
    ];
    const documents = listFilesBelow('docs').filter((file) => !omitted.some((name) => file.startsWith(`docs/${name}`)));
    expect(packed.map(({ file }) => file).sort()).toEqual([...SINGLE_FILES, ...declarations, ...documents].sort());
  });

  test('packs exactly the declarations that TypeScript reads from the index', () => {
    const read = runInConsumer(tarball, (run, folder) => {
      writeFileSync(path.join(folder, 'consumer.mts'), 'export * from "cdk-s3-mrap";\n');
      // Without skipLibCheck, which hides a declaration that is missing.
      const options = ['--noEmit', '--listFiles', '--module', 'nodenext', '--types', 'node'];
      return run('node_modules/typescript/bin/tsc', ...options, 'consumer.mts');
    });
    const files = [...read.matchAll(/node_modules\/cdk-s3-mrap\/(.*)/g)].map(([, file]) => file);
    expect(files).toContain('lib/index.d.ts');
    expect(declarations).toEqual(files.sort());
  });

  test.each([
    ['an ECMAScript module', 'module', 'import * as library from "cdk-s3-mrap"'],
    ['a CommonJS module', 'commonjs', 'const library = require("cdk-s3-mrap")'],
  ])('exports every name to %s', (_, type, statement) => {
    const names = evaluate(tarball, type, `${statement}; console.log(JSON.stringify(Object.keys(library)))`);
    expect(names).toEqual(expect.arrayContaining(Object.keys(library)));
  });

  test('exports its manifests and its schemas, and no module below lib', () => {
    const exported = ['package.json', '.jsii', 'docs/drill-report.schema.json'];
    const internal = ['lib/index.js', 'lib/constructs/buckets/underlying-bucket', 'docs/rules.md'];
    const program = `
      const find = (name) => { try { return require.resolve(name) && 'found'; } catch (error) { return error.code; } };
      const names = ${JSON.stringify([...exported, ...internal])};
      console.log(JSON.stringify(names.map((name) => find('cdk-s3-mrap/' + name))));`;
    expect(evaluate(tarball, 'commonjs', program)).toEqual([
      ...exported.map(() => 'found'), ...internal.map(() => 'ERR_PACKAGE_PATH_NOT_EXPORTED'),
    ]);
  });

  test('keeps the tarball and its unpacked files small', () => {
    const unpacked = packed.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(statSync(tarball).size).toBeLessThan(1.7 * MEGABYTE);
    expect(unpacked).toBeLessThan(6.5 * MEGABYTE);
    expect(packed.find(({ file }) => file === 'assets/handlers/index.js')!.bytes).toBeLessThan(600 * KILOBYTE);
  });

  test('keeps the jar hardly larger than the tarball', () => {
    expect(statSync(findBuiltPackage('.jar')).size).toBeLessThan(1.85 * MEGABYTE);
  });

  test.each(['.whl', '.tar.gz'])('keeps the %s hardly larger than the tarballs of library and command', (suffix) => {
    const command = statSync(findBuiltPackage('cli-0.0.0.tgz')).size;
    expect(statSync(findBuiltPackage(suffix)).size).toBeLessThan(1.85 * MEGABYTE + command);
  });
});
