import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { isStackIndependent } from '../../validation/stack-independence';
import { type GrantedKey } from './key-statements';
import { getBucketConstruct, getPreviousKeys, reflectBucket, type UnderlyingBucket } from './underlying-bucket';

/** Returns whether the bucket encrypts its objects with KMS. */
export function isKmsEncrypted(bucket: UnderlyingBucket): boolean {
  return bucket.encryptionKeyArn !== undefined || reflectBucket(bucket).usesKms;
}

/**
 * Finds the ARN of the bucket's key for the template of `scope`.
 *
 * Returns undefined if the bucket has no key, or if that template cannot contain the ARN.
 */
export function findKeyArn(scope: IConstruct, bucket: UnderlyingBucket): string | undefined {
  const arn = bucket.encryptionKeyArn ?? reflectBucket(bucket).encryptionKey?.keyArn;
  if (arn === undefined) return undefined;
  const construct = getBucketConstruct(bucket);
  const isInOtherStack = construct !== undefined && Stack.of(construct) !== Stack.of(scope);
  return isInOtherStack && !isStackIndependent(construct, arn) ? undefined : arn;
}

/** Returns whether the bucket has a key construct whose ARN the template of `scope` cannot contain. */
export function hasUnreachableKey(scope: IConstruct, bucket: UnderlyingBucket): boolean {
  return reflectBucket(bucket).encryptionKey !== undefined && findKeyArn(scope, bucket) === undefined;
}

/** Lists all keys that objects of the bucket may be encrypted with, for statements in the template of `scope`. */
export function listGrantedKeys(scope: IConstruct, bucket: UnderlyingBucket): GrantedKey[] {
  const { region } = bucket;
  const arn = findKeyArn(scope, bucket);
  return [
    ...(arn === undefined ? [] : [{ arn, region }]),
    ...getPreviousKeys(bucket).map((previous) => ({ arn: previous, region, decryptOnly: true })),
  ];
}
