import { RemovalPolicy } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { checkGenerations, FIRST_GENERATION, generationName } from '../../diagnostics/checks/generations';
import { assertValid } from '../../validation/assert-valid';
import { type ExistingAccessPointPolicy } from '../access-point/existing-access-point-policy';
import {
  type FailoverConfiguration, limitToRegions, listRegionsNamedInFailover,
} from '../access-point/failover-configuration';
import { type ManualFailoverPolicy } from '../access-point/manual-failover-policy';
import { MultiRegionAccessPoint } from '../access-point/multi-region-access-point';
import { MultiRegionAccessPointGrants } from '../access-point/multi-region-access-point-grants';
import { MultiRegionBuckets } from '../buckets/multi-region-buckets';
import { type ServerAccessLogs } from '../buckets/server-access-logs';
import { type UnderlyingBucketEncryption } from '../buckets/underlying-bucket-encryption';
import { CrossRegionReplication } from '../replication/cross-region-replication';
import { type CrossRegionReplicationOptions } from '../replication/cross-region-replication-props';

/**
 * A generation: one access point over some or all of the buckets.
 *
 * The buckets of an access point cannot be changed. To add a Region, create a second access point, the next generation,
 * and run both access points until all clients use the new one.
 */
export interface AccessPointGeneration {
  /**
   * The id of the generation: lowercase letters and digits. Without `generations`, the only generation is `'1'`.
   *
   * The name of the access point is `<multiRegionAccessPointName>-<id>`. Generation `'1'` has the name without suffix.
   */
  readonly id: string;

  /**
   * The Regions of the generation's buckets, a subset of `regions`.
   */
  readonly regions: string[];
}

/**
 * Properties for replicated buckets behind a Multi-Region Access Point.
 */
export interface ReplicatedMultiRegionAccessPointProps {
  /**
   * The name: 3 to 50 lowercase letters, digits and hyphens. It cannot be changed later.
   *
   * The name must be unique in the account.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-naming.html
   */
  readonly multiRegionAccessPointName: string;

  /**
   * The Regions, with one bucket in each Region. To add a Region later, see `generations`.
   */
  readonly regions: string[];

  /**
   * The prefix of the bucket names: `<bucketNamePrefix>-<region>`. It cannot be changed later.
   *
   * @default - the value of `multiRegionAccessPointName`
   */
  readonly bucketNamePrefix?: string;

  /**
   * The routing status of each Region. Each generation uses the entries for its own Regions.
   *
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
   * The default encryption of the buckets.
   *
   * @default UnderlyingBucketEncryption.s3Managed()
   */
  readonly encryption?: UnderlyingBucketEncryption;

  /**
   * The destination of the server access logs.
   *
   * @default - server access logs are disabled
   */
  readonly serverAccessLogs?: ServerAccessLogs;

  /**
   * Options for the replication.
   *
   * @default - every bucket replicates to every other bucket, with delete markers, metadata changes and metrics
   */
  readonly replication?: CrossRegionReplicationOptions;

  /**
   * The access points, oldest first. Use several generations to add Regions without downtime.
   *
   * To add a Region:
   *
   * 1. Add the Region to `regions`, and keep the current access point as the only generation.
   * 2. Replicate the existing objects.
   * 3. Add a generation with all Regions.
   * 4. Move the clients to `accessPoint`.
   * 5. Remove the first generation.
   *
   * Errors: MRAP774.
   *
   * @default - one generation, `{ id: '1', regions }`
   */
  readonly generations?: AccessPointGeneration[];

  /**
   * Determines how a deployment handles existing access points of the same names.
   *
   * To use the retained resources of a deleted stack again, use `ExistingAccessPointPolicy.ADOPT`, pass the keys as
   * `UnderlyingBucketEncryption.kmsKeys` and the replication role as `replication.role`, and import the buckets with
   * `cdk deploy --import-existing-resources`. The buckets and the alias stay the same.
   *
   * @default ExistingAccessPointPolicy.REFUSE
   */
  readonly existing?: ExistingAccessPointPolicy;

  /**
   * The removal policy of all resources.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Buckets in several Regions with replication behind one Multi-Region Access Point, in a single deployment.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPoints.html
 *
 * @example
 * const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
 *   multiRegionAccessPointName: 'media',
 *   regions: ['eu-west-1', 'us-east-1', 'ap-northeast-1'],
 *   failover: FailoverConfiguration.activePassive(['eu-west-1', 'us-east-1']),
 * });
 * const grants = media.grants;
 * grants.readWrite(role);
 */
@propertyInjectable
export class ReplicatedMultiRegionAccessPoint extends Construct {
  /**
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.ReplicatedMultiRegionAccessPoint';

  /**
   * The buckets.
   */
  public readonly buckets: MultiRegionBuckets;

  /**
   * The replication among the buckets.
   */
  public readonly replication: CrossRegionReplication;

  /**
   * The access points of all generations, oldest first.
   */
  public readonly accessPoints: MultiRegionAccessPoint[];

  /**
   * Grants principals access to the access points of all generations, so that clients can move.
   */
  public readonly grants: MultiRegionAccessPointGrants;

  constructor(scope: Construct, id: string, props: ReplicatedMultiRegionAccessPointProps) {
    super(scope, id);
    const { multiRegionAccessPointName: name, regions, failover } = props;
    const generations = props.generations ?? [{ id: FIRST_GENERATION, regions }];
    assertValid(this, checkGenerations(generations, regions, failover && listRegionsNamedInFailover(failover)));
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

    this.buckets = new MultiRegionBuckets(this, 'Buckets', {
      bucketNamePrefix: props.bucketNamePrefix ?? name,
      regions,
      encryption: props.encryption,
      serverAccessLogs: props.serverAccessLogs,
      removalPolicy,
    });
    const { buckets } = this.buckets;
    this.replication = new CrossRegionReplication(this, 'Replication', {
      ...props.replication, buckets, removalPolicy,
    });
    this.accessPoints = generations.map((generation) =>
      new MultiRegionAccessPoint(this, `AccessPoint${generation.id}`, {
        multiRegionAccessPointName: generationName(name, generation.id),
        buckets: buckets.filter(({ region }) => generation.regions.includes(region)),
        failover: failover && limitToRegions(failover, generation.regions),
        manualFailover: props.manualFailover,
        existing: props.existing,
        removalPolicy,
      }));
    this.grants = MultiRegionAccessPointGrants._of(...this.accessPoints);
  }

  /**
   * The access point of the newest generation.
   */
  public get accessPoint(): MultiRegionAccessPoint {
    return this.accessPoints[this.accessPoints.length - 1];
  }
}
