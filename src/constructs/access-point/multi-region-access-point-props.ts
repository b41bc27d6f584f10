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
 * Properties for a Multi-Region Access Point.
 */
export interface MultiRegionAccessPointProps {
  /**
   * The underlying buckets: 1 to 17, one per Region. They cannot be changed later.
   *
   * Errors: MRAP201 to MRAP207, MRAP209, MRAP764. Warnings: MRAP205, MRAP208, MRAP211, MRAP213, MRAP555.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html
   */
  readonly buckets: UnderlyingBucket[];

  /**
   * The name: 3 to 50 lowercase letters, digits and hyphens. It cannot be changed later.
   *
   * The name must be unique in the account. Errors: MRAP101, MRAP102.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-naming.html
   * @default - a name from the construct path, with the warning MRAP108: if you rename or move the construct, the
   * deployment creates another access point
   */
  readonly multiRegionAccessPointName?: string;

  /**
   * The public access block. It cannot be changed later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html
   * @default s3.BlockPublicAccess.BLOCK_ALL
   */
  readonly blockPublicAccess?: s3.BlockPublicAccess;

  /**
   * The routing status of each Region. Errors: MRAP301 to MRAP304, MRAP307.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapFailover.html
   * @default - the stack does not manage routes; initially, every Region is active
   */
  readonly failover?: FailoverConfiguration;

  /**
   * Determines how a deployment that changes `failover` handles routes that were changed manually.
   *
   * @default ManualFailoverPolicy.KEEP
   */
  readonly manualFailover?: ManualFailoverPolicy;

  /**
   * Whether the bucket policies delegate access control to the access point.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointPermissions.html
   * @default Delegation.toAccount()
   */
  readonly delegation?: Delegation;

  /**
   * The resource type that creates the access point. Errors: MRAP751, MRAP752, MRAP757.
   *
   * @default Provisioning.customResource()
   */
  readonly provisioning?: Provisioning;

  /**
   * Determines how a deployment handles an existing access point of the same name.
   *
   * @default ExistingAccessPointPolicy.REFUSE
   */
  readonly existing?: ExistingAccessPointPolicy;

  /**
   * Determines how a deployment handles a change of the name, the buckets or the public access block.
   *
   * @default ReplacementPolicy.FORBID
   */
  readonly replacement?: ReplacementPolicy;

  /**
   * The removal policy of the access point, its policy and its routes.
   *
   * It is an error if a member is destroyed and the access point is retained (MRAP212).
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The maximum time that a deployment waits for S3: 10 to 55 minutes. Errors: MRAP754.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;
}
