import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type ObjectHeaders } from '../model/objects';
import { type ResourceWithPolicy, type SimulatedPermission, type SimulatorSettings } from '../settings';
import { findEncryptionKey, hasBucketKey, MANAGED_KEY } from './encryption';

/** A use of the KMS key of an object, which its headers name. */
export interface KeyUse {
  readonly action: 'kms:Decrypt' | 'kms:Encrypt' | 'kms:GenerateDataKey';
  readonly key: string;
  readonly headers: ObjectHeaders;
}

/** A permission for a key, with the key and its policy. */
export interface KeyPermission extends SimulatedPermission {
  readonly required: ResourceWithPolicy;
}

/**
 * Makes the permission for the KMS key of an object, or undefined if none is necessary. Callers of the account that
 * owns the bucket need no permission for the key that AWS manages, and callers of other accounts cannot use it.
 */
export function makeKeyPermission(
  { findKey }: SimulatorSettings, callerAccount: string, bucket: SimulatedBucket, { action, key, headers }: KeyUse,
): KeyPermission | undefined {
  const keyId = findEncryptionKey(headers);
  if (keyId === undefined || (keyId.endsWith(MANAGED_KEY) && bucket.accountId === callerAccount)) return undefined;
  const required = findKey(keyId, bucket.region, bucket.accountId);
  const bucketArn = `arn:aws:s3:::${bucket.name}`;
  const encryptionContext = hasBucketKey(headers) ? bucketArn : `${bucketArn}/${key}`;
  return { action, resource: required.name, encryptionContext, required };
}

/** Makes the permissions for the KMS keys of a request. */
export function makeKeyPermissions(
  settings: SimulatorSettings, callerAccount: string, bucket: SimulatedBucket, uses: readonly KeyUse[],
): SimulatedPermission[] {
  return uses.flatMap((use) => {
    const permission = makeKeyPermission(settings, callerAccount, bucket, use);
    if (permission === undefined) return [];
    const { required: _, ...needed } = permission;
    return [needed];
  });
}
