import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack, Token } from 'aws-cdk-lib/core';
import { UnderlyingBucket } from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';

describe('UnderlyingBucket', () => {
  test('returns the given properties of a bucket by name', () => {
    const bucket = UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1', {
      account: OTHER_ACCOUNT,
      encryptionKeyArn: 'arn:key',
    });
    expect(bucket).toMatchObject({
      bucketName: 'media-eu',
      bucketArn: 'arn:aws:s3:::media-eu',
      region: 'eu-west-1',
      account: OTHER_ACCOUNT,
      encryptionKeyArn: 'arn:key',
    });
  });

  test('reads name, Region and account from a construct', () => {
    const bucket =
      UnderlyingBucket.fromBucket(new s3.Bucket(stackIn('us-east-1'), 'Bucket', { bucketName: 'media-us' }));
    expect(bucket).toMatchObject({ bucketName: 'media-us', region: 'us-east-1', account: ACCOUNT });
  });

  test('prefers given properties to properties of the construct', () => {
    const stack = new Stack(new App(), 'Agnostic');
    const bucket = UnderlyingBucket.fromBucket(new s3.Bucket(stack, 'Bucket'), {
      region: 'us-east-1',
      account: OTHER_ACCOUNT,
    });
    expect(bucket).toMatchObject({ region: 'us-east-1', account: OTHER_ACCOUNT });
    expect(Token.isUnresolved(bucket.bucketName)).toBe(true);
  });

  test('returns no account if the account of the stack is unknown', () => {
    expect(UnderlyingBucket.fromBucket(new s3.Bucket(new Stack(new App(), 'Agnostic'), 'Bucket')).account)
      .toBeUndefined();
  });

  test('rejects a Region or an account that differs from the stack of the bucket', () => {
    const bucket = new s3.Bucket(stackIn('eu-west-1'), 'Bucket');
    expect(() => UnderlyingBucket.fromBucket(bucket, { region: 'us-east-1', account: OTHER_ACCOUNT })).toThrow(
      'Stack/Bucket cannot be deployed as declared:\n'
      + '  [MRAP788] property region is missing or invalid, got "us-east-1", expected "eu-west-1" like the stack of '
      + 'the bucket, or nothing; correct the property\n'
      + `  [MRAP788] property account is missing or invalid, got "${OTHER_ACCOUNT}", expected "${ACCOUNT}"`,
    );
    const options = { region: 'eu-west-1', account: ACCOUNT };
    expect(UnderlyingBucket.fromBucket(bucket, options)).toMatchObject(options);
  });

  test('rejects an imported bucket without a Region', () => {
    expect(() => UnderlyingBucket.fromBucket(s3.Bucket.fromBucketName(stackIn(), 'Imported', 'media-us')))
      .toThrow(
        'Stack/Imported cannot be deployed as declared:\n  [MRAP759] Region of imported bucket "media-us" is not known',
      );
  });

  test('rejects an imported bucket without a Region and with a token as name', () => {
    const stack = stackIn();
    expect(() => UnderlyingBucket.fromBucket(s3.Bucket.fromBucketName(stack, 'Imported', stack.stackId)))
      .toThrow('"Stack/Imported"');
  });
});
