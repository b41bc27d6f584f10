import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { type MultiRegionBucketsProps, ServerAccessLogs, UnderlyingBucketEncryption } from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';
import { declare } from './support';

describe('MultiRegionBuckets', () => {
  describe('with invalid properties', () => {
    const findErrors = (props: Partial<MultiRegionBucketsProps>, stack = stackIn()) =>
      verdictOf(stack, () => declare(props, stack)).errors;
    const makeKeyArn = (region: string) => ({ [region]: `arn:aws:kms:${region}:${ACCOUNT}:alias/a` });

    const ARNS: Record<string, string> = {
      ...makeKeyArn('eu-west-1'), ...makeKeyArn('us-east-1'), ...makeKeyArn('ap-northeast-1'),
    };

    test.each<[string, string[], Partial<MultiRegionBucketsProps>]>([
      ['no Region', ['MRAP201'], { regions: [] }],
      ['a duplicate Region', ['MRAP202'], { regions: ['eu-west-1', 'eu-west-1'] }],
      ['a Region of another partition', ['MRAP204'], { regions: ['eu-west-1', 'cn-north-1'] }],
      ['a malformed prefix', ['MRAP206'], { bucketNamePrefix: 'Media' }],
      ['a long prefix', ['MRAP768'], { bucketNamePrefix: 'x'.repeat(49) }],
      [
        'a long prefix in the namespace of the account', ['MRAP768'],
        { bucketNamePrefix: 'x'.repeat(33), accountRegionalNamespace: true },
      ],
      [
        'a missing and an unexpected key', ['MRAP771'],
        { encryption: UnderlyingBucketEncryption.kmsKeys({ ...makeKeyArn('eu-west-1'), ...makeKeyArn('sa-east-1') }) },
      ],
      ['a key of another Region', ['MRAP412'], {
        encryption: UnderlyingBucketEncryption.kmsKeys({
          ...makeKeyArn('us-east-1'),
          ...makeKeyArn('ap-northeast-1'),
          'eu-west-1': makeKeyArn('us-east-1')['us-east-1'],
        }),
      }],
      ['the id of a previous key', ['MRAP412'], {
        encryption: UnderlyingBucketEncryption.kms({ previousKeyArns: ['11111111-2222-3333-4444-555555555555'] }),
      }],
      ['the alias of a previous key without its Region', ['MRAP412'], {
        encryption: UnderlyingBucketEncryption.s3Managed({ previousKeyArns: ['alias/media'] }),
      }],
      [
        'a prefix that is too long for log buckets', ['MRAP768'],
        { bucketNamePrefix: 'x'.repeat(45), serverAccessLogs: ServerAccessLogs.managed() },
      ],
      [
        'a lifecycle rule with the id of the own rule', ['MRAP227'],
        { lifecycleRules: [{ id: 'AbortIncompleteMultipartUploads', expiration: Duration.days(1) }] },
      ],
      [
        'two lifecycle rules with one id', ['MRAP227'],
        { lifecycleRules: [1, 2].map((days) => ({ id: 'expire', expiration: Duration.days(days) })) },
      ],
      ['missing log buckets', ['MRAP771'], { serverAccessLogs: ServerAccessLogs.perRegion({}) }],
    ])('rejects %s', (_name, errors, props) => {
      expect(findErrors(props)).toEqual(errors);
    });

    test.each([
      [UnderlyingBucketEncryption.kmsKeys({ ...ARNS, 'eu-west-1': 'alias/x' }),
        'key in kmsKeys for Region eu-west-1 is not the ARN of a key or alias, got "alias/x"'],
      [UnderlyingBucketEncryption.dsseKeys({ ...ARNS, 'eu-west-1': ARNS['us-east-1'] }),
        'key in dsseKeys for Region eu-west-1 is in another Region, got "arn:aws:kms:us-east-1:'],
    ])('names the property with the invalid key', (encryption, message) => {
      const declareBuckets = () => declare({ encryption }, stackIn());
      expect(declareBuckets).toThrow(message);
      expect(declareBuckets).toThrow(/; correct the ARN in (kmsKeys|dsseKeys)/);
      expect(declareBuckets).not.toThrow(/replica|destination/);
    });

    test('accepts a prefix of the maximum length', () => {
      expect(findErrors({ bucketNamePrefix: 'x'.repeat(48) })).toEqual([]);
      expect(findErrors({ bucketNamePrefix: 'x'.repeat(32), accountRegionalNamespace: true })).toEqual([]);
    });

    test('rejects tokens as Region or home Region', () => {
      const stack = new Stack(new App(), 'Stack');
      expect(findErrors({}, stack)).toEqual(['MRAP767']);
      expect(findErrors({ regions: [stackIn().stackId] })).toEqual(['MRAP767']);
    });
  });
});
