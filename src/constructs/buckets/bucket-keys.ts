import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { isStackIndependent } from '../../validation/stack-independence';
import { type MemberKmsKey } from './key-statements';
import {
  getBucketConstruct, getPreviousKeys, readBucketConstructProperties, type UnderlyingBucket,
} from './underlying-bucket';

/** Returns whether the bucket encrypts its objects with KMS. */
export function isKmsEncrypted(bucket: UnderlyingBucket): boolean {
  return bucket.encryptionKeyArn !== undefined || readBucketConstructProperties(bucket).usesKms;
}

/**
 * Finds the ARN of the bucket's key for the template of `scope`.
 *
 * Returns undefined if the bucket has no key, or if that template cannot contain the ARN.
 */
export function findKeyArn(scope: IConstruct, bucket: UnderlyingBucket): string | undefined {
  const { encryptionKey, usesAwsManagedKey } = readBucketConstructProperties(bucket);
  const arn = bucket.encryptionKeyArn ?? encryptionKey?.keyArn
    ?? (usesAwsManagedKey ? makeAwsManagedKeyArn(scope, bucket) : undefined);
  if (arn === undefined) return undefined;
  const construct = getBucketConstruct(bucket);
  const isInOtherStack = construct !== undefined && Stack.of(construct) !== Stack.of(scope);
  return isInOtherStack && !isStackIndependent(construct, arn) ? undefined : arn;
}

function makeAwsManagedKeyArn(scope: IConstruct, { region, account }: UnderlyingBucket): string {
  return `arn:aws:kms:${region}:${account ?? Stack.of(scope).account}:alias/aws/s3`;
}

/** Returns whether the bucket has a key construct whose ARN the template of `scope` cannot contain. */
export function hasKmsKeyUnavailableToTemplate(scope: IConstruct, bucket: UnderlyingBucket): boolean {
  return readBucketConstructProperties(bucket).encryptionKey !== undefined && findKeyArn(scope, bucket) === undefined;
}

/** Lists all keys that objects of the bucket may be encrypted with, for statements in the template of `scope`. */
export function listMemberKmsKeys(scope: IConstruct, bucket: UnderlyingBucket): MemberKmsKey[] {
  const { region } = bucket;
  const arn = findKeyArn(scope, bucket);
  return [
    ...(arn === undefined ? [] : [{ arn, region }]),
    ...getPreviousKeys(bucket).map((previous) => ({ arn: previous, region, decryptOnly: true })),
  ];
}
