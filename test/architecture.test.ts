import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { LAYERS } from '../projenrc/layering';
import { renderRulesDoc } from '../projenrc/rules-doc';
import { DIAGNOSTICS } from '../src/diagnostics/registry';

const ROOT = path.join(__dirname, '..');

/** Most layers are folders, but some are single files. */
const isFile = (layer: string) => layer.endsWith('.ts');

function listFiles(folder: string, suffix = '.ts'): string[] {
  if (isFile(folder)) return [folder];
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(file, suffix);
    return entry.name.endsWith(suffix) ? [file] : [];
  });
}

const readText = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const CODE_FOLDERS = ['src', 'lambda', 'control', 'cli', 'simulator'];

describe('LAYERS', () => {
  const eslint = new LegacyESLint({
    cwd: ROOT,
    overrideConfig: {
      // The linted files do not exist. These rules need a project or files, and do not restrict imports.
      parserOptions: { project: null },
      rules: {
        '@typescript-eslint/no-floating-promises': 'off',
        '@typescript-eslint/return-await': 'off',
        'import/no-cycle': 'off',
      },
    },
  });

  /** Returns the ids of the rules that restrict each import statement in a folder. */
  async function lint(folder: string, ...imports: string[]): Promise<string[][]> {
    const filePath = path.join(ROOT, isFile(folder) ? folder : `${folder}/linted.ts`);
    const [{ messages }] = await eslint.lintText(imports.map((line) => `${line};\n`).join(''), { filePath });
    expect(messages.filter((message) => message.fatal)).toEqual([]);
    const restrictions = messages.filter(({ ruleId }) => /restricted/.test(String(ruleId)));
    return imports.map((_, index) =>
      restrictions.filter(({ line }) => line === index + 1).map(({ ruleId }) => String(ruleId)));
  }

  /** Returns the ids of the rules that forbid each import, by its name. */
  async function findRestrictions(
    folder: string,
    specifiers: ReadonlyMap<string, string>,
  ): Promise<Record<string, string[]>> {
    const imports = [...specifiers.values()].map((specifier, index) => `import { x as x${index} } from '${specifier}'`);
    const restrictions = await lint(folder, ...imports);
    return Object.fromEntries([...specifiers.keys()].map((name, index) => [name, restrictions[index]]));
  }

  const folders = LAYERS.filter(({ folder }) => CODE_FOLDERS.includes(folder.split('/')[0]) && existing(folder));

  function existing(folder: string): boolean {
    return statSync(path.join(ROOT, folder), { throwIfNoEntry: false }) !== undefined;
  }

  test.each(folders)('lets $folder import only from lower layers', async ({ folder: from, mayImport }) => {
    const others = folders.map(({ folder }) => folder).filter((folder) => folder !== from);
    const specifier = (to: string) => {
      const relative = path.relative(isFile(from) ? path.dirname(from) : from, listFiles(to)[0]).replace(/\.ts$/, '');
      return relative.startsWith('.') ? relative : `./${relative}`;
    };
    expect(await findRestrictions(from, new Map(others.map((to) => [to, specifier(to)])))).toEqual(
      Object.fromEntries(others.map((to) => [to, mayImport.includes(to) ? [] : ['import/no-restricted-paths']])),
    );
  });

  test.each(folders)('lets $folder import only its packages', async ({ folder, packages }) => {
    const names = [
      'aws-cdk-lib/core', 'aws-cdk-lib', 'constructs', '@aws-sdk/client-s3-control', 'hono', 'commander', 'projen',
      'node:path',
    ];
    const isInside = (name: string, prefix: string) => name.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
    const isAllowed = (name: string) => packages.some((prefix) => name === prefix || isInside(name, prefix));
    const allowed = (name: string) => name.startsWith('node:') || isAllowed(name);
    expect(await findRestrictions(folder, new Map(names.map((name) => [name, name]))))
      .toEqual(Object.fromEntries(names.map((name) => [name, allowed(name) ? [] : ['no-restricted-imports']])));
  });

  test('restricts type imports like other imports', async () => {
    expect(await lint('src/facts', 'import { type x } from \'../constructs/buckets/delegation\''))
      .toEqual([['import/no-restricted-paths']]);
    expect(await lint('src/diagnostics', 'import type { x } from \'aws-cdk-lib/core\''))
      .toEqual([['no-restricted-imports']]);
  });

  test('forbids imports from barrel files', async () => {
    const imports = ['import { x } from \'../../index\'', 'import { y } from \'aws-cdk-lib/core\''];
    expect(await lint('src/constructs/access-point', ...imports)).toEqual([['import/no-restricted-paths'], []]);
    const barrels = CODE_FOLDERS.flatMap((folder) => listFiles(folder)).filter((file) =>
      /from 'aws-cdk-lib'/.test(readText(file)),
    );
    expect(barrels).toEqual([]);
  });

  test('ignores eslint-disable comments', async () => {
    const code = '/* eslint-disable */\nimport { x } from \'projen\';\nexport const y = x;\n';
    const [result] = await eslint.lintText(code, { filePath: path.join(ROOT, 'src/facts/linted.ts') });
    expect(result.messages.map((message) => message.ruleId)).toContain('no-restricted-imports');
  });
});

