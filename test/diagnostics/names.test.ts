import fc from 'fast-check';
import { checkAccount, checkAlias, checkArn, checkName, checkNaming, checkPartition } from '../../src/diagnostics/checks/names';
import { ids } from './support';

test.each([
  ['media', []],
  ['a'.repeat(50), []],
  ['ab', ['MRAP101 ERROR']],
  ['Media', ['MRAP101 ERROR']],
  ['media\n', ['MRAP101 ERROR']],
  ['-media', ['MRAP101 ERROR']],
])('name %j gives %j', (name, expected) => {
  expect(ids(checkName(name))).toEqual(expected);
});

test('a name passes exactly when every rule of the guide holds', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'abz09-_.A é\n'), maxLength: 52 }), (name) => {
    const holds = name.length >= 3 && name.length <= 50 && [...name].every((letter) => 'abz09-'.includes(letter))
      && !name.startsWith('-') && !name.endsWith('-');
    expect(checkName(name).length === 0).toBe(holds);
  }));
});

test.each([
  [{ name: undefined, replacementAllowed: false }, ['MRAP108 WARNING']],
  [{ name: undefined, replacementAllowed: true }, ['MRAP108 WARNING']],
  [{ name: 'media', replacementAllowed: true }, ['MRAP103 WARNING']],
  [{ name: 'media', replacementAllowed: false }, []],
])('naming %j gives %j', (naming, expected) => {
  expect(ids(checkNaming(naming))).toEqual(expected);
});

test.each([['m1.mrap', []], ['media', ['MRAP105 ERROR']], ['M1.mrap', ['MRAP105 ERROR']]])('alias %j gives %j', (alias, expected) => {
  expect(ids(checkAlias(alias))).toEqual(expected);
});

test.each([
  ['arn:aws:s3::111122223333:accesspoint/m1.mrap', []],
  ['arn:aws:s3::111122223333:accesspoint/media', ['MRAP106 ERROR']],
  ['arn:aws:s3:us-west-2:111122223333:accesspoint/m1.mrap', ['MRAP106 ERROR']],
  ['arn:aws-cn:s3::111122223333:accesspoint/m1.mrap', ['MRAP107 ERROR']],
])('ARN %j gives %j', (arn, expected) => {
  expect(ids(checkArn(arn))).toEqual(expected);
});

test('the partition must be the commercial one', () => {
  expect(ids(checkPartition('aws'))).toEqual([]);
  expect(ids(checkPartition('aws-us-gov'))).toEqual(['MRAP107 ERROR']);
});

const declare = (name: string | undefined, account: string, path: string) => ({ name, account, path });

test('a name may be used once in an account', () => {
  const findings = checkAccount([
    declare('media', '111122223333', 'A'), declare('media', '444455556666', 'B'), declare('media', '111122223333', 'C'), declare('logs', '111122223333', 'D'),
  ]);
  expect(ids(findings)).toEqual(['MRAP102 ERROR']);
  expect(findings[0].message).toBe('access point name "media" is declared more than once for account 111122223333, got ["A", "C"]');
});

test('access points without a known name do not collide', () => {
  expect(checkAccount([declare(undefined, 'x', 'A'), declare(undefined, 'x', 'B')])).toEqual([]);
});

test('an account may have a hundred access points', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => declare(`name-${index}`, '111122223333', `P${index}`));
  expect(checkAccount(hundred)).toEqual([]);
  expect(ids(checkAccount([...hundred, declare('one-more', '111122223333', 'P')]))).toEqual(['MRAP104 WARNING']);
});
