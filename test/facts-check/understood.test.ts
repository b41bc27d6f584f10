import { type Difference, INPUT_NAMES } from '../../projenrc/facts-check/difference';
import { exitCode, render, type Report } from '../../projenrc/facts-check/report';
import { readDecisions } from '../../projenrc/facts-check/surface/reviewed';
import {
  matches, MAX_UNDERSTOOD, readUnderstood, sortDifferences, type UnderstoodDifference,
} from '../../projenrc/facts-check/understood';

const DATE = /^20\d\d-\d\d-\d\d$/;
const isDate = (text: string) => DATE.test(text) && !Number.isNaN(Date.parse(text));

describe('projenrc/facts-check/understood.json', () => {
  const entries = readUnderstood();

  test('contains at most 15 entries', () => {
    expect(MAX_UNDERSTOOD).toBe(15);
    expect(entries.length).toBeLessThanOrEqual(MAX_UNDERSTOOD);
  });

  test('contains each difference once', () => {
    expect(new Set(entries.map(({ difference }) => difference)).size).toBe(entries.length);
  });

  test.each(entries)('explains $difference with a reason, a source and the date of the next look', ({
    difference, reason, source, nextLook,
  }) => {
    expect(INPUT_NAMES.some((input) => difference.startsWith(`${input}: `))).toBe(true);
    expect(reason.length).toBeGreaterThan(30);
    expect(source).toMatch(/\S/);
    expect(isDate(nextLook)).toBe(true);
  });
});

describe('projenrc/facts-check/reviewed/decisions.json', () => {
  test.each(readDecisions())('has a date, a pattern and a reason for $pattern', ({ date, pattern, reason }) => {
    expect(isDate(date)).toBe(true);
    expect(pattern).not.toBe('');
    expect(reason.length).toBeGreaterThan(20);
  });
});

const DIFFERENCE: Difference = {
  kind: 'new',
  input: 's3 model',
  fact: 'operation PutObjectContext',
  detail: 'PUT /{}?context',
  file: 'src/facts/data-plane.ts',
};
const ENTRY: UnderstoodDifference = {
  difference: 's3 model: operation *Context',
  reason: 'not an operation of access points',
  source: 'https://docs.aws.amazon.com',
  nextLook: '2027-06-01',
};
const OCCASION = { now: new Date('2026-12-01T12:00:00Z'), available: INPUT_NAMES };

describe('sortDifferences', () => {
  test('separates understood differences from the others', () => {
    const other = { ...DIFFERENCE, fact: 'operation PutObjectColor' };
    const sorted = sortDifferences([DIFFERENCE, other], [ENTRY], OCCASION);
    expect(sorted)
      .toEqual({ unexplained: [other], explained: [{ difference: DIFFERENCE, by: ENTRY }], overdue: [], unused: [] });
  });

  test('reports an entry as overdue on its date', () => {
    const sorted = sortDifferences([DIFFERENCE], [ENTRY], { ...OCCASION, now: new Date('2027-06-01T00:00:00Z') });
    expect(sorted.overdue).toEqual([ENTRY]);
    expect(sorted.unexplained).toEqual([]);
  });

  test('reports an entry that explains nothing', () => {
    expect(sortDifferences([], [ENTRY], OCCASION).unused).toEqual([ENTRY]);
  });

  test('does not report an entry about an input that was not read', () => {
    expect(sortDifferences([], [ENTRY], { ...OCCASION, available: ['botocore'] }).unused).toEqual([]);
  });
});

describe('matches', () => {
  test.each([
    ['s3 model: operation *', 's3 model: operation PutObject', true],
    ['s3 model: operation Put', 's3 model: operation PutObject', false],
    ['service authorization: action s3:*', 'service authorization: action s3-object-lambda:GetObject', false],
    ['CloudFormation schemas: AWS::S3::Bucket.Rules[].Id', 'CloudFormation schemas: AWS::S3::Bucket.Rules[].Id', true],
    ['botocore: a.b', 'botocore: axb', false],
  ])('compares %j with %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });
});

describe('report', () => {
  const CLEAN: Report = {
    packages: {},
    failures: [],
    sorted: { unexplained: [], explained: [], overdue: [], unused: [] },
    stale: [],
  };
  const TABLE = { name: 'ERRORS_OF_S3', file: 'src/facts/errors.ts', facts: [], inputs: [] };
  const withSorted = (sorted: Partial<Report['sorted']>): Report => ({
    ...CLEAN,
    sorted: { ...CLEAN.sorted, ...sorted },
  });

  test.each<[string, Report, number]>([
    ['without a difference', CLEAN, 0],
    ['with understood differences only', withSorted({ explained: [{ difference: DIFFERENCE, by: ENTRY }] }), 0],
    ['with an unexplained difference', withSorted({ unexplained: [DIFFERENCE] }), 1],
    ['with an overdue entry', withSorted({ overdue: [ENTRY] }), 1],
    ['with an entry that explains nothing', withSorted({ unused: [ENTRY] }), 1],
    [
      'with a table whose last comparison is too old', { ...CLEAN, stale: [{ table: TABLE, verified: '2025-01-01' }] },
      1,
    ],
    ['with an input that is not available, whatever the differences', {
      ...withSorted({ unexplained: [DIFFERENCE] }),
      failures: [{ name: 'x', message: 'npm: 404', what: 'npm', reason: '404' }],
    }, 2],
  ])('ends %s with its exit code', (_, report, code) => {
    expect(exitCode(report)).toBe(code);
  });

  test('prints each difference with its kind, input, fact and file', () => {
    const text = render({
      packages: { 's3 model': [{ name: '@aws-sdk/client-s3', version: '3.1175.0', date: '2026-11-21' }] },
      failures: [],
      sorted: {
        unexplained: [DIFFERENCE],
        explained: [{ difference: { ...DIFFERENCE, kind: 'gone' }, by: ENTRY }],
        overdue: [ENTRY],
        unused: [],
      },
      stale: [{ table: TABLE, verified: '2025-01-01' }],
    });
    expect(text)
      .toContain('new      s3 model: operation PutObjectContext (PUT /{}?context) -> src/facts/data-plane.ts');
    expect(text).toContain('gone     s3 model: operation PutObjectContext (PUT /{}?context) -> '
      + 'src/facts/data-plane.ts\n         not an operation of access points (next look 2027-06-01)');
    expect(text).toContain('@aws-sdk/client-s3 3.1175.0 (2026-11-21)');
    expect(text).toContain('ERRORS_OF_S3 in src/facts/errors.ts: last compared with its source on 2025-01-01');
    expect(text).toContain('1 unexplained differences, 1 understood, 2 overdue, 0 entries to delete, 0 failures.');
  });
});
