import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { accessDeniedError, invalidRequestError, ServiceError } from '../engine/service-error';
import { type ObjectWrite, type Retention } from '../model/objects';
import { type StoredVersion } from './object-version';

function isRetained(retention: Retention | undefined, at: number): retention is Retention {
  return retention !== undefined && retention.RetainUntilDate.getTime() > at;
}

/** Refuses to delete a version under a legal hold or a retention. */
export function refuseLockedVersion(version: StoredVersion, at: number, bypassGovernance: boolean): void {
  if (version.kind === 'delete-marker') return;
  const { legalHold: { value: legalHold }, retention: { value: retention } } = version.values;
  if (legalHold === 'ON') throw accessDeniedError();
  if (isRetained(retention, at) && !(retention.Mode === 'GOVERNANCE' && bypassGovernance)) throw accessDeniedError();
}

/** Refuses to shorten or remove a retention, or to change its mode. Each change of the mode needs the bypass. */
export function checkRetentionChange(
  before: Retention | undefined, after: Retention | undefined, at: number, bypassGovernance: boolean,
): void {
  if (after !== undefined && after.RetainUntilDate.getTime() <= at) {
    throw new ServiceError('InvalidArgument', 'The retain until date must be in the future!');
  }
  if (!isRetained(before, at) || (before.Mode === 'GOVERNANCE' && bypassGovernance)) return;
  const isExtended = after !== undefined
    && after.RetainUntilDate >= before.RetainUntilDate
    && after.Mode === before.Mode;
  if (!isExtended) throw accessDeniedError();
}

/** Refuses content without a digest for an object that its request or its bucket locks. */
export function requireDigestOfLocked(
  { objectLock }: Pick<SimulatedBucket, 'objectLock'>, { LegalHold: hold, Retention: retention }: Partial<ObjectWrite>,
  content: 'Object' | 'Part', hasDigest = true,
): void {
  const isLocked = hold !== undefined || retention !== undefined || objectLock?.Rule !== undefined;
  if (hasDigest || !isLocked) return;
  throw invalidRequestError('Content-MD5 OR x-amz-checksum- HTTP header is required for '
    + `Put ${content} requests with Object Lock parameters`);
}

/** Refuses lock settings in a bucket without Object Lock. */
export function requireObjectLock(bucket: { readonly hasObjectLock: boolean }): void {
  if (!bucket.hasObjectLock) {
    throw new ServiceError('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  }
}
