import {
  checkBucketKey, checkKeyArn, isAwsManagedKey, parseKeyAccount, parseKeyRegion,
} from '../../../src/diagnostics/checks/key-arns';
import { ids } from './support';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1';
const ALIAS = 'arn:aws:kms:eu-west-1:111122223333:alias/media';

describe('checkKeyArn', () => {
  test.each([[KEY, 'eu-west-1'], [ALIAS, 'eu-west-1'], [KEY, undefined]])('accepts %s in %s', (arn, region) => {
    expect(checkKeyArn({ property: 'key', region, arn })).toEqual([]);
  });

  test.each([
    '', 'media', 'alias/media', 'arn:aws:s3:eu-west-1:111122223333:key/mrk-1', `x${KEY}`,
    'arn:aws:kms:eu-west-1:111122223333:grant/1', 'arn:aws:kms::111122223333:key/mrk-1', 'arn:aws:kms:eu-west-1::key/1',
    'arn::kms:eu-west-1:111122223333:key/mrk-1',
  ])('reports %s with an example in the Region of the bucket', (arn) => {
    const [finding] = checkKeyArn({ property: 'replicaKeyArn', region: 'us-east-1', arn });
    expect(ids([finding])).toEqual(['MRAP412 ERROR']);
    expect(finding.message).toContain(
      `for Region us-east-1 is not the ARN of a key or alias, got ${JSON.stringify(arn)}, `
      + 'expected an ARN like "arn:aws:kms:us-east-1:111122223333:alias/media"');
    expect(finding.message).toContain('replicaKeyArn');
  });

  test('has an example of any Region if that of the bucket is not known', () => {
    const [finding] = checkKeyArn({ property: 'key', region: undefined, arn: 'media' });
    expect(finding.message).not.toContain('for Region');
    expect(finding.message).toContain('arn:aws:kms:eu-west-1:111122223333:alias/media');
  });

  test('reports a key in another Region', () => {
    const [finding] = checkKeyArn({ property: 'key', region: 'us-east-1', arn: KEY });
    expect(ids([finding])).toEqual(['MRAP412 ERROR']);
    expect(finding.message).toContain(
      `for Region us-east-1 is in another Region, got ${JSON.stringify(KEY)}, expected a key in us-east-1`);
  });
});

describe('checkBucketKey', () => {
  test('names the bucket, and accepts a key that is not known', () => {
    expect(checkBucketKey('media', 'us-east-1', KEY)[0].message).toContain('encryptionKeyArn of bucket "media"');
    expect(checkBucketKey('media', 'us-east-1', undefined)).toEqual([]);
  });
});

describe('parseKeyAccount', () => {
  test.each([
    [KEY, '111122223333'], [undefined, undefined], ['media', undefined], [`x${KEY}`, undefined],
    ['arn:aws:kms:eu-west-1:1111:key/1', undefined], ['arn:aws:s3:eu-west-1:111122223333:key/1', undefined],
    ['arn:aws:kms:eu-west-1:1111222233334:key/1', undefined], ['arn::kms:eu-west-1:111122223333:key/1', undefined],
    ['arn:aws:kms::111122223333:key/1', undefined],
  ])('returns the account of %s', (arn, account) => {
    expect(parseKeyAccount(arn)).toBe(account);
  });
});

describe('parseKeyRegion', () => {
  test('returns the Region of a key', () => {
    expect(parseKeyRegion(KEY)).toBe('eu-west-1');
  });
});

describe('isAwsManagedKey', () => {
  test.each([
    ['arn:aws:kms:eu-west-1:111122223333:alias/aws/s3', true], [ALIAS, false], [undefined, false],
    ['arn:aws:kms:eu-west-1:111122223333:alias/aws/s3x', false],
  ])('decides for %s', (arn, isManaged) => {
    expect(isAwsManagedKey(arn)).toBe(isManaged);
  });
});
