import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type SimulatedCallContext } from '../model/operations';
import { type SimulatedPermission, type SimulatorSettings } from '../settings';
import { MANAGED_KEY } from './encryption';

/** A use of a KMS key for the data key of an object. */
export interface KeyUse {
  readonly action: 'kms:Decrypt' | 'kms:GenerateDataKey';
  /** Undefined if S3 encrypts the object with its own keys. */
  readonly keyId: string | undefined;
}

/**
 * Makes the permissions for the KMS keys of a request. Callers of the account that owns the bucket need no permission
 * for the key that AWS manages, and callers of other accounts cannot use it.
 */
export function makeKeyPermissions(
  { findKey }: SimulatorSettings, { accountId }: SimulatedCallContext, bucket: SimulatedBucket,
  uses: readonly KeyUse[],
): SimulatedPermission[] {
  return uses.flatMap(({ action, keyId }) => {
    if (keyId === undefined || (keyId.endsWith(MANAGED_KEY) && bucket.accountId === accountId)) return [];
    return [{ action, resource: findKey(keyId, bucket.region, bucket.accountId).name }];
  });
}
