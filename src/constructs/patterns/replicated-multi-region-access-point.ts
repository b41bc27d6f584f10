import { RemovalPolicy } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { checkGenerations, FIRST_GENERATION, generationName } from '../../diagnostics/checks/generations';
import { assertValid } from '../../validation/assert-valid';
import { type ExistingAccessPointPolicy } from '../access-point/existing-access-point-policy';
import { type FailoverConfiguration } from '../access-point/failover-configuration';
import { type ManualFailoverPolicy } from '../access-point/manual-failover-policy';
import { MultiRegionAccessPoint } from '../access-point/multi-region-access-point';
import { MultiRegionAccessPointGrants } from '../access-point/multi-region-access-point-grants';
import { MultiRegionBuckets } from '../buckets/multi-region-buckets';
import { type ServerAccessLogs } from '../buckets/server-access-logs';
import { type UnderlyingBucketEncryption } from '../buckets/underlying-bucket-encryption';
import { CrossRegionReplication } from '../replication/cross-region-replication';
import { type CrossRegionReplicationOptions } from '../replication/cross-region-replication-props';

/**
 * One access point over some of the buckets. The buckets of an access point cannot change, so another set of them is another generation, beside
 * the one before until its clients have moved.
 */
export interface AccessPointGeneration {
  /**
   * Lowercase letters and digits that tell the generation from others. The one that is there without `generations` is `'1'`.
   *
   * The access point is called `<multiRegionAccessPointName>-<id>`, that of `'1'` by the name itself.
   */
  readonly id: string;

  /**
   * The Regions of its buckets, all of them among `regions`.
   */
  readonly regions: string[];
}

/**
 * Properties of buckets in several Regions, replicated among each other, behind one access point.
 */
export interface ReplicatedMultiRegionAccessPointProps {
  /**
   * The name: 3 to 50 lowercase letters, digits and hyphens, unique in the account. It cannot be changed later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-naming.html
   */
  readonly multiRegionAccessPointName: string;

  /**
   * The Regions, one bucket in each. To add one later, see `generations`.
   */
  readonly regions: string[];

  /**
   * How the names of the buckets begin: `<bucketNamePrefix>-<region>`. It cannot be changed later.
   *
   * @default - multiRegionAccessPointName
   */
  readonly bucketNamePrefix?: string;

  /**
   * Which Regions take traffic; of each generation those that it has.
   *
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
   * How the buckets encrypt.
   *
   * @default UnderlyingBucketEncryption.s3Managed()
   */
  readonly encryption?: UnderlyingBucketEncryption;

  /**
   * Where the buckets log requests.
   *
   * @default - no logs
   */
  readonly serverAccessLogs?: ServerAccessLogs;

  /**
   * How the buckets replicate.
   *
   * @default - each to each, with deletions and later changes, and metrics
   */
  readonly replication?: CrossRegionReplicationOptions;

  /**
   * The access points, oldest first, where Regions are added without downtime: let `regions` grow with `generations` naming the present one,
   * replicate what is there already, add a generation over all Regions, move the clients to `accessPoint`, and remove the first generation.
   *
   * Errors: MRAP774.
   *
   * @default - one, `{ id: '1', regions }`
   */
  readonly generations?: AccessPointGeneration[];

  /**
   * What happens when access points of these names exist already.
   *
   * What a stack with the default `removalPolicy` has left comes back with `ExistingAccessPointPolicy.ADOPT`, its keys as
   * `UnderlyingBucketEncryption.kmsKeys`, its replication role as `replication.role`, and `cdk deploy --import-existing-resources` for the
   * buckets: the same buckets, under the same alias.
   *
   * @default ExistingAccessPointPolicy.REFUSE
   */
  readonly existing?: ExistingAccessPointPolicy;

  /**
   * What happens to all parts when they leave the application.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * Buckets in several Regions, replicated among each other, behind one Multi-Region Access Point: everything in one deployment.
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
   * The id under which the properties can be injected.
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
   * Lets principals use the access points of all generations, so that clients can move.
   */
  public readonly grants: MultiRegionAccessPointGrants;

  constructor(scope: Construct, id: string, props: ReplicatedMultiRegionAccessPointProps) {
    super(scope, id);
    const { multiRegionAccessPointName: name, regions, failover } = props;
    const generations = props.generations ?? [{ id: FIRST_GENERATION, regions }];
    assertValid(this, checkGenerations(generations, regions, failover?._regions()));
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

    this.buckets = new MultiRegionBuckets(this, 'Buckets', {
      bucketNamePrefix: props.bucketNamePrefix ?? name,
      regions,
      encryption: props.encryption,
      serverAccessLogs: props.serverAccessLogs,
      removalPolicy,
    });
    const { buckets } = this.buckets;
    this.replication = new CrossRegionReplication(this, 'Replication', { ...props.replication, buckets, removalPolicy });
    this.accessPoints = generations.map((generation) => new MultiRegionAccessPoint(this, `AccessPoint${generation.id}`, {
      multiRegionAccessPointName: generationName(name, generation.id),
      buckets: buckets.filter(({ region }) => generation.regions.includes(region)),
      failover: failover?._within(generation.regions),
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
