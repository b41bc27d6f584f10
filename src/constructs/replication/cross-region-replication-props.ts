import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { UnderlyingBucket } from '../buckets/underlying-bucket';
import type { ExistingObjects } from './existing-objects';
import type { ReplicationTopology } from './replication-topology';

/**
 * How buckets replicate, whichever buckets they are.
 */
export interface CrossRegionReplicationOptions {
  /**
   * Which buckets replicate to which. Errors: MRAP775.
   *
   * @default ReplicationTopology.twoWay()
   */
  readonly topology?: ReplicationTopology;

  /**
   * Whether a deletion, which in a versioned bucket adds a delete marker, is replicated. Deletions of single versions never are.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html
   * @default true, or false with `tags`, which exclude it (MRAP410)
   */
  readonly deleteMarkerReplication?: boolean;

  /**
   * Whether changes of tags, ACLs and locks that are made on a replica are replicated back.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-for-metadata-changes.html
   * @default true for `ReplicationTopology.twoWay()`, else false
   */
  readonly replicaModificationSync?: boolean;

  /**
   * Whether S3 is to replicate nearly all objects within 15 minutes, which it charges for.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html
   * @default false
   */
  readonly replicationTimeControl?: boolean;

  /**
   * Whether CloudWatch shows what is pending and what failed, which CloudWatch charges for.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
   * @default true
   */
  readonly metrics?: boolean;

  /**
   * Replicates only objects whose keys begin like this.
   *
   * @default - all objects
   */
  readonly prefix?: string;

  /**
   * Replicates only objects that have all of these tags.
   *
   * @default - all objects
   */
  readonly tags?: { [key: string]: string };

  /**
   * The storage class of replicas. An archive makes reads through an access point fail (MRAP421).
   *
   * @default - that of the source object
   */
  readonly storageClass?: s3.StorageClass;

  /**
   * What becomes of objects that were there before.
   *
   * @default ExistingObjects.ignore()
   */
  readonly existingObjects?: ExistingObjects;

  /**
   * The role that S3 assumes to replicate; what it needs is added to it.
   *
   * A bucket has one role for all its replication rules: where others have rules on a source bucket, give their role.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
   * @default - a role of its own
   */
  readonly role?: iam.IRole;
}

/**
 * Properties of a replication between buckets.
 */
export interface CrossRegionReplicationProps extends CrossRegionReplicationOptions {
  /**
   * The buckets, one in each Region, all versioned. Errors: MRAP401, MRAP402, MRAP412, MRAP414, MRAP418, MRAP426, MRAP776.
   */
  readonly buckets: UnderlyingBucket[];

  /**
   * What happens to rules, role and its permissions when they leave the application.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}
