import {
  asFlag, asList, asNumber, asText, containsUnknown, getValueAtPath, isUnknownValue, literalText,
} from '../../../src/linter/evaluation/read';
import { SymbolTable } from '../../../src/linter/evaluation/symbols';

const UNKNOWN = new SymbolTable().opaque('Stack', { Ref: 'P' }, '${P}');

describe('asFlag', () => {
  test.each<[unknown, boolean | undefined]>([
    [true, true], [false, false], ['True', true], ['FALSE', false], ['yes', undefined], [1, undefined],
    [UNKNOWN, undefined], [undefined, undefined],
  ])('reads %j', (value, expected) => {
    expect(asFlag(value)).toBe(expected);
  });
});

describe('asNumber', () => {
  test.each<[unknown, number | undefined]>([
    [15, 15], ['15', 15], [0, 0], ['', undefined], [' ', undefined], ['x', undefined], [UNKNOWN, undefined],
    [[1], undefined],
  ])('reads %j', (value, expected) => {
    expect(asNumber(value)).toBe(expected);
  });
});

describe('asText', () => {
  test.each<[unknown, string | undefined, string | undefined]>([
    ['a', 'a', 'a'], [7, '7', '7'], [true, 'true', 'true'], [UNKNOWN, UNKNOWN, undefined],
    [`a-${UNKNOWN}`, `a-${UNKNOWN}`, undefined], [['a'], undefined, undefined], [null, undefined, undefined],
  ])('reads %j, and its literal text', (value, text, literal) => {
    expect(asText(value)).toBe(text);
    expect(literalText(value)).toBe(literal);
  });
});

describe('asList', () => {
  test.each<[unknown, unknown[]]>([[undefined, []], [null, []], ['a', ['a']], [['a', 'b'], ['a', 'b']], [{}, [{}]]])(
    'reads %j', (value, expected) => {
      expect(asList(value)).toEqual(expected);
    },
  );
});

describe('getValueAtPath', () => {
  test.each<[string, unknown, unknown]>([
    ['a nested value', { A: { B: 1 } }, 1],
    ['a missing value', { A: {} }, undefined],
    ['a value below a text', { A: 'text' }, undefined],
    ['a value below an unknown value', { A: UNKNOWN }, UNKNOWN],
    ['a value below nothing', undefined, undefined],
  ])('reads %s', (_, value, expected) => {
    expect(getValueAtPath(value, 'A', 'B')).toBe(expected);
  });
});

describe('containsUnknown', () => {
  test.each<[unknown, boolean, boolean]>([
    [UNKNOWN, true, true],
    [`a-${UNKNOWN}`, true, false],
    ['a', false, false],
    [7, false, false],
    [undefined, false, false],
    [['a', UNKNOWN], true, false],
    [['a'], false, false],
    [{ A: 'a', B: [UNKNOWN] }, true, false],
    [{ A: 'a' }, false, false],
  ])('decides for %j whether a part or all of it is unknown', (value, part, all) => {
    expect(containsUnknown(value)).toBe(part);
    expect(isUnknownValue(value)).toBe(all);
  });
});
