import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { ServerAccessLogs } from './server-access-logs';
import type { UnderlyingBucketEncryption } from './underlying-bucket-encryption';

/**
 * Properties for buckets with the same settings in several Regions.
 */
export interface MultiRegionBucketsProps {
  /**
   * The prefix of the bucket names: `<bucketNamePrefix>-<region>`.
   *
   * It cannot be changed later. Errors: MRAP206, MRAP768.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly bucketNamePrefix: string;

  /**
   * The Regions of the buckets, for example `eu-west-1`. They may be values of context lookups.
   *
   * Errors: MRAP201, MRAP202, MRAP204, MRAP767. Warnings: MRAP205, MRAP213.
   */
  readonly regions: string[];

  /**
   * The accounts of buckets in other accounts, by Region. Each bucket has a support stack in its account.
   *
   * The account of the stack must be known at synthesis, and `bucketNamePrefix` must not contain `Aws.ACCOUNT_ID`.
   * Bootstrap each other account in the Region of its bucket with `cdk bootstrap --trust`. Regions and accounts may be
   * values of context lookups. Errors: MRAP773.
   *
   * @default - every bucket belongs to the account of the stack
   */
  readonly accounts?: { [region: string]: string };

  /**
   * The default encryption of the buckets.
   *
   * @default UnderlyingBucketEncryption.s3Managed()
   */
  readonly encryption?: UnderlyingBucketEncryption;

  /**
   * Whether the bucket names belong to the account Regional namespace.
   *
   * Other accounts cannot take these names: `<bucketNamePrefix>-<account>-<region>-an`. It cannot be changed later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   * @default false
   */
  readonly accountRegionalNamespace?: boolean;

  /**
   * Lifecycle rules of every bucket.
   *
   * S3 does not replicate the actions of lifecycle rules. In addition to these rules, every bucket aborts incomplete
   * multipart uploads after 7 days.
   *
   * The ids must be unique and not `AbortIncompleteMultipartUploads`. Errors: MRAP227.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
   * @default - no further lifecycle rules
   */
  readonly lifecycleRules?: s3.LifecycleRule[];

  /**
   * The default retention of new objects. Enables Object Lock on every bucket.
   *
   * Object Lock can never be disabled.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default - Object Lock is not enabled
   */
  readonly objectLockDefaultRetention?: s3.ObjectLockRetention;

  /**
   * The time for which a new object stays locked after the release of its event hold.
   *
   * Every new object then has an event hold: it stays locked until a principal releases the hold, and for this time
   * afterwards. `objectLockDefaultRetention` is required. Its mode applies to the hold, and its duration is the minimum
   * time of the lock. The hold cannot be longer than the retention. Errors: MRAP777.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
   * @default - new objects have no event hold
   */
  readonly objectLockDefaultEventHold?: Duration;

  /**
   * The destination of the server access logs.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
   * @default - server access logs are disabled
   */
  readonly serverAccessLogs?: ServerAccessLogs;

  /**
   * Whether each bucket sends events to EventBridge in its Region.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   * @default false
   */
  readonly eventBridgeEnabled?: boolean;

  /**
   * The removal policy of buckets and keys.
   *
   * CloudFormation cannot delete a bucket that contains objects.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}
