import {
  isKnownText, isUnknownSymbol, splitIntoSymbolsAndCharacters, SymbolTable,
} from '../../../src/linter/evaluation/symbols';

function createSymbols() {
  const symbols = new SymbolTable();
  return {
    symbols,
    attribute: symbols.attribute('Stack', 'Bucket', 'Arn'),
    parameter: symbols.opaque('Stack', { Ref: 'P' }, '${P}'),
  };
}

const { attribute, parameter } = createSymbols();

describe('SymbolTable', () => {
  test('makes another symbol for each stack, resource, attribute and expression', () => {
    const { symbols } = createSymbols();
    const made = [
      attribute, parameter, symbols.attribute('Other', 'Bucket', 'Arn'), symbols.attribute('Stack', 'Key', 'Arn'),
      symbols.attribute('Stack', 'Bucket', 'Ref'), symbols.opaque('Other', { Ref: 'P' }, '${P}'),
      symbols.opaque('Stack', { Ref: 'Q' }, '${Q}'),
    ];
    expect(new Set(made).size).toBe(made.length);
    expect(symbols.attribute('Stack', 'Bucket', 'Arn')).toBe(attribute);
    expect(symbols.opaque('Stack', { Ref: 'P' }, '${P}')).toBe(parameter);
  });

  test.each([
    ['an attribute', attribute, 'attribute'],
    ['a parameter', parameter, 'opaque'],
    ['a text', 'text', undefined],
    ['an empty text', '', undefined],
    ['a symbol after a text', `x${parameter}`, undefined],
    ['a symbol before a text', `${parameter}x`, undefined],
    ['two symbols', `${parameter}${attribute}`, undefined],
  ])('finds the kind of %s', (_, text, kind) => {
    const { symbols } = createSymbols();
    expect(symbols.findInfo(text)?.kind).toBe(kind);
    expect(symbols.isOpaque(text)).toBe(kind === 'opaque');
    expect(symbols.isAttribute(text)).toBe(kind === 'attribute');
  });

  test('marks the parameters of a bucket ARN, and no attributes', () => {
    const { symbols } = createSymbols();
    const other = symbols.opaque('Stack', { Ref: 'Q' }, '${Q}');
    expect(symbols.isBucketArn(parameter)).toBe(false);
    symbols.markBucketArn(`${parameter}${attribute}`);
    expect(symbols.isBucketArn(parameter)).toBe(true);
    expect(symbols.isBucketArn(attribute)).toBe(false);
    expect(symbols.isBucketArn(other)).toBe(false);
    expect(symbols.isBucketArn('arn:aws:s3:::media')).toBe(false);
    symbols.markBucketName(other);
    expect(symbols.isBucketArn(other)).toBe(false);
    expect(symbols.findInfo(other)).toEqual({ kind: 'opaque', shown: '${Q}', alphabet: 'bucket name' });
  });

  test.each([
    ['a text', 'text', true],
    ['an attribute', `x-${attribute}`, true],
    ['a parameter', `x-${parameter}`, false],
    ['a parameter beside an attribute', `${attribute}-${parameter}`, false],
  ])('decides whether %s is certain', (_, text, expected) => {
    expect(createSymbols().symbols.isCertain(text)).toBe(expected);
  });

  test('shows symbols as Fn::Sub does', () => {
    const { symbols } = createSymbols();
    const reference = symbols.attribute('Stack', 'Bucket', 'Ref');
    expect(symbols.show(`a-${attribute}-${parameter}-${reference}`)).toBe('a-${Bucket.Arn}-${P}-${Bucket}');
  });

  test('computes a value once for each text', () => {
    const { symbols } = createSymbols();
    const calls: string[] = [];
    const compute = (text: string) => symbols.memoize(text, () => {
      calls.push(text);
      return [text];
    });
    expect([compute('a'), compute('b'), compute('a')]).toEqual([['a'], ['b'], ['a']]);
    expect(calls).toEqual(['a', 'b']);
  });
});

describe('splitIntoSymbolsAndCharacters', () => {
  test('keeps symbols with numbers of several digits', () => {
    const symbols = new SymbolTable();
    const made = Array.from({ length: 12 }, (_, index) => symbols.opaque('Stack', index, String(index)));
    expect(splitIntoSymbolsAndCharacters(`ab${made[11]}c${made[2]}`)).toEqual(['a', 'b', made[11], 'c', made[2]]);
  });
});

describe('isUnknownSymbol', () => {
  test.each([
    ['a symbol', parameter, true, false],
    ['a text', 'text', false, true],
    ['two symbols', `${parameter}${attribute}`, false, false],
    ['a symbol before a text', `${parameter}x`, false, false],
    ['a symbol after a text', `x${parameter}`, false, false],
  ])('decides whether %s is one symbol, and whether it is known', (_, text, unknown, known) => {
    expect(isUnknownSymbol(text)).toBe(unknown);
    expect(isKnownText(text)).toBe(known);
  });
});
