import { execFileSync } from 'node:child_process';
import { statSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import * as library from '../src';
import { builtPackage, filesBelow, packedFiles, ROOT } from './support/files';
import { inEmptyFolder } from './support/templates';

const KILOBYTE = 1000;
const MEGABYTE = 1000 * KILOBYTE;

/** What is in the tarball beside declarations and documents. */
const SINGLE = [
  '.jsii', '.jsii.tabl.json', 'API.md', 'LICENSE', 'README.md', 'assets/drill/index.js', 'assets/handlers/index.js', 'bin/cdk-s3-mrap.js', 'package.json',
  'lib/index.js', 'lib/index.js.map',
];

describe('the npm tarball', () => {
  const tarball = builtPackage('.jsii.tgz');
  const packed = packedFiles(tarball);

  test('holds the library as one file with its types, its programs as bundles, its documents, and nothing else', () => {
    const declarations = filesBelow('src').map((file) => file.replace(/^src\/(.*)\.ts$/, 'lib/$1.d.ts'));
    const documents = filesBelow('docs').filter((file) => !file.startsWith('docs/images/'));
    expect(packed.map(({ file }) => file).sort()).toEqual([...SINGLE, ...declarations, ...documents].sort());
  });

  test.each([
    ['an ECMAScript module imports', 'import * as library from "./package/lib/index.js"'],
    ['a CommonJS module requires', 'const library = require("./package/lib/index.js")'],
  ])('%s every name of it', (_, statement) => {
    const names = inEmptyFolder((folder) => {
      execFileSync('tar', ['--extract', '--gzip', '--file', tarball, '--directory', folder]);
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
      const type = statement.startsWith('import') ? 'module' : 'commonjs';
      const program = `${statement}; console.log(JSON.stringify(Object.keys(library)))`;
      return JSON.parse(execFileSync(process.execPath, [`--input-type=${type}`, '--eval', program], { cwd: folder, encoding: 'utf8' })) as string[];
    });
    expect(names).toEqual(expect.arrayContaining(Object.keys(library)));
  });

  test('is small: what a project downloads, and what it unpacks', () => {
    const unpacked = packed.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(statSync(tarball).size).toBeLessThan(1.5 * MEGABYTE);
    expect(unpacked).toBeLessThan(6 * MEGABYTE);
    expect(packed.find(({ file }) => file === 'assets/handlers/index.js')!.bytes).toBeLessThan(600 * KILOBYTE);
  });
});

test.each(['.whl', '.jar'])('the %s is little more than the tarball', (suffix) => {
  expect(statSync(builtPackage(suffix)).size).toBeLessThan(1.65 * MEGABYTE);
});
