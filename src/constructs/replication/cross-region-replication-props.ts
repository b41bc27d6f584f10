import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { UnderlyingBucket } from '../buckets/underlying-bucket';
import type { ExistingObjects } from './existing-objects';
import type { ReplicationTopology } from './replication-topology';

/**
 * Options for a replication, without the buckets.
 */
export interface CrossRegionReplicationOptions {
  /**
   * The sources and destinations of the replication. Errors: MRAP775.
   *
   * @default ReplicationTopology.twoWay()
   */
  readonly topology?: ReplicationTopology;

  /**
   * Whether S3 replicates delete markers, which deletions add to versioned buckets.
   *
   * S3 never replicates the deletion of a version. Cannot be true with `tags` or `excludedTags` (MRAP410).
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
   * @default - true without `tags` and `excludedTags`, otherwise false
   */
  readonly deleteMarkerReplication?: boolean;

  /**
   * Whether S3 replicates changes of tags, ACLs and locks on a replica back to the source.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-for-metadata-changes.html
   * @default - true for `ReplicationTopology.twoWay()`, otherwise false
   */
  readonly replicaModificationSync?: boolean;

  /**
   * Whether to enable S3 Replication Time Control.
   *
   * S3 then replicates most objects within 15 minutes, for an additional charge.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
   * @default false
   */
  readonly replicationTimeControl?: boolean;

  /**
   * Whether S3 publishes metrics of pending and failed operations to CloudWatch, for an additional charge.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
   * @default true
   */
  readonly metrics?: boolean;

  /**
   * The prefix of the keys of replicated objects.
   *
   * @default - all objects
   */
  readonly prefix?: string;

  /**
   * The tags of replicated objects. S3 replicates only objects that have all these tags.
   *
   * @default - all objects
   */
  readonly tags?: { [key: string]: string };

  /**
   * Prefixes of the keys of objects that S3 does not replicate.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRuleFilter.html
   * @default - no object is excluded by its key
   */
  readonly excludedPrefixes?: string[];

  /**
   * Tags of objects that S3 does not replicate. S3 excludes an object that has one of these tags.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRuleFilter.html
   * @default - no object is excluded by its tags
   */
  readonly excludedTags?: { [key: string]: string };

  /**
   * Whether S3 encrypts each replica with the multi-Region key that is related to the key of its source object.
   *
   * The rules then contain no replica key. The `encryptionKeyArn` of each bucket must be the related multi-Region key
   * in its Region, because the replication role gets permissions for these keys only. Errors: MRAP412.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_EncryptionConfiguration.html
   * @default false - S3 encrypts replicas with the key of the destination bucket
   */
  readonly sourceMultiRegionKey?: boolean;

  /**
   * The storage class of replicas.
   *
   * Reads through an access point fail for archive storage classes (MRAP421).
   *
   * @default - the storage class of the source object
   */
  readonly storageClass?: s3.StorageClass;

  /**
   * How to handle objects that predate the replication rules.
   *
   * @default ExistingObjects.ignore()
   */
  readonly existingObjects?: ExistingObjects;

  /**
   * The role that S3 assumes for the replication. The construct adds the required permissions.
   *
   * All replication rules of a bucket have the same role. If another application has rules on a source bucket, use its
   * role.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
   * @default - a new role
   */
  readonly role?: iam.IRole;
}

/**
 * Properties for a replication between buckets.
 */
export interface CrossRegionReplicationProps extends CrossRegionReplicationOptions {
  /**
   * The buckets, one per Region, all versioned.
   *
   * Errors: MRAP401, MRAP402, MRAP412, MRAP414, MRAP418, MRAP426, MRAP776.
   */
  readonly buckets: UnderlyingBucket[];

  /**
   * The removal policy of the rules, the role and its permissions.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}
