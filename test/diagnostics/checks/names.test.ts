import fc from 'fast-check';
import {
  checkAccessPointsOfAccount, checkAccessPointAlias, checkAccessPointArn, checkAccessPointName, checkNameForReplacement,
  checkPartition,
} from '../../../src/diagnostics/checks/names';
import { ids } from './support';

describe('checkAccessPointArn', () => {
  test.each([
    ['media', []],
    ['a'.repeat(50), []],
    ['ab', ['MRAP101 ERROR']],
    ['Media', ['MRAP101 ERROR']],
    ['media\n', ['MRAP101 ERROR']],
    ['-media', ['MRAP101 ERROR']],
  ])('checks %j and reports %j', (name, expected) => {
    expect(ids(checkAccessPointName(name))).toEqual(expected);
  });
});

describe('checkAccessPointName', () => {
  test('accepts a name only if it complies with every rule of the user guide', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abz09-_.A é\n'), maxLength: 52 }), (name) => {
      const valid = name.length >= 3 && name.length <= 50 && [...name].every((letter) => 'abz09-'.includes(letter))
        && !name.startsWith('-') && !name.endsWith('-');
      expect(checkAccessPointName(name).length === 0).toBe(valid);
    }));
  });
});

describe('checkAccessPointArn', () => {
  test.each([
    [{ name: undefined, replacementAllowed: false }, ['MRAP108 WARNING']],
    [{ name: undefined, replacementAllowed: true }, ['MRAP108 WARNING']],
    [{ name: 'media', replacementAllowed: true }, ['MRAP103 WARNING']],
    [{ name: 'media', replacementAllowed: false }, []],
  ])('checks %j and reports %j', (naming, expected) => {
    expect(ids(checkNameForReplacement(naming))).toEqual(expected);
  });

  test.each([
    ['m1.mrap', []], ['media', ['MRAP105 ERROR']], ['M1.mrap', ['MRAP105 ERROR']],
  ])('checks %j and reports %j', (alias, expected) => {
    expect(ids(checkAccessPointAlias(alias))).toEqual(expected);
  });

  test.each([
    ['arn:aws:s3::111122223333:accesspoint/m1.mrap', []],
    ['arn:aws:s3::111122223333:accesspoint/media', ['MRAP106 ERROR']],
    ['arn:aws:s3:us-west-2:111122223333:accesspoint/m1.mrap', ['MRAP106 ERROR']],
    ['arn:aws-cn:s3::111122223333:accesspoint/m1.mrap', ['MRAP107 ERROR']],
  ])('checks %j and reports %j', (arn, expected) => {
    expect(ids(checkAccessPointArn(arn))).toEqual(expected);
  });
});

describe('checkPartition', () => {
  test('accepts only the commercial partition', () => {
    expect(ids(checkPartition('aws'))).toEqual([]);
    expect(ids(checkPartition('aws-us-gov'))).toEqual(['MRAP107 ERROR']);
  });
});

const declare = (name: string | undefined, account: string, path: string) => ({ name, account, path });

describe('checkAccessPointsOfAccount', () => {
  test('reports a name that is used twice in an account', () => {
    const findings = checkAccessPointsOfAccount([
      declare('media', '111122223333', 'A'),
      declare('media', '444455556666', 'B'),
      declare('media', '111122223333', 'C'),
      declare('logs', '111122223333', 'D'),
    ]);
    expect(ids(findings)).toEqual(['MRAP102 ERROR']);
    expect(findings[0].message).toBe(
      'access point name "media" is declared more than once for account 111122223333, got ["A", "C"], expected one',
    );
  });

  test('ignores access points without a known name', () => {
    expect(checkAccessPointsOfAccount([declare(undefined, 'x', 'A'), declare(undefined, 'x', 'B')])).toEqual([]);
  });

  test('reports more than 100 access points in an account', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => declare(`name-${index}`, '111122223333', `P${index}`));
    expect(checkAccessPointsOfAccount(hundred)).toEqual([]);
    expect(ids(checkAccessPointsOfAccount([...hundred, declare('one-more', '111122223333', 'P')])))
      .toEqual(['MRAP104 WARNING']);
  });
});
