import { fillSymbols, neverHasForm } from '../../../src/linter/evaluation/fillings';
import { SymbolTable } from '../../../src/linter/evaluation/symbols';

const symbols = new SymbolTable();
const stage = symbols.opaque('Stack', { Ref: 'Stage' }, '${Stage}');
const account = symbols.opaque('Stack', 'AWS::AccountId', '${AWS::AccountId}');
const region = symbols.opaque('Stack', 'AWS::Region', '${AWS::Region}');
const bucket = symbols.attribute('Stack', 'Bucket', 'Ref');

describe('fillSymbols', () => {
  test('replaces a parameter by values of several lengths', () => {
    expect(fillSymbols(symbols, `media-${stage}`)).toEqual(['media-', 'media-a', 'media-aa', 'media-aaa']);
  });

  test('replaces accounts and Regions by values of their form', () => {
    expect(new Set(fillSymbols(symbols, `${account}-${region}`))).toEqual(new Set(['111122223333-us-east-1']));
  });
});

describe('neverHasForm', () => {
  test.each([
    ['media', false],
    ['Media', true],
    [`Media-${stage}`, true],
    [`media-${stage}`, false],
    [`-${bucket}`, true],
    [bucket, false],
  ])('returns for %j whether no value has the form', (text, expected) => {
    expect(neverHasForm(symbols, text, /^[a-z][a-z-]{1,10}[a-z]$/)).toBe(expected);
  });
});
