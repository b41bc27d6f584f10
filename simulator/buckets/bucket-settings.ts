import { type Retention } from '../model/objects';

/** The default encryption of new objects. */
export interface ServerSideEncryptionRule {
  readonly ApplyServerSideEncryptionByDefault: { readonly SSEAlgorithm: string; readonly KMSMasterKeyID?: string };
  readonly BucketKeyEnabled?: boolean;
}

/** The Object Lock of a bucket, with the retention of new objects. */
export interface ObjectLockConfiguration {
  readonly ObjectLockEnabled: 'Enabled';
  readonly Rule?: { readonly DefaultRetention: DefaultRetention };
}

/** A period in days or in years. */
export interface LockPeriod {
  readonly Days?: number;
  readonly Years?: number;
}

export interface DefaultRetention extends LockPeriod {
  readonly Mode: Retention['Mode'];
  readonly DefaultEventHold?: LockPeriod;
}

/** S3 encrypts new objects with its own keys if a bucket has no other setting. */
export const DEFAULT_ENCRYPTION: ServerSideEncryptionRule = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false,
};

const DAY = 86_400_000;

/** Returns the retention of a new object, or undefined if the bucket locks no objects by default. */
export function makeDefaultRetention(lock: ObjectLockConfiguration | undefined, at: number): Retention | undefined {
  const retention = lock?.Rule?.DefaultRetention;
  if (retention === undefined) return undefined;
  const { Mode, Days: days, Years: years = 0 } = retention;
  const until = new Date(at + (days ?? 0) * DAY);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return { Mode, RetainUntilDate: until };
}
