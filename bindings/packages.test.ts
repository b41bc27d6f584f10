import { execFileSync } from 'node:child_process';
import { statSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import * as library from '../src';
import { findBuiltPackage, listFilesBelow, listPackedFiles, ROOT } from './support/files';
import { runInEmptyFolder } from './support/templates';

const KILOBYTE = 1000;
const MEGABYTE = 1000 * KILOBYTE;

/** The files of the tarball except declarations and documents. */
const SINGLE_FILES = [
  '.jsii', '.jsii.tabl.json', 'API.md', 'LICENSE', 'README.md', 'assets/drill/index.js', 'assets/handlers/index.js',
  'bin/cdk-s3-mrap.js', 'package.json', 'lib/index.js', 'lib/index.js.map',
];

describe('package:all', () => {
  const tarball = findBuiltPackage('.jsii.tgz');
  const packed = listPackedFiles(tarball);

  test('packs the library as one file with its types, the bundles of its programs and its documents', () => {
    const declarations = listFilesBelow('src').map((file) => file.replace(/^src\/(.*)\.ts$/, 'lib/$1.d.ts'));
    const documents = listFilesBelow('docs').filter((file) => !file.startsWith('docs/images/'));
    expect(packed.map(({ file }) => file).sort()).toEqual([...SINGLE_FILES, ...declarations, ...documents].sort());
  });

  test.each([
    ['an ECMAScript module', 'module', 'import * as library from "./package/lib/index.js"'],
    ['a CommonJS module', 'commonjs', 'const library = require("./package/lib/index.js")'],
  ])('exports every name to %s', (_, type, statement) => {
    const names = runInEmptyFolder((folder) => {
      execFileSync('tar', ['--extract', '--gzip', '--file', tarball, '--directory', folder]);
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
      const program = `${statement}; console.log(JSON.stringify(Object.keys(library)))`;
      const args = [`--input-type=${type}`, '--eval', program];
      return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })) as string[];
    });
    expect(names).toEqual(expect.arrayContaining(Object.keys(library)));
  });

  test('keeps the tarball and its unpacked files small', () => {
    const unpacked = packed.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(statSync(tarball).size).toBeLessThan(1.5 * MEGABYTE);
    expect(unpacked).toBeLessThan(6 * MEGABYTE);
    const handlers = packed.find(({ file }) => file === 'assets/handlers/index.js')!;
    expect(handlers.bytes).toBeLessThan(600 * KILOBYTE);
  });

  test.each(['.whl', '.jar'])('keeps the %s hardly larger than the tarball', (suffix) => {
    expect(statSync(findBuiltPackage(suffix)).size).toBeLessThan(1.65 * MEGABYTE);
  });
});
