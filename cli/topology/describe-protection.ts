import { locksObjects, readDefaultLock, renderDefaultLock } from '../../src/diagnostics/checks/object-lock';
import { asFields, asFlag } from '../../src/linter/evaluation/read';
import { hasObjectLock, isVersioned, type TemplateBucket } from '../../src/linter/model/buckets';
import { type BucketProtectionView } from './topology';

const UNKNOWN = 'known at deployment';

const PUBLIC_ACCESS_FLAGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/** Describes the versioning, the Object Lock and the public access block of a bucket. */
export function describeProtection(bucket: TemplateBucket): BucketProtectionView {
  return {
    versioning: describeFlag(isVersioned(bucket), 'enabled', 'not enabled'),
    objectLock: describeLock(bucket),
    publicAccess: describePublicAccess(bucket.properties.PublicAccessBlockConfiguration),
  };
}

function describeFlag(flag: boolean | undefined, yes: string, no: string): string {
  if (flag === undefined) return UNKNOWN;
  return flag ? yes : no;
}

function describeLock(bucket: TemplateBucket): string {
  const isOn = hasObjectLock(bucket);
  if (isOn !== true) return describeFlag(isOn, '', 'off');
  const lock = readDefaultLock(bucket.properties);
  if (lock === undefined) return `on, default retention ${UNKNOWN}`;
  return locksObjects(lock) ? `on, ${renderDefaultLock(lock)}` : 'on, no default retention';
}

/** Describes a public access block. S3 blocks public access of a new bucket if the template contains no block. */
export function describePublicAccess(block: unknown): string {
  if (block === undefined) return 'blocked by default';
  const fields = asFields(block);
  if (fields === undefined) return UNKNOWN;
  // CloudFormation takes a missing flag as false.
  const flags = PUBLIC_ACCESS_FLAGS.map((name) => ({
    name, isBlocked: fields[name] === undefined ? false : asFlag(fields[name]),
  }));
  const open = flags.filter(({ isBlocked }) => isBlocked === false).map(({ name }) => name);
  if (open.length > 0) return `not blocked: ${open.join(', ')}`;
  return flags.every(({ isBlocked }) => isBlocked) ? 'blocked' : UNKNOWN;
}
