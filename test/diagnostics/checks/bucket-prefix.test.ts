import {
  checkAccountNamespace, checkBucketPrefix, checkNameAsBucketPrefix, makeBucketName,
} from '../../../src/diagnostics/checks/bucket-prefix';
import { ids } from './support';

const REGIONS = ['eu-west-1', 'us-east-1'];

describe('makeBucketName', () => {
  test('appends the Region', () => {
    expect(makeBucketName('media', 'eu-west-1')).toBe('media-eu-west-1');
  });

  test('appends account, Region and suffix in the account-Regional namespace', () => {
    expect(makeBucketName('media', 'eu-west-1', '111122223333')).toBe('media-111122223333-eu-west-1-an');
  });
});

describe('checkBucketPrefix', () => {
  test.each([
    ['a short prefix', 'media', false, []],
    ['the longest prefix', 'm'.repeat(53), false, []],
    [
      'a prefix with one character more, for each Region', 'm'.repeat(54), false,
      ['MRAP768 ERROR', 'MRAP768 ERROR'],
    ],
    ['the longest prefix with an account', 'm'.repeat(37), true, []],
    ['a longer prefix with an account', 'm'.repeat(38), true, ['MRAP768 ERROR', 'MRAP768 ERROR']],
    ['a malformed prefix, once for all Regions', 'Media', false, ['MRAP206 ERROR']],
  ])('checks %s', (_title, prefix, accountRegional, expected) => {
    expect(ids(checkBucketPrefix(prefix, REGIONS, accountRegional))).toEqual(expected);
  });

  test('reports only Regions whose names are too long', () => {
    const findings = checkBucketPrefix('m'.repeat(53), ['eu-west-1', 'ap-northeast-1'], false);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('ap-northeast-1')]);
    expect(findings[0].message).toContain('at most 48');
  });

  test('does not report a valid prefix because of a malformed Region', () => {
    const malformed = ['EU-WEST-1', 'eu_west_1', 'r'.repeat(60)];
    expect(checkBucketPrefix('media', malformed, false)).toEqual([]);
    expect(checkNameAsBucketPrefix('media', malformed, false, 'multiRegionAccessPointName')).toEqual([]);
  });

  test('names the property from which a malformed name is made', () => {
    const [{ message, fix }] = checkBucketPrefix('Media', REGIONS, false);
    expect(message).toContain('got "Media-eu-west-1", which is made from bucketNamePrefix, expected');
    expect(fix).toBe('correct bucketNamePrefix');
  });
});

describe('checkAccountNamespace', () => {
  test('warns of Regions without the account-Regional namespace', () => {
    expect(ids(checkAccountNamespace(['eu-west-1', 'me-south-1', 'me-central-1']))).toEqual(
      ['MRAP745 WARNING', 'MRAP745 WARNING'],
    );
    expect(checkAccountNamespace(REGIONS)).toEqual([]);
  });
});