describe('LAYERS', () => {
  const countLines = (file: string) => readText(file).trimEnd().split('\n').length;
  const sizes = CODE_FOLDERS.flatMap((folder) => listFiles(folder)).map((file) => ({ file, lines: countLines(file) }));
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
  const percentile = (share: number) => sorted[Math.floor(sorted.length * share)];

  test('contains files with a median of 100 lines, a 90th percentile of 250 and a maximum of 400', () => {
    expect(percentile(0.5)).toBeLessThanOrEqual(100);
    expect(percentile(0.9)).toBeLessThanOrEqual(250);
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  test('has a test folder for each folder', () => {
    const testFolder = (file: string) => path.dirname(file).split('/')[file.startsWith('src/') ? 1 : 0];
    const folders = new Set(CODE_FOLDERS.flatMap((folder) => listFiles(folder)).map(testFolder));
    for (const folder of [...folders].filter((name) => name !== undefined)) {
      expect(listFiles(path.join('test', folder), '.test.ts')).not.toEqual([]);
    }
  });

  test('contains no to-do comments, skipped tests or suppressed type errors', () => {
    // The pattern is split so that this file does not match it.
    const parts = ['TO', 'DO|FIX', 'ME|HA', 'CK|\\.sk', 'ip\\(|\\.on', 'ly\\(|@ts-(ignore|expect-error|nocheck)'];
    const forbidden = new RegExp(parts.join(''));
    const files = [...CODE_FOLDERS, 'test', 'projenrc', 'examples'].flatMap((folder) => listFiles(folder));
    const matches = files.filter((file) => forbidden.test(readText(file)));
    expect(matches).toEqual([]);
  });
});

describe('DIAGNOSTICS', () => {
  const tests = [
    ...listFiles('test', '.test.ts').filter((file) => !file.endsWith('registry.test.ts')).map(readText),
    // A corpus folder contains the tests of the rule that it is named after.
    ...readdirSync(path.join(ROOT, 'test/lint/corpus')),
  ].join('\n');

  test('contains only diagnostics that a test mentions', () => {
    expect(DIAGNOSTICS.map(({ id }) => id).filter((id) => !tests.includes(id))).toEqual([]);
  });

  test('matches the generated docs/rules.md', () => {
    expect(readText('docs/rules.md')).toBe(renderRulesDoc());
  });
});

describe('assets/handlers/index.js', () => {
  test('contains no code of aws-cdk-lib or constructs and is smaller than 700 kB', () => {
    const bundle = readText('assets/handlers/index.js');
    expect(bundle).not.toMatch(/jsiiDeprecationWarnings|require\("(aws-cdk-lib|constructs)/);
    expect(bundle.length).toBeLessThan(700_000);
  });
});
