import { defineDiagnostic, showValue } from '../../src/diagnostics/diagnostic';
import { FindingSeverity, selectErrors, renderFindingAsMessage } from '../../src/diagnostics/finding';

const PLAIN = defineDiagnostic<{ got: string }>({
  id: 'MRAP000',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Wrong value',
  why: 'S3 refuses the value.',
  message: ({ got }) => `the value is wrong, got ${showValue(got)}`,
  fix: 'choose another value',
  source: { url: 'https://example.com/page', date: '2026-01-01' },
});

describe('DiagnosticDefinition.create', () => {
  test('creates a finding with the message, the fix and the source', () => {
    expect(PLAIN.create({ got: 'x' })).toEqual({
      ruleId: 'MRAP000',
      severity: 'ERROR',
      message: 'the value is wrong, got "x"',
      fix: 'choose another value',
      sourceUrl: 'https://example.com/page',
    });
  });

  test('makes the fix from the arguments', () => {
    const { create } = defineDiagnostic<{ got: string }>({ ...PLAIN, fix: ({ got }) => `remove ${got}` });
    expect(create({ got: 'x' }).fix).toBe('remove x');
  });

  test('accepts another severity', () => {
    expect(PLAIN.create({ got: 'x' }, FindingSeverity.INFO).severity).toBe('INFO');
  });
});

describe('renderFindingAsMessage', () => {
  test('writes the id, the message and the fix in one line', () => {
    expect(renderFindingAsMessage(PLAIN.create({ got: 'x' })))
      .toBe('[MRAP000] the value is wrong, got "x"; choose another value');
  });
});

describe('selectErrors', () => {
  test('omits warnings', () => {
    const [error, warning] = [PLAIN.create({ got: 'x' }), PLAIN.create({ got: 'y' }, FindingSeverity.WARNING)];
    expect(selectErrors([warning, error])).toEqual([error]);
  });
});

describe('showValue', () => {
  test.each([
    ['a', '"a"'], [['a', 'b'], '["a", "b"]'], [[], '[]'], [7, '7'], [undefined, 'nothing'],
  ])('writes %j as %s', (value, shown) => {
    expect(showValue(value)).toBe(shown);
  });
});
