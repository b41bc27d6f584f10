import type * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * Options for a replication rule: the objects that it selects, and how S3 replicates them.
 */
export interface ReplicationRuleOptions {
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
   * @default - true for a rule in both directions, otherwise false
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
   * The backlog of a failover includes only rules with metrics. Warnings: MRAP434.
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
}
