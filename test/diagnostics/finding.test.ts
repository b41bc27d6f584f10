import { diagnostic, showValue } from '../../src/diagnostics/diagnostic';
import { onlyErrors, FindingSeverity, renderFinding } from '../../src/diagnostics/finding';

const PLAIN = diagnostic<{ got: string }>({
  id: 'MRAP000',
  severity: FindingSeverity.ERROR,
  title: 'A test',
  why: 'To see.',
  message: ({ got }) => `it is wrong, got ${showValue(got)}`,
  fix: 'mend it',
  source: { url: 'https://example.com/page', date: '2026-01-01' },
});

test('a diagnostic makes findings', () => {
  const finding = PLAIN.create({ got: 'x' });
  expect(renderFinding(finding)).toBe('[MRAP000] it is wrong, got "x"; mend it');
  expect(finding.sourceUrl).toBe('https://example.com/page');
});

test('a fix may depend on what was found, and a severity on where', () => {
  const finding = diagnostic<{ got: string }>({ ...PLAIN, fix: ({ got }) => `remove ${got}` }).create({ got: 'x' }, FindingSeverity.INFO);
  expect(finding).toMatchObject({ fix: 'remove x', severity: 'INFO' });
});

test('errors are told from the rest', () => {
  const [error, warning] = [PLAIN.create({ got: 'x' }), PLAIN.create({ got: 'y' }, FindingSeverity.WARNING)];
  expect(onlyErrors([warning, error])).toEqual([error]);
});

test.each([['a', '"a"'], [['a', 'b'], '["a", "b"]'], [[], '[]'], [7, '7'], [undefined, 'nothing']])('%j is shown as %s', (value, shown) => {
  expect(showValue(value)).toBe(shown);
});
