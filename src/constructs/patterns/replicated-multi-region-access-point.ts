import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { checkNameAsBucketPrefix, makeDefaultPrefix } from '../../diagnostics/checks/bucket-prefix';
import {
  checkAccessPointGenerations, type DeclaredGeneration, FIRST_ACCESS_POINT_GENERATION_ID, generationName,
} from '../../diagnostics/checks/generations';
import { checkAccessPointName } from '../../diagnostics/checks/names';
import {
  MRAP780_REPLICATION_OF_SINGLE_REGION, MRAP782_BUCKET_PREFIX_IS_TOKEN,
} from '../../diagnostics/definitions/environments';
import { MRAP785_ACTIVE_REGIONS_EMPTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import { assertProperties } from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { containsOtherTokens, toTextUnlessToken } from '../../validation/tokens';
import { type ExistingAccessPointPolicy } from '../access-point/existing-access-point-policy';
import {
  checkFailoverConfiguration, type FailoverConfiguration, limitFailoverToRegions,
} from '../access-point/failover-configuration';
import { checkManualFailover, type ManualFailoverPolicy } from '../access-point/manual-failover-policy';
import { MultiRegionAccessPoint } from '../access-point/multi-region-access-point';
import { MultiRegionAccessPointGrants } from '../access-point/multi-region-access-point-grants';
import { type ReplacementPolicy } from '../access-point/replacement-policy';
import { type Delegation } from '../buckets/delegation';
import { limitDependenciesToHome } from '../buckets/home-dependencies';
import { MultiRegionBuckets } from '../buckets/multi-region-buckets';
import { type ServerAccessLogs } from '../buckets/server-access-logs';
import { type UnderlyingBucketEncryption } from '../buckets/underlying-bucket-encryption';
import { CrossRegionReplication } from '../replication/cross-region-replication';
import { type CrossRegionReplicationOptions } from '../replication/cross-region-replication-props';
import { type AccessPointGeneration } from './access-point-generation';
import { annotateCostAboveBudget, type MonthlyBudget } from './monthly-budget';
import { REPLICATED_ACCESS_POINT_KINDS } from './replicated-access-point-kinds';
import { replaceLookedUpRegions } from './replicated-access-point-lookups';

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
   *
   * With a single Region, for example in development, there is no default replication rule, and `failover` has no
   * effect. Warnings: MRAP211, because a second Region requires another access point.
   */
  readonly regions: string[];

  /**
   * The accounts of buckets in other accounts, by Region. Each bucket has a support stack in its account.
   *
   * With replication, at least one bucket must belong to the account of the stack (MRAP775).
   *
   * The account of the stack must be known at synthesis, and a given `bucketNamePrefix` must not contain
   * `Aws.ACCOUNT_ID`. Bootstrap each other account in the Region of its bucket with `cdk bootstrap --trust`. Errors:
   * MRAP773.
   *
   * @default - every bucket belongs to the account of the stack
   */
  readonly accounts?: { [region: string]: string };

  /**
   * The prefix of the bucket names: `<bucketNamePrefix>-<region>`. It cannot be changed later.
   *
   * All accounts share the names of buckets, so the default contains the account of the stack. A bucket name has at
   * most 63 characters, so a long access point name needs a shorter prefix. Errors: MRAP768, MRAP782, MRAP784.
   *
   * @default - the name of the access point, a hyphen and the account; with `accountRegionalNamespace`, only the name
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
   * Whether the bucket names belong to the account Regional namespace.
   *
   * Other accounts cannot take these names: `<bucketNamePrefix>-<account>-<region>-an`. It cannot be changed later.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   * @default false
   */
  readonly accountRegionalNamespace?: boolean;

  /**
   * Lifecycle rules of every bucket. S3 does not replicate the actions of lifecycle rules.
   *
   * The ids must be unique and not `AbortIncompleteMultipartUploads`. Errors: MRAP227.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
   * @default - every bucket only aborts incomplete multipart uploads after 7 days
   */
  readonly lifecycleRules?: s3.LifecycleRule[];

  /**
   * The default retention of new objects. Enables Object Lock on every bucket, which can never be disabled.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default - Object Lock is not enabled
   */
  readonly objectLockDefaultRetention?: s3.ObjectLockRetention;

  /**
   * The time for which a new object stays locked after the release of its event hold.
   *
   * Requires `objectLockDefaultRetention`. Errors: MRAP777.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
   * @default - new objects have no event hold
   */
  readonly objectLockDefaultEventHold?: Duration;

  /**
   * Whether each bucket sends events to EventBridge in its Region.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   * @default false
   */
  readonly eventBridgeEnabled?: boolean;

  /**
   * Whether the policies of the buckets delegate access control to the access points.
   *
   * @default Delegation.toAccount()
   */
  readonly delegation?: Delegation;

  /**
   * The block public access settings of the access points. They cannot be changed later.
   *
   * @default s3.BlockPublicAccess.BLOCK_ALL
   */
  readonly blockPublicAccess?: s3.BlockPublicAccess;

  /**
   * Determines how a deployment handles a change that requires new access points.
   *
   * @default ReplacementPolicy.FORBID
   */
  readonly replacement?: ReplacementPolicy;

  /**
   * The time that a deployment waits for an operation on an access point: 10 to 55 minutes. Errors: MRAP754.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

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
   * The cost of a month above which synthesis warns, by list prices. Warnings: MRAP225.
   *
   * @default - synthesis does not estimate the cost
   */
  readonly monthlyBudget?: MonthlyBudget;

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
   * The access points of all generations, oldest first.
   */
  public readonly accessPoints: MultiRegionAccessPoint[];

  /**
   * Grants principals access to the access points of all generations, so that clients can move.
   */
  public readonly grants: MultiRegionAccessPointGrants;

  private readonly replicationOfRegions?: CrossRegionReplication;

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: ReplicatedMultiRegionAccessPointProps) {
    super(scope, id);
    assertProperties(this, props, REPLICATED_ACCESS_POINT_KINDS);
    limitDependenciesToHome(this);
    const declared = replaceLookedUpRegions(this, props);
    const { multiRegionAccessPointName: name, regions } = declared;
    const generations = declared.generations ?? [{ id: FIRST_ACCESS_POINT_GENERATION_ID, regions }];
    assertNoErrorsAndAnnotateFindings(this, checkDeclaration(declared, generations));
    const removalPolicy = declared.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

    this.buckets = new MultiRegionBuckets(this, 'Buckets', {
      bucketNamePrefix: declared.bucketNamePrefix ?? chooseBucketNamePrefix(this, declared),
      regions,
      accounts: declared.accounts,
      encryption: declared.encryption,
      serverAccessLogs: declared.serverAccessLogs,
      accountRegionalNamespace: declared.accountRegionalNamespace,
      lifecycleRules: declared.lifecycleRules,
      objectLockDefaultRetention: declared.objectLockDefaultRetention,
      objectLockDefaultEventHold: declared.objectLockDefaultEventHold,
      eventBridgeEnabled: declared.eventBridgeEnabled,
      removalPolicy,
    });
    const { buckets } = this.buckets;
    // A single bucket has no default rule, but it may have others, such as a copy to a vault.
    if (regions.length > 1 || (declared.replication?.rules ?? []).length > 0) {
      this.replicationOfRegions = new CrossRegionReplication(this, 'Replication', {
        ...declared.replication, buckets, removalPolicy,
      });
    }
    this.accessPoints = generations.map((generation) => {
      // An access point with one Region has no routes.
      const routes = generation.regions.length > 1 ? declared.failover : undefined;
      return new MultiRegionAccessPoint(this, `AccessPoint${generation.id}`, {
        multiRegionAccessPointName: generationName(name, generation.id),
        buckets: buckets.filter(({ region }) => generation.regions.includes(region)),
        failover: routes && limitFailoverToRegions(routes, generation.regions),
        manualFailover: routes && declared.manualFailover,
        existing: declared.existing,
        replacement: declared.replacement,
        delegation: declared.delegation,
        blockPublicAccess: declared.blockPublicAccess,
        timeout: declared.timeout,
        removalPolicy,
      });
    });
    this.grants = MultiRegionAccessPointGrants._of(...this.accessPoints);
    if (declared.monthlyBudget !== undefined) {
      annotateCostAboveBudget(this, declared.monthlyBudget, {
        buckets, generations, failover: declared.failover, replication: this.replicationOfRegions,
      });
    }
  }

  /**
   * The replication of the buckets. Throws MRAP780 with a single Region and without `replication.rules`.
   */
  public get replication(): CrossRegionReplication {
    if (this.replicationOfRegions === undefined) {
      throw new MrapValidationError([MRAP780_REPLICATION_OF_SINGLE_REGION.create({})], this);
    }
    return this.replicationOfRegions;
  }

  /**
   * The access point of the newest generation.
   */
  public get accessPoint(): MultiRegionAccessPoint {
    return this.accessPoints[this.accessPoints.length - 1];
  }
}

