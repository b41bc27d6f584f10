import { type Destination, type ReplicationRule as SdkReplicationRule } from '@aws-sdk/client-s3';
import { NOT_VISIBLE_YET } from '../src/facts/replication';
import { type Failure, toFailure } from './failure';
import { IncompleteAnswer } from './incomplete-answer';
import { type S3Control } from './s3-control';

/** A replication rule of S3's API. The type of the SDK accepts only the storage classes of its own release. */
export interface ReplicationRule extends Omit<SdkReplicationRule, 'Destination'> {
  readonly Destination: Omit<Destination, 'StorageClass'> & { readonly StorageClass?: string } | undefined;
}

/** A bucket whose objects are replicated. */
export interface SourceBucket {
  readonly bucket: string;
  readonly region: string;
  /** S3 refuses to answer if the bucket belongs to anyone else. */
  readonly owner: string;
}

/** The replication configuration of a bucket: one role for all its rules. */
export interface LiveReplication {
  readonly role: string;
  readonly rules: readonly ReplicationRule[];
}

/** Undefined where the bucket has none. For seconds after a change a read may show the former one. */
export async function getReplication(s3: S3Control, source: SourceBucket): Promise<LiveReplication | undefined> {
  try {
    const { ReplicationConfiguration: live } = await s3.call(source.region, 'GetBucketReplication', inputOf(source));
    // To read an empty answer as "no rules" would be to overwrite those of others.
    if (!live?.Role || !live.Rules || live.Rules.length === 0) throw new IncompleteAnswer('GetBucketReplication', 'rule');
    return { role: live.Role, rules: live.Rules };
  } catch (error) {
    if (toFailure(error).code === 'ReplicationConfigurationNotFoundError') return undefined;
    throw error;
  }
}

/** Writes the whole configuration; without rules there is none. */
export async function putReplication(s3: S3Control, source: SourceBucket, replication: LiveReplication | undefined): Promise<void> {
  if (replication === undefined || replication.rules.length === 0) {
    await s3.call(source.region, 'DeleteBucketReplication', inputOf(source));
    return;
  }
  await s3.call(source.region, 'PutBucketReplication', {
    ...inputOf(source),
    ReplicationConfiguration: { Role: replication.role, Rules: [...replication.rules] as SdkReplicationRule[] },
  });
}

function inputOf({ bucket, owner }: SourceBucket) {
  return { Bucket: bucket, ExpectedBucketOwner: owner };
}

/** Whether S3 refuses because it does not see yet what was made a moment ago: a bucket, its versioning, a role. */
export function isNotVisibleYet({ code, message }: Failure): boolean {
  return code === 'NoSuchBucket' || (code === 'InvalidRequest' && NOT_VISIBLE_YET.message.test(message));
}
