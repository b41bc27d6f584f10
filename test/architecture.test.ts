import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { LAYERS } from '../projenrc/layering';
import { renderRulesDoc } from '../projenrc/rules-doc';
import { DIAGNOSTICS } from '../src/diagnostics/registry';

const ROOT = path.join(__dirname, '..');

/** A layer is a folder, or a file beside folders. */
const isFile = (layer: string) => layer.endsWith('.ts');

function filesIn(folder: string, suffix = '.ts'): string[] {
  if (isFile(folder)) return [folder];
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(file, suffix);
    return entry.name.endsWith(suffix) ? [file] : [];
  });
}

const textOf = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const PROGRAMS = ['src', 'lambda', 'control', 'cli', 'simulator'];

describe('imports', () => {
  const eslint = new LegacyESLint({
    cwd: ROOT,
    overrideConfig: {
      // The planted files are in no project; the rules that need one have nothing to say about imports.
      parserOptions: { project: null },
      rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/return-await': 'off', 'import/no-cycle': 'off' },
    },
  });

  /** What lint says of each import from one folder, by rule. */
  async function lint(folder: string, ...imports: string[]): Promise<string[][]> {
    const [{ messages }] = await eslint.lintText(imports.map((line) => `${line};\n`).join(''), { filePath: path.join(ROOT, isFile(folder) ? folder : `${folder}/planted.ts`) });
    expect(messages.filter((message) => message.fatal)).toEqual([]);
    const restrictions = messages.filter(({ ruleId }) => /restricted/.test(String(ruleId)));
    return imports.map((_, index) => restrictions.filter(({ line }) => line === index + 1).map(({ ruleId }) => String(ruleId)));
  }

  /** Whether each of several things may be imported, by its name; what forbids it where it may not. */
  async function verdicts(folder: string, specifiers: ReadonlyMap<string, string>): Promise<Record<string, string[]>> {
    const found = await lint(folder, ...[...specifiers.values()].map((specifier, index) => `import { x as x${index} } from '${specifier}'`));
    return Object.fromEntries([...specifiers.keys()].map((name, index) => [name, found[index]]));
  }

  const folders = LAYERS.filter(({ folder }) => PROGRAMS.includes(folder.split('/')[0]) && existing(folder));

  function existing(folder: string): boolean {
    return statSync(path.join(ROOT, folder), { throwIfNoEntry: false }) !== undefined;
  }

  test.each(folders)('from $folder: layers below it, and no other', async ({ folder: from, mayImport }) => {
    const others = folders.map(({ folder }) => folder).filter((folder) => folder !== from);
    const specifier = (to: string) => {
      const relative = path.relative(isFile(from) ? path.dirname(from) : from, filesIn(to)[0]).replace(/\.ts$/, '');
      return relative.startsWith('.') ? relative : `./${relative}`;
    };
    expect(await verdicts(from, new Map(others.map((to) => [to, specifier(to)]))))
      .toEqual(Object.fromEntries(others.map((to) => [to, mayImport.includes(to) ? [] : ['import/no-restricted-paths']])));
  });

  test.each(folders)('from $folder: its packages, and no other', async ({ folder, packages }) => {
    const names = ['aws-cdk-lib/core', 'aws-cdk-lib', 'constructs', '@aws-sdk/client-s3-control', 'hono', 'commander', 'projen', 'node:path'];
    const allowed = (name: string) => name.startsWith('node:') || packages.some((prefix) => name === prefix || name.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`));
    expect(await verdicts(folder, new Map(names.map((name) => [name, name]))))
      .toEqual(Object.fromEntries(names.map((name) => [name, allowed(name) ? [] : ['no-restricted-imports']])));
  });

  test('of a type count too', async () => {
    expect(await lint('src/facts', 'import { type x } from \'../constructs/buckets/delegation\'')).toEqual([['import/no-restricted-paths']]);
    expect(await lint('src/diagnostics', 'import type { x } from \'aws-cdk-lib/core\'')).toEqual([['no-restricted-imports']]);
  });

  test('the barrels are for users: nothing of ours imports them', async () => {
    expect(await lint('src/constructs/access-point', 'import { x } from \'../../index\'', 'import { y } from \'aws-cdk-lib/core\'')).toEqual([['import/no-restricted-paths'], []]);
    const barrels = PROGRAMS.flatMap((folder) => filesIn(folder)).filter((file) => /from 'aws-cdk-lib'/.test(textOf(file)));
    expect(barrels).toEqual([]);
  });

  test('no comment switches a rule off', async () => {
    const [result] = await eslint.lintText('/* eslint-disable */\nimport { x } from \'projen\';\nexport const y = x;\n', { filePath: path.join(ROOT, 'src/facts/planted.ts') });
    expect(result.messages.map((message) => message.ruleId)).toContain('no-restricted-imports');
  });
});

describe('files', () => {
  const sizes = PROGRAMS.flatMap((folder) => filesIn(folder)).map((file) => ({ file, lines: textOf(file).trimEnd().split('\n').length }));
  const sorted = sizes.map(({ lines }) => lines).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)];

  test('are small: half of them within 100 lines, nine of ten within 250, all within 400', () => {
    expect(at(0.5)).toBeLessThanOrEqual(100);
    expect(at(0.9)).toBeLessThanOrEqual(250);
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  test('have tests in a folder of the same name', () => {
    const folders = new Set(PROGRAMS.flatMap((folder) => filesIn(folder)).map((file) => path.dirname(file).split('/').slice(0, 2)[file.startsWith('src/') ? 1 : 0]));
    for (const folder of [...folders].filter((name) => name !== undefined && name !== 'src')) {
      expect(filesIn(path.join('test', folder), '.test.ts')).not.toEqual([]);
    }
  });

  test('leave nothing for later', () => {
    const marks = new RegExp(['TO', 'DO|FIX', 'ME|HA', 'CK|\\.sk', 'ip\\(|\\.on', 'ly\\(|@ts-(ignore|expect-error|nocheck)'].join(''));
    const marked = [...PROGRAMS, 'test', 'projenrc', 'examples'].flatMap((folder) => filesIn(folder)).filter((file) => marks.test(textOf(file)));
    expect(marked).toEqual([]);
  });
});

describe('diagnostics', () => {
  const tests = [
    ...filesIn('test', '.test.ts').filter((file) => !file.endsWith('registry.test.ts')).map(textOf),
    // Cases of the corpus are tests of the rule that their folder is called after.
    ...readdirSync(path.join(ROOT, 'test/lint/corpus')),
  ].join('\n');

  test('are each found in a test', () => {
    expect(DIAGNOSTICS.map(({ id }) => id).filter((id) => !tests.includes(id))).toEqual([]);
  });

  test('are all in docs/rules.md, which is written from them', () => {
    expect(textOf('docs/rules.md')).toBe(renderRulesDoc());
  });
});

describe('the bundle of the handlers', () => {
  test('holds S3 Control and nothing of aws-cdk-lib', () => {
    const bundle = textOf('assets/handlers/index.js');
    expect(bundle).not.toMatch(/jsiiDeprecationWarnings|require\("(aws-cdk-lib|constructs)/);
    expect(bundle.length).toBeLessThan(700_000);
  });
});
