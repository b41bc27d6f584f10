import { lintProse } from '../../projenrc/prose/lint-prose';
import { checkoutOf } from './support';

function run(files: Readonly<Record<string, string>>, listing: { all?: boolean; paths?: string[] } = {}) {
  let text = '';
  const code =
    lintProse(checkoutOf(files), { all: false, paths: [], ...listing }, { write: (part) => { text += part; } });
  return { code, lines: text.trimEnd().split('\n') };
}

const SENTENCES = (count: number) => 'Nobody tells the routes.\n'.repeat(count);

describe('lintProse', () => {
  test('returns 0 and writes one table if all texts are within the budgets', () => {
    const { code, lines } = run({ 'README.md': 'Deletes the bucket.' });
    expect(code).toBe(0);
    expect(lines.filter((line) => !/^[│┌├└]/.test(line))).toEqual(['all texts are within the budgets']);
    expect(lines.find((line) => line.includes('docs'))).toMatch(/docs +│ 3 +│ 0\.0 +│/);
  });

  test('returns 1 and writes file, line, phrase and family of the worst files', () => {
    const { code, lines } = run({ 'README.md': SENTENCES(1), 'docs/worst.md': `\n${SENTENCES(7)}` });
    expect(code).toBe(1);
    const start = lines.indexOf('docs, who/nobody: 8 (250.0 per 1,000 words, budget 2)');
    expect(lines.slice(start + 1, start + 3)).toEqual([
      '  docs/worst.md:2  "Nobody" in: Nobody tells the routes. Nobody tells the',
      '  docs/worst.md:3  "Nobody" in: Nobody tells the routes. Nobody tells the routes. Nobody tells the',
    ]);
    expect(lines.filter((line) => line.includes('"Nobody" in'))).toHaveLength(5);
    expect(lines.some((line) => line.includes('README.md:'))).toBe(false);
    expect(lines.at(-1)).toContain('--all');
  });

  test('writes every place with --all', () => {
    const { lines } = run({ 'README.md': SENTENCES(1), 'docs/worst.md': SENTENCES(7) }, { all: true });
    expect(lines.filter((line) => line.includes('"Nobody" in'))).toHaveLength(8);
    expect(lines.filter((line) => line.includes('"tells" in'))).toHaveLength(8);
  });

  test('writes every place below a path', () => {
    const { lines } = run(
      { 'README.md': SENTENCES(1), 'docs/a.md': SENTENCES(6), 'docs-old/b.md': SENTENCES(1) }, { paths: ['docs/'] },
    );
    expect(lines.filter((line) => /^ {2}\S/.test(line))).toHaveLength(12);
    expect(lines.filter((line) => line.startsWith('  docs/a.md:'))).toHaveLength(12);
  });

  test('writes titles that break a rule under the rule', () => {
    const { code, lines } = run({
      'test/a.test.ts': 'describe(\'test\', () => {\n  test(\'a bucket\', () => {});\n});\n',
    });
    expect(code).toBe(1);
    expect(lines).toEqual(expect.arrayContaining([
      'titles, does not start with a verb in the third person: 1',
      '  test/a.test.ts:2  "a bucket" does not start with a verb in the third person',
    ]));
  });
});
