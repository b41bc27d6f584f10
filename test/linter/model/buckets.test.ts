import {
  findBucketByArn, findBucketByName, findBuckets, hasBucketKey, isVersioned, parseBucketName, readDefaultKey,
} from '../../../src/linter/model/buckets';
import { applicationOf, UNKNOWN } from '../support';

const bucket = (properties: Record<string, unknown> = {}) =>
  ({ Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media', ...properties } });
const readBucket = (properties: Record<string, unknown>) =>
  findBuckets(applicationOf({ Media: bucket(properties) }))[0];

describe('findBucketByArn', () => {
  test.each([
    ['arn:aws:s3:::media', 'Media'],
    ['arn:aws-cn:s3:::media/path/object', 'Media'],
    ['arn:aws:s3:::other', undefined],
    ['media', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('finds the bucket of %j', (arn, expected) => {
    expect(findBucketByArn(applicationOf({ Media: bucket() }), arn)?.resource.logicalId).toBe(expected);
  });

  test('finds no bucket without a name', () => {
    expect(findBucketByName(applicationOf({ Media: bucket() }), undefined)).toBeUndefined();
  });
});

describe('parseBucketName', () => {
  test.each([
    ['arn:aws:s3:::media', 'media'], ['arn:aws:s3:::media/*', 'media'],
    ['x-arn:aws:s3:::media', undefined], ['arn:aws:s3:us-east-1::media', undefined],
  ])('reads the name in %s', (arn, expected) => {
    expect(parseBucketName(arn)).toBe(expected);
  });
});

describe('isVersioned', () => {
  test.each<[string, Record<string, unknown>, boolean | undefined]>([
    ['no configuration', {}, false],
    ['a configuration without a status', { VersioningConfiguration: {} }, undefined],
    ['Enabled', { VersioningConfiguration: { Status: 'Enabled' } }, true],
    ['Suspended', { VersioningConfiguration: { Status: 'Suspended' } }, false],
    ['an unknown status', { VersioningConfiguration: { Status: UNKNOWN } }, undefined],
  ])('reads %s', (_, properties, expected) => {
    expect(isVersioned(readBucket(properties))).toBe(expected);
  });
});

const encrypted = (...rules: readonly unknown[]) =>
  ({ BucketEncryption: { ServerSideEncryptionConfiguration: rules } });
const by = (settings: Record<string, unknown>, rest: Record<string, unknown> = {}) =>
  ({ ServerSideEncryptionByDefault: settings, ...rest });

describe('readDefaultKey', () => {
  test.each<[string, Record<string, unknown>, string | boolean | undefined]>([
    ['no configuration', {}, false],
    ['an unknown configuration', { BucketEncryption: UNKNOWN }, undefined],
    ['no rules', encrypted(), undefined],
    ['two rules', encrypted(by({ SSEAlgorithm: 'AES256' }), by({ SSEAlgorithm: 'AES256' })), undefined],
    ['SSE-S3', encrypted(by({ SSEAlgorithm: 'AES256' })), false],
    ['an AWS managed key', encrypted(by({ SSEAlgorithm: 'aws:kms' })), true],
    ['a key', encrypted(by({ SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: 'alias/media' })), 'alias/media'],
    ['an unknown algorithm', encrypted(by({ SSEAlgorithm: UNKNOWN })), undefined],
  ])('reads %s', (_, properties, expected) => {
    expect(readDefaultKey(readBucket(properties))).toBe(expected);
  });
});

describe('hasBucketKey', () => {
  test.each<[string, Record<string, unknown>, boolean | undefined]>([
    ['no configuration', {}, undefined],
    ['two rules', encrypted(by({}, { BucketKeyEnabled: true }), by({})), undefined],
    ['no setting', encrypted(by({ SSEAlgorithm: 'aws:kms' })), false],
    ['true', encrypted(by({}, { BucketKeyEnabled: true })), true],
    ['false', encrypted(by({}, { BucketKeyEnabled: 'false' })), false],
    ['an unknown setting', encrypted(by({}, { BucketKeyEnabled: UNKNOWN })), undefined],
  ])('reads %s', (_, properties, expected) => {
    expect(hasBucketKey(readBucket(properties))).toBe(expected);
  });
});
