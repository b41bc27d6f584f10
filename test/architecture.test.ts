import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { LAYERS } from '../projenrc/layering';
import { renderRulesDoc } from '../projenrc/rules-doc';
import { DIAGNOSTICS } from '../src/diagnostics/registry';

const ROOT = path.join(__dirname, '..');

/** A layer is a folder or a file. */
const isFileLayer = (layer: string) => layer.endsWith('.ts');

function listFiles(folder: string, suffix = '.ts'): string[] {
  if (isFileLayer(folder)) return [folder];
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(file, suffix);
    return entry.name.endsWith(suffix) ? [file] : [];
  });
}

const readText = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const PROGRAMS = ['src', 'lambda', 'control', 'cli', 'simulator'];

describe('LAYERS', () => {
  const eslint = new LegacyESLint({
    cwd: ROOT,
    overrideConfig: {
      // The linted texts belong to no project. The rules that require a project do not check imports.
      parserOptions: { project: null },
      rules: {
        '@typescript-eslint/no-floating-promises': 'off',
        '@typescript-eslint/return-await': 'off',
        'import/no-cycle': 'off',
      },
    },
  });

  /** Lints imports in one folder, and returns the violated rules of each import. */
  async function lint(folder: string, ...imports: string[]): Promise<string[][]> {
    const [{ messages }] = await eslint.lintText(imports.map((line) => `${line};\n`).join(''), {
      filePath: path.join(ROOT, isFileLayer(folder) ? folder : `${folder}/example.ts`),
    });
    expect(messages.filter((message) => message.fatal)).toEqual([]);
    const restrictions = messages.filter(({ ruleId }) => /restricted/.test(String(ruleId)));
    return imports.map((_, index) =>
      restrictions.filter(({ line }) => line === index + 1).map(({ ruleId }) => String(ruleId)));
  }

  /** Lints imports by name, and returns the violated rules of each name. */
  async function findViolations(
    folder: string, specifiers: ReadonlyMap<string, string>,
  ): Promise<Record<string, string[]>> {
    const found = await lint(
      folder, ...[...specifiers.values()].map((specifier, index) => `import { x as x${index} } from '${specifier}'`),
    );
    return Object.fromEntries([...specifiers.keys()].map((name, index) => [name, found[index]]));
  }

  const folders = LAYERS.filter(({ folder }) => PROGRAMS.includes(folder.split('/')[0]) && exists(folder));

  function exists(folder: string): boolean {
    return statSync(path.join(ROOT, folder), { throwIfNoEntry: false }) !== undefined;
  }

  test.each(folders)('allows $folder to import only the layers of the table', async ({ folder: from, mayImport }) => {
    const others = folders.map(({ folder }) => folder).filter((folder) => folder !== from);
    const specifier = (to: string) => {
      const relative = path.relative(isFileLayer(from) ? path.dirname(from) : from, listFiles(to)[0])
        .replace(/\.ts$/, '');
      return relative.startsWith('.') ? relative : `./${relative}`;
    };
    expect(await findViolations(from, new Map(others.map((to) => [to, specifier(to)]))))
      .toEqual(
        Object.fromEntries(others.map((to) => [to, mayImport.includes(to) ? [] : ['import/no-restricted-paths']])),
      );
  });

  test.each(folders)('allows $folder to import only the packages of the table', async ({ folder, packages }) => {
    const names = [
      'aws-cdk-lib/core', 'aws-cdk-lib', 'constructs', '@aws-sdk/client-s3-control', 'hono', 'commander', 'projen',
      'node:path',
    ];
    const allowed = (name: string) => name.startsWith('node:')
      || packages.some((prefix) => name === prefix || name.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`));
    expect(await findViolations(folder, new Map(names.map((name) => [name, name]))))
      .toEqual(Object.fromEntries(names.map((name) => [name, allowed(name) ? [] : ['no-restricted-imports']])));
  });

  test('restricts type imports as well', async () => {
    expect(await lint('src/facts', 'import { type x } from \'../constructs/buckets/delegation\''))
      .toEqual([['import/no-restricted-paths']]);
    expect(await lint('src/diagnostics', 'import type { x } from \'aws-cdk-lib/core\''))
      .toEqual([['no-restricted-imports']]);
  });

  test('forbids imports of barrels', async () => {
    expect(await lint(
      'src/constructs/access-point', 'import { x } from \'../../index\'', 'import { y } from \'aws-cdk-lib/core\'',
    )).toEqual([['import/no-restricted-paths'], []]);
    const barrels = PROGRAMS.flatMap((folder) => listFiles(folder))
      .filter((file) => /from 'aws-cdk-lib'/.test(readText(file)));
    expect(barrels).toEqual([]);
  });

  test('ignores comments that disable rules', async () => {
    const [result] = await eslint.lintText(
      '/* eslint-disable */\nimport { x } from \'projen\';\nexport const y = x;\n',
      { filePath: path.join(ROOT, 'src/facts/example.ts') },
    );
    expect(result.messages.map((message) => message.ruleId)).toContain('no-restricted-imports');
  });
});

describe('src', () => {
  const sizes = PROGRAMS.flatMap((folder) => listFiles(folder))
    .map((file) => ({ file, lines: readText(file).trimEnd().split('\n').length }));
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
  const findQuantile = (share: number) => sorted[Math.floor(sorted.length * share)];

  test('limits half of the files to 100 lines, nine of ten to 250 and all to 400', () => {
    expect(findQuantile(0.5)).toBeLessThanOrEqual(100);
    expect(findQuantile(0.9)).toBeLessThanOrEqual(250);
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  test('requires tests in a folder of the same name', () => {
    const folders = new Set(PROGRAMS.flatMap((folder) => listFiles(folder))
      .map((file) => path.dirname(file).split('/').slice(0, 2)[file.startsWith('src/') ? 1 : 0]));
    for (const folder of [...folders].filter((name) => name !== undefined && name !== 'src')) {
      expect(listFiles(path.join('test', folder), '.test.ts')).not.toEqual([]);
    }
  });

  test('forbids marks of unfinished work', () => {
    const pattern = new RegExp(
      ['TO', 'DO|FIX', 'ME|HA', 'CK|\\.sk', 'ip\\(|\\.on', 'ly\\(|@ts-(ignore|expect-error|nocheck)'].join(''),
    );
    const files = [...PROGRAMS, 'test', 'projenrc', 'examples'].flatMap((folder) => listFiles(folder))
      .filter((file) => pattern.test(readText(file)));
    expect(files).toEqual([]);
  });
});

describe('DIAGNOSTICS', () => {
  const tests = [
    ...listFiles('test', '.test.ts').filter((file) => !file.endsWith('registry.test.ts')).map(readText),
    // Each folder of the corpus contains tests of the rule with its name.
    ...readdirSync(path.join(ROOT, 'test/linter/corpus')),
  ].join('\n');

  test('requires a test for each diagnostic', () => {
    expect(DIAGNOSTICS.map(({ id }) => id).filter((id) => !tests.includes(id))).toEqual([]);
  });

  test('documents all diagnostics in docs/rules.md', () => {
    expect(readText('docs/rules.md')).toBe(renderRulesDoc());
  });
});

describe('lambda', () => {
  test('bundles the handlers without aws-cdk-lib', () => {
    const bundle = readText('assets/handlers/index.js');
    expect(bundle).not.toMatch(/jsiiDeprecationWarnings|require\("(aws-cdk-lib|constructs)/);
    expect(bundle.length).toBeLessThan(700_000);
  });
});
