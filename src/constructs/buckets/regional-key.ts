import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { toNameUnlessLookup } from '../../validation/tokens';
import { type EncryptionSettings } from './underlying-bucket-encryption';

/**
 * Makes the ARN of the key in a Region, or returns undefined without KMS.
 *
 * The ARN contains the alias in every Region, the home Region included. So all Regions share one policy statement, and
 * no template looks up a key in another Region.
 */
export function makeKeyArn(
  scope: Construct, region: string, prefix: string, settings: EncryptionSettings,
): string | undefined {
  if (settings.kind === 'sse-s3') return undefined;
  const makeArn = (resource: string) => `arn:aws:kms:${region}:${Stack.of(scope).account}:${resource}`;
  const given = settings.givenKeyArns?.[region];
  if (given === undefined) return makeArn(makeAliasName(prefix));
  const id = toNameUnlessLookup(given);
  return id === given ? given : makeArn(`key/${id}`);
}

/** Makes the encryption properties of a bucket, and creates or imports its key. */
export function makeEncryptionProps(
  scope: Construct, keyArn: string | undefined, prefix: string, settings: EncryptionSettings,
  removalPolicy: RemovalPolicy,
): s3.BucketProps {
  if (settings.kind === 'sse-s3' || keyArn === undefined) return { encryption: s3.BucketEncryption.S3_MANAGED };
  const encryptionKey = settings.givenKeyArns ? importKey(scope, keyArn) : createKey(scope, prefix, removalPolicy);
  // DSSE-KMS does not support S3 Bucket Keys.
  return settings.layers === 2
    ? { encryption: s3.BucketEncryption.DSSE, encryptionKey }
    : { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true };
}

function importKey(scope: Construct, keyArn: string): kms.IKey {
  const alias = /:(alias\/.+)$/.exec(keyArn)?.[1];
  return alias === undefined
    ? kms.Key.fromKeyArn(scope, 'Key', keyArn)
    : kms.Alias.fromAliasName(scope, 'Key', alias);
}

function createKey(scope: Construct, prefix: string, removalPolicy: RemovalPolicy): kms.Key {
  const key = new kms.Key(scope, 'Key', {
    description: `Encrypts the objects of the buckets ${prefix}`, enableKeyRotation: true, removalPolicy,
  });
  const alias = new kms.Alias(scope, 'Alias', { aliasName: makeAliasName(prefix), targetKey: key });
  // Policies refer to the key by its alias. Without the alias, the objects of a retained bucket cannot be decrypted.
  alias.applyRemovalPolicy(removalPolicy);
  return key;
}

function makeAliasName(prefix: string): string {
  return `alias/${prefix}`;
}
