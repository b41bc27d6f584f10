import {
  MRAP210_BUCKET_DELETED_FIRST,
  MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED,
} from '../definitions/underlying-buckets';
import { type Finding } from '../finding';

/** The effect of the deletion of a stack on a member bucket. */
export interface MemberDeletionEffect {
  readonly bucket: string;
  readonly bucketDestroyed: boolean;
  readonly accessPointRetained: boolean;
  /** Whether the access point depends on the bucket, so that CloudFormation deletes it first. */
  readonly accessPointDeletedFirst: boolean;
}

/** Checks a bucket in the account of the access point. S3 allows the deletion of members in other accounts. */
export function checkRemovalPoliciesOfMembers(removal: MemberDeletionEffect): Finding[] {
  const { bucket } = removal;
  if (!removal.bucketDestroyed) return [];
  if (removal.accessPointRetained) return [MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED.create({ bucket })];
  return removal.accessPointDeletedFirst ? [] : [MRAP210_BUCKET_DELETED_FIRST.create({ bucket })];
}
