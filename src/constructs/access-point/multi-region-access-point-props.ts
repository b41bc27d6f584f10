import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Delegation } from '../buckets/delegation';
import type { UnderlyingBucket } from '../buckets/underlying-bucket';
import type { ExistingAccessPointPolicy } from './existing-access-point-policy';
import type { FailoverConfiguration } from './failover-configuration';
import type { ManualFailoverPolicy } from './manual-failover-policy';
import type { Provisioning } from './provisioning';
import type { ReplacementPolicy } from './replacement-policy';

/**
 * Properties of a Multi-Region Access Point.
 */
export interface MultiRegionAccessPointProps {
  /**
   * The underlying buckets: 1 to 17, one in each Region. They cannot be changed later.
   *
   * Errors: MRAP201 to MRAP207, MRAP209, MRAP764; warnings: MRAP205, MRAP208, MRAP211, MRAP213, MRAP555.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html
   */
  readonly buckets: UnderlyingBucket[];

  /**
   * The name: 3 to 50 lowercase letters, digits and hyphens, unique in the account (MRAP101, MRAP102). It cannot be changed later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-naming.html
   * @default - a name that follows the construct path, with the warning MRAP108: renaming or moving the construct makes another access point
   */
  readonly multiRegionAccessPointName?: string;

  /**
   * What public access is blocked. It cannot be changed later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html
   * @default s3.BlockPublicAccess.BLOCK_ALL
   */
  readonly blockPublicAccess?: s3.BlockPublicAccess;

  /**
   * Which Regions take traffic. Errors: MRAP301 to MRAP304, MRAP307.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapFailover.html
   * @default - routes are not managed; S3 starts with every Region active
   */
  readonly failover?: FailoverConfiguration;

  /**
   * What a deployment that changes `failover` does where someone has failed over by hand.
   *
   * @default ManualFailoverPolicy.KEEP
   */
  readonly manualFailover?: ManualFailoverPolicy;

  /**
   * Whether the bucket policies leave access decisions to the access point.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
   * @default Delegation.toAccount()
   */
  readonly delegation?: Delegation;

  /**
   * Who creates the access point. Errors: MRAP751, MRAP752, MRAP757.
   *
   * @default Provisioning.customResource()
   */
  readonly provisioning?: Provisioning;

  /**
   * What happens when an access point of that name exists already.
   *
   * @default ExistingAccessPointPolicy.REFUSE
   */
  readonly existing?: ExistingAccessPointPolicy;

  /**
   * What happens when name, buckets or public access block change.
   *
   * @default ReplacementPolicy.FORBID
   */
  readonly replacement?: ReplacementPolicy;

  /**
   * What happens to the access point, its policy and its routes when they leave the application.
   *
   * A member bucket that is destroyed while the access point is retained is an error (MRAP212).
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long a deployment waits for S3, 1 to 55 minutes (MRAP754).
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;
}
