import type * as iam from 'aws-cdk-lib/aws-iam';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { UnderlyingBucket } from '../buckets/underlying-bucket';
import type { ExistingObjects } from './existing-objects';
import type { ReplicationRule } from './replication-rule';
import type { ReplicationRuleOptions } from './replication-rule-options';
import type { ReplicationTopology } from './replication-topology';

/**
 * Options for a replication, without the buckets.
 *
 * The inherited options and `topology` describe the default rule, which has no id.
 */
export interface CrossRegionReplicationOptions extends ReplicationRuleOptions {
  /**
   * The sources and destinations of the default rule. Errors: MRAP775.
   *
   * @default ReplicationTopology.twoWay()
   */
  readonly topology?: ReplicationTopology;

  /**
   * Further rules, in addition to the default rule. `addRule()` adds rules later.
   *
   * A rule without id replaces the default rule, and excludes all options of the default rule. With a single bucket,
   * there is no default rule. Errors: MRAP428, MRAP429, MRAP430, MRAP431, MRAP433.
   *
   * @default - only the default rule
   */
  readonly rules?: ReplicationRule[];

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
   * The buckets of the default rule and of all two-way rules, all versioned. Several buckets can be in one Region.
   *
   * Other buckets can be the destinations of one-way rules.
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
