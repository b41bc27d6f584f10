import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Aspects, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import {
  MultiRegionAccessPoint, ReplicatedMultiRegionAccessPoint, UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf, warningTexts } from '../../support/synthesis';

const DEFAULT_ENCRYPTION = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault';
const REGIONS = ['eu-west-1', 'us-east-1'];
const makeKeyArn = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const makeAlias = (region: string) => `arn:aws:kms:${region}:${ACCOUNT}:alias/media`;
const encryptWith = (kmsMasterKeyId: string): s3.CfnBucket.BucketEncryptionProperty => ({
  serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId } }],
});

function declareReplicated(stack: Stack, encryption?: UnderlyingBucketEncryption): void {
  new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', regions: REGIONS, encryption,
  });
}

/** An aspect of a company that encrypts all buckets with a central key. */
function encryptAllBuckets(stack: Stack, makeKey: (region: string) => string): void {
  Aspects.of(stack).add({
    visit: (node) => {
      if (!s3.CfnBucket.isCfnBucket(node)) return;
      node.addPropertyOverride(`${DEFAULT_ENCRYPTION}.SSEAlgorithm`, 'aws:kms');
      node.addPropertyOverride(`${DEFAULT_ENCRYPTION}.KMSMasterKeyID`, makeKey(node.stack.region));
    },
  });
}

function declareMember(stack: Stack, bucket: s3.IBucketRef, encryptionKeyArn?: string): void {
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [
      UnderlyingBucket.fromBucket(bucket, { encryptionKeyArn }),
      UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
    ],
  });
}

describe('checkRenderedBucket', () => {
  test.each<[string, UnderlyingBucketEncryption | undefined, string]>([
    ['keys of the library', UnderlyingBucketEncryption.kms(), `"arn:aws:kms:eu-west-1:${ACCOUNT}:alias/media-`],
    ['keys that S3 manages', undefined, 'no KMS key'],
    [
      'given keys',
      UnderlyingBucketEncryption.kmsKeys(Object.fromEntries(REGIONS.map((region) => [region, makeAlias(region)]))),
      `"${makeAlias('eu-west-1')}"`,
    ],
  ])('warns if an aspect replaces %s', (_name, encryption, expected) => {
    const stack = stackIn();
    declareReplicated(stack, encryption);
    encryptAllBuckets(stack, makeKeyArn);
    const texts = warningTexts(stack, 'MRAP448');
    // The replication and the access point have the same buckets.
    expect(texts).toHaveLength(REGIONS.length);
    expect(texts[0]).toContain(
      `bucket "media-${ACCOUNT}-eu-west-1" encrypts with another key than declared, got "${makeKeyArn('eu-west-1')}", `
      + `expected ${expected}`,
    );
  });

  test.each<[string, (stack: Stack) => void]>([
    ['the key of the library', (stack) => { declareReplicated(stack, UnderlyingBucketEncryption.kms()); }],
    ['given keys that an aspect repeats', (stack) => {
      const keys = Object.fromEntries(REGIONS.map((region) => [region, makeKeyArn(region)]));
      declareReplicated(stack, UnderlyingBucketEncryption.kmsKeys(keys));
      encryptAllBuckets(stack, makeKeyArn);
    }],
    ['keys by their id', (stack) => {
      declareReplicated(stack);
      encryptAllBuckets(stack, () => '1234abcd-12ab-34cd-56ef-1234567890ab');
    }],
    ['an alias of the key of a bucket construct', (stack) => {
      const encryptionKey = new kms.Key(stack, 'Key');
      declareMember(stack, new s3.Bucket(stack, 'Bucket', { encryptionKey }), makeAlias('eu-west-1'));
    }],
    ['an alias of the key of an L1', (stack) => {
      const bucket = new s3.CfnBucket(stack, 'Bucket', { bucketEncryption: encryptWith(makeKeyArn('eu-west-1')) });
      bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
      declareMember(stack, bucket, makeAlias('eu-west-1'));
    }],
  ])('accepts %s', (_name, declare) => {
    expect(verdictOf(stackIn(), declare).warnings).not.toContain('MRAP448');
  });

  test('warns of an L1 whose key is not declared', () => {
    const stack = stackIn();
    const key = new kms.Key(stack, 'Key');
    const bucket = new s3.CfnBucket(stack, 'Bucket', { bucketEncryption: encryptWith(key.keyArn) });
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
    declareMember(stack, bucket);
    expect(warningTexts(stack, 'MRAP448').join())
      .toContain('got {"Fn::GetAtt":["Key961B73FD","Arn"]}, expected no KMS key');
  });
});
