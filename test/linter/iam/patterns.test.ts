import * as fc from 'fast-check';
import { SymbolTable } from '../../../src/linter/evaluation/symbols';
import { isOpenPattern, patternContains, patternsOverlap } from '../../../src/linter/iam/patterns';

function createSymbols() {
  const symbols = new SymbolTable();
  return {
    symbols,
    bucket: symbols.attribute('Stack', 'Bucket', 'Ref'),
    other: symbols.attribute('Stack', 'Other', 'Ref'),
    parameter: symbols.opaque('Stack', { Ref: 'P' }, '${P}'),
    account: symbols.opaque('Stack', 'AWS::AccountId', '${AWS::AccountId}'),
    region: symbols.opaque('Stack', 'AWS::Region', '${AWS::Region}'),
  };
}

const { bucket, other, parameter, account, region } = createSymbols();

describe('patternsOverlap', () => {
  test.each<[string, string, boolean | undefined]>([
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['a*', '*b', true],
    ['a*x', 'a*y', false],
    ['a${aws:username}', 'abc', true],
    ['a${*}', 'a*', true],
    ['a${*}', 'ab', false],
    ['${?}', '?', true],
    [`arn:aws:s3:::${bucket}/*`, `arn:aws:s3:::${bucket}/x`, true],
    [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${other}`, false],
    [`arn:aws:s3:::${bucket}`, 'arn:aws:s3:::media', false],
    ['arn:aws:s3:::*', `arn:aws:s3:::${bucket}`, true],
    [parameter, 'anything', undefined],
    [`arn:${parameter}`, 'arn:x', undefined],
    [`arn:${parameter}`, 'urn:x', false],
    [parameter, parameter, true],
    [`s3::${account}:x`, 's3::111122223333:x', undefined],
    [`s3::${account}:x`, 's3::11112222333:x', false],
    [`s3::${account}:x`, 's3::${aws:PrincipalAccount}:x', true],
    [`s3::${account}:a/b`, 's3::*:a/c', false],
    [`s3::${account}`, 's3::1111/2222333', false],
    [`s3.${region}.a`, 's3.eu-west-1.a', undefined],
    [`s3.${region}.a`, 's3.eu/west.a', false],
    [`s3.${region}.a`, 's3.*.b', false],
    [`s3.${region}.a`, 's3.eu-????-1.a', undefined],
    [`${region}${account}`, `${account}${region}`, undefined],
    [`${region}-a`, `${region}-b`, false],
    [`a-${region}`, `b-${region}`, false],
    [`x${account}`, `x${account}y`, false],
    [`${region}-*`, `${region}-b`, true],
    [`${region}?b`, `${region}-?`, true],
    [`${region}${account}`, `${region}111122223333`, undefined],
    [`${parameter}-a`, `${parameter}b-a`, undefined],
  ])('compares %j and %j: %j', (first, second, expected) => {
    const { symbols } = createSymbols();
    expect(patternsOverlap(symbols, first, second)).toBe(expected);
    expect(patternsOverlap(symbols, second, first)).toBe(expected);
  });

  test('decides texts with the same part of a bucket name', () => {
    const { symbols } = createSymbols();
    symbols.markBucketName(parameter);
    expect(patternsOverlap(symbols, `${parameter}-a`, `${parameter}-b`)).toBe(false);
    expect(patternsOverlap(symbols, `${parameter}-a/*`, `${parameter}-a`)).toBe(false);
    expect(patternsOverlap(symbols, `${parameter}-*`, `${parameter}-a`)).toBe(true);
  });

  test('decides texts that end with the same part of a bucket name', () => {
    const { symbols } = createSymbols();
    symbols.markBucketName(parameter);
    expect(patternsOverlap(symbols, `${region}a${parameter}`, `b${parameter}`)).toBe(false);
    expect(patternsOverlap(symbols, `${region}a${parameter}`, `ba${parameter}`)).toBeUndefined();
    expect(patternsOverlap(symbols, `${parameter}${parameter}`, parameter)).toBeUndefined();
    expect(patternsOverlap(symbols, `${parameter}-${parameter}`, parameter)).toBe(false);
  });

  test.each<[string, string, boolean | undefined]>([
    ['media-*', bucket, undefined],
    ['media', bucket, undefined],
    ['*', bucket, true],
    [bucket, bucket, true],
    [`${bucket}/*`, bucket, false],
    [`${bucket}/*`, `${bucket}/a`, true],
    ['media', 'media-b', false],
    ['arn:*', `urn:${bucket}`, false],
  ])('compares %j and %j with any value of an attribute: %j', (first, second, expected) => {
    expect(patternsOverlap(createSymbols().symbols, first, second, { opensAttributes: true })).toBe(expected);
  });

  test('ignores the case of actions', () => {
    const { symbols } = createSymbols();
    expect(patternsOverlap(symbols, 'S3:get*', 's3:GetObject', { ignoreCase: true })).toBe(true);
    expect(patternsOverlap(symbols, 'S3:get*', 's3:GetObject')).toBe(false);
  });

  test('agrees with a regular expression if one side has no wildcard', () => {
    const { symbols } = createSymbols();
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    const plain = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(fc.property(letters, plain, (pattern, text) => {
      const expected = new RegExp(`^${pattern.replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(text);
      expect(patternsOverlap(symbols, pattern, text)).toBe(expected);
    }));
  });

  test('is symmetric and reflexive', () => {
    const { symbols } = createSymbols();
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 });
    fc.assert(fc.property(pattern, pattern, (first, second) => {
      expect(patternsOverlap(symbols, first, second)).toBe(patternsOverlap(symbols, second, first));
      expect(patternsOverlap(symbols, first, first)).toBe(true);
    }));
  });
});

describe('isOpenPattern', () => {
  test.each([
    ['a', false], ['a*', true], ['a?', true], ['${aws:username}', true], ['${*}', false], ['', false],
  ])('returns for %j: %j', (pattern, expected) => {
    expect(isOpenPattern(pattern)).toBe(expected);
  });
});

describe('patternContains', () => {
  test.each([
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['*', 'abc', true],
    ['a*', 'abc', true],
    ['a*', 'a*', true],
    ['a*', 'ab*', true],
    ['ab*', 'a*', false],
    ['abc*', 'ab', false],
    ['c*', 'abc', false],
    // The function decides only patterns with one wildcard, at the end.
    ['a*c', 'abc', false],
    ['a?*', 'abc', false],
    ['${aws:username}*', '${aws:username}/a', false],
  ])('decides whether %j contains %j: %j', (outer, inner, expected) => {
    expect(patternContains(outer, inner)).toBe(expected);
  });
});
