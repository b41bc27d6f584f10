import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { FACT_FILES, factTables, oldestIn, staleTables } from '../../projenrc/facts-check/project/fact-tables';
import { renderFactsDoc } from '../../projenrc/facts-doc';

const ROOT = path.join(__dirname, '..', '..');
const TABLES = factTables();
const FACTS = TABLES.flatMap(({ name, facts }) =>
  facts.map((fact, index) => ({ place: `${name}[${index}]`, source: fact.source })));

describe('src/facts', () => {
  test('has no file that facts:check does not know', () => {
    const files = readdirSync(path.join(ROOT, 'src', 'facts')).map((file) => path.basename(file, '.ts'))
      .filter((file) => file !== 'source');
    expect(files.sort()).toEqual([...FACT_FILES].sort());
  });
});

describe('src/facts', () => {
  test.each(
    FACTS,
  )('has the date of the last comparison of $place with its source', ({ source: { url, date, verified } }) => {
    expect(url).toMatch(/^https:\/\/[^\s/]+\/\S+$/);
    expect(verified).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Number.isNaN(Date.parse(verified))).toBe(false);
    // Reading a copy is the first comparison with it.
    expect(verified >= date).toBe(true);
    expect(Date.parse(verified)).toBeLessThanOrEqual(Date.now());
  });
});

describe('docs/facts.md', () => {
  const text = readFileSync(path.join(ROOT, 'docs', 'facts.md'), 'utf8');

  test('is what npm run docs:facts writes', () => {
    expect(text).toBe(renderFactsDoc());
  });

  test('shows the oldest comparison first', () => {
    const oldest = FACTS.map(({ source }) => source.verified).sort()[0];
    expect(text).toContain(`**Oldest comparison: ${oldest}**`);
  });
});

describe('staleTables', () => {
  const table = TABLES.find(({ name }) => name === 'ERRORS_OF_S3')!;
  const daysAfter = (days: number) => new Date(Date.parse(oldestIn(table)) + days * 86_400_000);

  test('reports a table whose last comparison is older than a year', () => {
    expect(staleTables([table], daysAfter(366))).toEqual([{ table, verified: oldestIn(table) }]);
  });

  test('does not report a table earlier', () => {
    expect(staleTables([table], daysAfter(364))).toEqual([]);
  });
});
