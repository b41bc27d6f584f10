import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { ServerAccessLogs } from './server-access-logs';
import type { UnderlyingBucketEncryption } from './underlying-bucket-encryption';

/**
 * Properties of buckets of one kind in several Regions.
 */
export interface MultiRegionBucketsProps {
  /**
   * How the names of the buckets begin: `<bucketNamePrefix>-<region>`. It cannot be changed later. Errors: MRAP206, MRAP768.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly bucketNamePrefix: string;

  /**
   * The Regions, as codes like `eu-west-1`. Errors: MRAP201, MRAP202, MRAP204, MRAP767; warnings: MRAP205, MRAP213.
   */
  readonly regions: string[];

  /**
   * How the buckets encrypt.
   *
   * @default UnderlyingBucketEncryption.s3Managed()
   */
  readonly encryption?: UnderlyingBucketEncryption;

  /**
   * Puts the names into the namespace that an account has in a Region, where nobody else can take them:
   * `<bucketNamePrefix>-<account>-<region>-an`. It cannot be changed later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   * @default false
   */
  readonly accountRegionalNamespace?: boolean;

  /**
   * Lifecycle rules of every bucket; S3 does not replicate what they do. Incomplete multipart uploads are aborted after 7 days anyway.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
   * @default - none
   */
  readonly lifecycleRules?: s3.LifecycleRule[];

  /**
   * Enables Object Lock on every bucket, for which new objects are locked by default; it can never be disabled.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default - no Object Lock
   */
  readonly objectLockDefaultRetention?: s3.ObjectLockRetention;

  /**
   * Where the buckets log requests.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
   * @default - no logs
   */
  readonly serverAccessLogs?: ServerAccessLogs;

  /**
   * Whether the buckets send events to EventBridge in their Regions.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   * @default false
   */
  readonly eventBridgeEnabled?: boolean;

  /**
   * What happens to buckets and keys when they leave the application. A bucket that holds objects is never deleted: CloudFormation fails.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}
