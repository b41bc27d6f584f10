import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { DIAGNOSTICS } from '../../src/diagnostics/registry';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

/**
 * The command with the program that starts it in an npm project. Elsewhere, `npx cdk-s3-mrap` downloads the construct
 * library, and users of Python and Java may not have npx.
 */
const STARTED_WITH_NPX = /npx (?:--\S+ )*(?:cdk-s3-mrap(?!-cli)|cdk )/g;

function listSources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file));
}

const SOURCES = ['src', 'lambda', 'control', 'cli', 'simulator'].flatMap(listSources);

describe('cdk-s3-mrap', () => {
  test.each(['src/diagnostics/definitions', 'src/constructs', 'lambda', 'control', 'cli'])(
    'is a part of the sources of messages and templates in %s', (folder) => {
      expect(SOURCES.some((file) => file.startsWith(`${folder}${path.sep}`))).toBe(true);
    },
  );

  test('is named without npx in all diagnostics, templates and outputs', () => {
    const named = SOURCES.flatMap((file) => (read(file).match(STARTED_WITH_NPX) ?? []).map((text) => ({ file, text })));
    expect(named).toEqual([]);
  });

  test('is named without npx in the generated pages of the diagnostics', () => {
    expect(DIAGNOSTICS.length).toBeGreaterThan(100);
    expect(read('docs/rules.md').match(STARTED_WITH_NPX)).toBeNull();
  });

  test('is named with npx once in the runbook, in the table of the ways to run it', () => {
    const lines = read('docs/runbook.md').split('\n').filter((line) => line.match(STARTED_WITH_NPX) !== null);
    expect(lines).toEqual(['| an npm project that depends on the package `cdk-s3-mrap` | `npx cdk-s3-mrap` |']);
  });
});
