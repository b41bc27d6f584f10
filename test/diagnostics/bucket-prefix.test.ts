import { makeBucketName, checkBucketPrefix } from '../../src/diagnostics/checks/bucket-prefix';
import { ids } from './support';

test('a name says its Region, and in the namespace of an account whose it is', () => {
  expect(makeBucketName('media', 'eu-west-1')).toBe('media-eu-west-1');
  expect(makeBucketName('media', 'eu-west-1', '111122223333')).toBe('media-111122223333-eu-west-1-an');
});

test.each([
  ['fits', 'media', false, []],
  ['fits as it just does', 'm'.repeat(53), false, []],
  ['is a character too long', 'm'.repeat(54), false, ['MRAP768 ERROR', 'MRAP768 ERROR']],
  ['just fits beside an account', 'm'.repeat(37), true, []],
  ['is a character too long beside an account', 'm'.repeat(38), true, ['MRAP768 ERROR', 'MRAP768 ERROR']],
  ['is malformed, which is said once for all Regions', 'Media', false, ['MRAP206 ERROR']],
])('a prefix that %s', (_, prefix, accountRegional, expected) => {
  expect(ids(checkBucketPrefix(prefix, ['eu-west-1', 'us-east-1'], accountRegional))).toEqual(expected);
});

test('the longest Region counts', () => {
  const findings = checkBucketPrefix('m'.repeat(53), ['eu-west-1', 'ap-northeast-1'], false);
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('ap-northeast-1')]);
  expect(findings[0].message).toContain('48');
});