/** Checks the properties in the words of this construct, before its parts check theirs. */
function checkDeclaration(
  props: ReplicatedMultiRegionAccessPointProps, generations: readonly DeclaredGeneration[],
): Finding[] {
  const { multiRegionAccessPointName: name, regions, failover } = props;
  const routes = failover === undefined ? [] : checkFailoverConfiguration(failover, regions);
  const ofName = toTextUnlessToken(name) === undefined ? [] : checkAccessPointName(name);
  return [
    ...ofName,
    ...(props.bucketNamePrefix === undefined && ofName.length === 0 ? checkNameAsPrefix(props) : []),
    ...checkManualFailover(props),
    ...checkAccessPointGenerations(generations, regions),
    // An access point with one Region simply has no routes, so production and development can share the configuration.
    ...routes.filter(({ ruleId }) => regions.length > 1 || ruleId === MRAP785_ACTIVE_REGIONS_EMPTY.id),
  ];
}

/** Other accounts use many short names, so the names of the buckets contain the account of the stack. */
function chooseBucketNamePrefix(
  scope: Construct, { multiRegionAccessPointName, accountRegionalNamespace }: ReplicatedMultiRegionAccessPointProps,
): string {
  return accountRegionalNamespace
    ? multiRegionAccessPointName
    : makeDefaultPrefix(multiRegionAccessPointName, Stack.of(scope).account);
}

/** Checks the name of the access point as the prefix of the bucket names, which is the default. */
function checkNameAsPrefix(props: ReplicatedMultiRegionAccessPointProps): Finding[] {
  const { multiRegionAccessPointName: name, regions, accountRegionalNamespace = false } = props;
  const origin = 'multiRegionAccessPointName';
  if (containsOtherTokens(name)) return [MRAP782_BUCKET_PREFIX_IS_TOKEN.create({ origin })];
  const known = regions.filter((region) => toTextUnlessToken(region) !== undefined);
  return toTextUnlessToken(name) === undefined
    ? []
    : checkNameAsBucketPrefix(name, known, accountRegionalNamespace, origin);
}
