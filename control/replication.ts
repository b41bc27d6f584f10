import { type Destination, type ReplicationRule as SdkReplicationRule } from '@aws-sdk/client-s3';
import { REPLICATION_NOT_VISIBLE_YET_MESSAGES } from '../src/facts/replication';
import { type Failure, toFailure } from './failure';
import { IncompleteResponseError } from './incomplete-response';
import { type S3Control } from './s3-control';

/** A replication rule of S3's API. The type of the SDK accepts only the storage classes of its own release. */
export interface ReplicationRule extends Omit<SdkReplicationRule, 'Destination'> {
  readonly Destination: Omit<Destination, 'StorageClass'> & { readonly StorageClass?: string } | undefined;
}

/** The source bucket of replication rules. */
export interface SourceBucket {
  readonly bucket: string;
  readonly region: string;
  /** S3 refuses the call if another account owns the bucket. */
  readonly owner: string;
}

/** The replication configuration of a bucket: one role for all its rules. */
export interface LiveReplication {
  readonly role: string;
  readonly rules: readonly ReplicationRule[];
}

/** Returns undefined if the bucket has no configuration. For seconds after a change, S3 can return the previous one. */
export async function getReplication(s3: S3Control, source: SourceBucket): Promise<LiveReplication | undefined> {
  try {
    const { ReplicationConfiguration: live } = await s3.call(source.region, 'GetBucketReplication', makeInput(source));
    // An empty response does not prove that there are no rules: the next write would remove foreign rules.
    if (!live?.Role || !live.Rules || live.Rules.length === 0) {
      throw new IncompleteResponseError('GetBucketReplication', 'rule');
    }
    return { role: live.Role, rules: live.Rules };
  } catch (error) {
    if (toFailure(error).code === 'ReplicationConfigurationNotFoundError') return undefined;
    throw error;
  }
}

/** Writes the whole configuration, or deletes it if there are no rules. */
export async function putReplication(
  s3: S3Control, source: SourceBucket, replication: LiveReplication | undefined,
): Promise<void> {
  if (replication === undefined || replication.rules.length === 0) {
    await s3.call(source.region, 'DeleteBucketReplication', makeInput(source));
    return;
  }
  await s3.call(source.region, 'PutBucketReplication', {
    ...makeInput(source),
    ReplicationConfiguration: { Role: replication.role, Rules: [...replication.rules] as SdkReplicationRule[] },
  });
}

function makeInput({ bucket, owner }: SourceBucket) {
  return { Bucket: bucket, ExpectedBucketOwner: owner };
}

export function isBucketMissing({ code }: Pick<Failure, 'code'>): boolean {
  return code === 'NoSuchBucket';
}

/** Whether S3 refused the call because a new bucket, its versioning or a new role is not visible yet. */
export function isNotVisibleYet({ code, message }: Failure): boolean {
  return isBucketMissing({ code })
    || (code === 'InvalidRequest' && REPLICATION_NOT_VISIBLE_YET_MESSAGES.message.test(message));
}
