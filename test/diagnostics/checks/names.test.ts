import fc from 'fast-check';
import {
  checkAccount, checkAlias, checkArn, checkName, checkNaming, checkPartition,
} from '../../../src/diagnostics/checks/names';
import { ids } from './support';

describe('checkArn', () => {
  test.each([
    ['media', []],
    ['a'.repeat(50), []],
    ['ab', ['MRAP101 ERROR']],
    ['Media', ['MRAP101 ERROR']],
    ['media\n', ['MRAP101 ERROR']],
    ['-media', ['MRAP101 ERROR']],
  ])('checks %j and reports %j', (name, expected) => {
    expect(ids(checkName(name))).toEqual(expected);
  });
});

describe('checkName', () => {
  test('accepts a name only if it complies with every rule of the user guide', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abz09-_.A é\n'), maxLength: 52 }), (name) => {
      const valid = name.length >= 3 && name.length <= 50 && [...name].every((letter) => 'abz09-'.includes(letter))
        && !name.startsWith('-') && !name.endsWith('-');
      expect(checkName(name).length === 0).toBe(valid);
    }));
  });
});

describe('checkArn', () => {
  test.each([
    [{ name: undefined, replacementAllowed: false }, ['MRAP108 WARNING']],
    [{ name: undefined, replacementAllowed: true }, ['MRAP108 WARNING']],
    [{ name: 'media', replacementAllowed: true }, ['MRAP103 WARNING']],
    [{ name: 'media', replacementAllowed: false }, []],
  ])('checks %j and reports %j', (naming, expected) => {
    expect(ids(checkNaming(naming))).toEqual(expected);
  });

  test.each([
    ['m1.mrap', []], ['media', ['MRAP105 ERROR']], ['M1.mrap', ['MRAP105 ERROR']],
  ])('checks %j and reports %j', (alias, expected) => {
    expect(ids(checkAlias(alias))).toEqual(expected);
  });

  test.each([
    ['arn:aws:s3::111122223333:accesspoint/m1.mrap', []],
    ['arn:aws:s3::111122223333:accesspoint/media', ['MRAP106 ERROR']],
    ['arn:aws:s3:us-west-2:111122223333:accesspoint/m1.mrap', ['MRAP106 ERROR']],
    ['arn:aws-cn:s3::111122223333:accesspoint/m1.mrap', ['MRAP107 ERROR']],
  ])('checks %j and reports %j', (arn, expected) => {
    expect(ids(checkArn(arn))).toEqual(expected);
  });
});

describe('checkPartition', () => {
  test('accepts only the commercial partition', () => {
    expect(ids(checkPartition('aws'))).toEqual([]);
    expect(ids(checkPartition('aws-us-gov'))).toEqual(['MRAP107 ERROR']);
  });
});

const declare = (name: string | undefined, account: string, path: string) => ({ name, account, path });

describe('checkAccount', () => {
  test('reports a name that is used twice in an account', () => {
    const findings = checkAccount([
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
    expect(checkAccount([declare(undefined, 'x', 'A'), declare(undefined, 'x', 'B')])).toEqual([]);
  });

  test('reports more than 100 access points in an account', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => declare(`name-${index}`, '111122223333', `P${index}`));
    expect(checkAccount(hundred)).toEqual([]);
    expect(ids(checkAccount([...hundred, declare('one-more', '111122223333', 'P')]))).toEqual(['MRAP104 WARNING']);
  });
});
