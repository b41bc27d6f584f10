import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { isAwsManagedKey, parseKeyAccount } from '../../diagnostics/checks/key-arns';
import { type PolicyJson } from '../../diagnostics/checks/owner-requirements';
import { MRAP222_AWS_MANAGED_KEY_EXCLUDES_GRANTEE } from '../../diagnostics/definitions/keys';
import { addFindingAnnotation } from '../../validation/assert-valid';
import { registerOwnerRequirements } from '../../validation/construct-registry';
import { toTextUnlessToken } from '../../validation/tokens';
import { findKeyArn, isKmsEncrypted, listMemberKmsKeys } from './bucket-keys';
import { makeAccountPrincipal, makeKeyStatement, requestStatementsFromBucketOwner } from './owner-requirements';
import { addToResourcePolicy } from './resource-policies';
import { isForeignBucket, readBucketConstructProperties, type UnderlyingBucket } from './underlying-bucket';

const USE_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * Allows the account of the access point to use keys of other accounts: in the policy of a key of this application, or
 * else by a request to the owner of the key.
 */
export function allowAccountToUseForeignKeys(scope: IConstruct, bucket: UnderlyingBucket): void {
  const home = toTextUnlessToken(Stack.of(scope).account);
  const limit = (statement: PolicyJson) => ({ ...statement, Principal: makeAccountPrincipal(scope) });
  requestKeysOfThirdAccounts(scope, bucket, { account: home, actions: USE_ACTIONS, previous: true, limit });
  if (!isForeignBucket(scope, bucket) || !isKmsEncrypted(bucket)) return;
  if (!belongsKeyToOwnerOfBucket(scope, bucket)) return;
  if (usesAwsManagedKey(scope, bucket)) {
    annotateAwsManagedKeys(scope, `account ${home ?? 'of the access point'}`, [findKeyArn(scope, bucket)!]);
    return;
  }
  const statement = makeKeyStatement(bucket, makeAccountPrincipal(scope), USE_ACTIONS);
  if (addToResourcePolicy(readBucketConstructProperties(bucket).encryptionKey, statement)) return;
  requestStatementsFromBucketOwner(scope, bucket, { keyPolicy: [statement] });
}

/** Warns that principals outside of an account cannot use the AWS managed keys of the account (MRAP222). */
export function annotateAwsManagedKeys(scope: IConstruct, grantee: string, arns: readonly string[]): void {
  if (arns.length === 0) return;
  const keys = arns.map((arn) => toTextUnlessToken(arn) ?? 'alias/aws/s3').sort();
  addFindingAnnotation(scope, MRAP222_AWS_MANAGED_KEY_EXCLUDES_GRANTEE.create({ grantee, keys: [...new Set(keys)] }));
}

/** Returns whether the bucket encrypts with the key that AWS manages, whose policy allows only the owner account. */
export function usesAwsManagedKey(scope: IConstruct, bucket: UnderlyingBucket): boolean {
  return isAwsManagedKey(findKeyArn(scope, bucket));
}

/** Returns whether the current key belongs to the account of the bucket, as far as the accounts are known. */
export function belongsKeyToOwnerOfBucket(scope: IConstruct, bucket: UnderlyingBucket): boolean {
  const bucketAccount = findBucketAccount(scope, bucket);
  const keyAccount = parseKeyAccount(toTextUnlessToken(findKeyArn(scope, bucket)));
  return bucketAccount === undefined || keyAccount === undefined || keyAccount === bucketAccount;
}

/** Requests a statement for the policy of the bucket's key from the owner of the key. */
export function requestKeyPolicyFromOwner(scope: IConstruct, bucket: UnderlyingBucket, statement: PolicyJson): void {
  if (belongsKeyToOwnerOfBucket(scope, bucket)) {
    requestStatementsFromBucketOwner(scope, bucket, { keyPolicy: [statement] });
  } else {
    requestKeyPolicy(scope, findKeyArn(scope, bucket)!, statement);
  }
}

/** A principal that uses keys. */
interface KeyUser {
  /** The account of the principal, if it is known. */
  readonly account: string | undefined;
  /** The actions with the current key. With previous keys, the principal only decrypts. */
  readonly actions: string[];
  /** Whether the principal uses previous keys. */
  readonly previous: boolean;
  /** Makes the statement for the principal. */
  readonly limit: (statement: PolicyJson) => PolicyJson;
}

/**
 * Requests permission to use the keys of a bucket from the owners of keys that belong neither to the account of the
 * bucket nor to the account of the principal.
 */
export function requestKeysOfThirdAccounts(
  scope: IConstruct, bucket: UnderlyingBucket, { account, actions, previous, limit }: KeyUser,
): void {
  const known = new Set([account, findBucketAccount(scope, bucket)]);
  if (known.has(undefined)) return;
  const keys = listMemberKmsKeys(scope, bucket).filter(({ arn, decryptOnly }) =>
    !known.has(parseKeyAccount(toTextUnlessToken(arn)) ?? account) && (previous || !decryptOnly));
  for (const { arn, decryptOnly } of keys) {
    requestKeyPolicy(scope, arn, limit(makeKeyStatement(bucket, {}, decryptOnly ? ['kms:Decrypt'] : actions)));
  }
}

function requestKeyPolicy(scope: IConstruct, key: string, statement: PolicyJson): void {
  registerOwnerRequirements(scope, { key, account: parseKeyAccount(key)! }, { keyPolicy: [statement] });
}

function findBucketAccount(scope: IConstruct, bucket: UnderlyingBucket): string | undefined {
  return toTextUnlessToken(bucket.account ?? Stack.of(scope).account);
}
