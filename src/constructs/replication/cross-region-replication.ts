import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type CfnResource, Duration, RemovalPolicy, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP793_ALARMS_WITHOUT_METRICS } from '../../diagnostics/definitions/operations';
import { MRAP769_NO_BUCKET_IN_REGION } from '../../diagnostics/definitions/options';
import { type Finding, renderFindingAsMessage } from '../../diagnostics/finding';
import { REPLICATION_METRICS, type ReplicationMetric } from '../../facts/replication-metrics';
import {
  assertProperties, makeListPropertyKind, makeClassInstancePropertyKind,
} from '../../validation/assert-properties';
import { addFindingAnnotation, assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { registerDeclaredReplication } from '../../validation/construct-registry';
import { WeakInternals } from '../../validation/internals';
import { isKmsEncrypted } from '../buckets/bucket-keys';
import {
  isForeignBucket, makeBucketLabel, UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { findMetricRegion, makeReplicationMetric } from './edge-metrics';
import { connectForeignSources, allowForeignDestinations } from './foreign-bucket-access';
import {
  checkReplicationProps, checkSourcesEncryptedAfterRules, checkSourcesForOwnReplicationRules,
  checkReplicationRolePolicySize, checkReplicationShape, checkSourceMultiRegionKey, checkTrustOfReplicationRole,
} from './replication-checks';
import {
  listBucketsOfEdges, resolveReplicationProps, type ResolvedReplicationProps,
} from './replication-config';
import { createReplicationResources } from './replication-resources';
import { getReplicationDirections } from './replication-topology';

const CONFIGS = new WeakInternals<CrossRegionReplication, ResolvedReplicationProps>('CrossRegionReplication');

/**
 * Replication between buckets of several Regions.
 *
 * By default, every bucket replicates to every other bucket, with delete markers and metadata changes.
 *
 * S3 accepts a rule only if both buckets exist, so the rules cannot be properties of the buckets. A custom resource for
 * each source bucket writes the rules after all buckets exist. It keeps the rules of other applications.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
 *
 * @example
 * new CrossRegionReplication(stack, 'Replication', {
 *   buckets: [
 *     UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
 *     UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
 *   ],
 * });
 */
@propertyInjectable
export class CrossRegionReplication extends Resource {
  /**
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.CrossRegionReplication';

  /**
   * The role that S3 assumes for the replication.
   */
  public readonly role: iam.IRole;

  private readonly resources: CfnResource[] = [];

  constructor(scope: Construct, id: string, props: CrossRegionReplicationProps) {
    super(scope, id);
    assertProperties(this, props, { buckets: makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND) });
    assertNoErrorsAndAnnotateFindings(
      this, checkReplicationShape(this, props.buckets, getReplicationDirections(props.topology)),
    );
    const config = resolveReplicationProps(this, props);
    CONFIGS.set(this, config);
    assertNoErrorsAndAnnotateFindings(this, [
      ...checkReplicationProps(config), ...(props.role ? checkTrustOfReplicationRole(props.role, config) : []),
    ]);

    // The owner of a foreign source writes its rules. A finding on the bucket contains them.
    const ownEdges = config.edges.filter(({ source }) => !isForeignBucket(this, source));
    registerDeclaredReplication(this, config.edges.map(({ source, destination }) =>
      ({ from: makeBucketLabel(source), to: makeBucketLabel(destination) })));
    const own = createReplicationResources(this, { config, edges: ownEdges, givenRole: props.role });
    this.role = own.role;
    const foreign = connectForeignSources(config);
    allowForeignDestinations(config, this.role);
    for (const { policy, rules } of [own, ...foreign]) {
      this.resources.push(...[policy, ...rules].map((part) => part.node.defaultChild as CfnResource));
    }
    for (const role of [...(props.role ? [] : [own.role]), ...foreign.map(({ role: created }) => created)]) {
      this.resources.push(role.node.defaultChild as CfnResource);
    }
    this.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.validateLater(listBucketsOfEdges(ownEdges, 'source'), [own, ...foreign].map(({ policy }) => policy));
  }

  /**
   * Applies a removal policy to the rules, the role and its permissions.
   *
   * If the role is deleted, S3 no longer replicates the objects of retained buckets.
   *
   * @param policy the removal policy
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    for (const resource of this.resources) resource.applyRemovalPolicy(policy);
  }

  /**
   * The time by which a destination lags behind a source, in seconds. The default is the maximum over 5 minutes.
   *
   * Throws MRAP769 if the source does not replicate to the destination, and MRAP793 without replication metrics.
   *
   * @param sourceRegion the Region of the source
   * @param destinationRegion the Region of the destination
   * @param options options for the metric
   */
  public metricReplicationLatency(
    sourceRegion: string, destinationRegion: string, options: cloudwatch.MetricOptions = {},
  ): cloudwatch.Metric {
    const statistic = cloudwatch.Stats.MAXIMUM;
    return this.metric(REPLICATION_METRICS.LATENCY, sourceRegion, destinationRegion, { statistic, ...options });
  }

  /**
   * The bytes that are pending replication. The default is the maximum over 5 minutes.
   *
   * Throws MRAP769 if the source does not replicate to the destination, and MRAP793 without replication metrics.
   *
   * @param sourceRegion the Region of the source
   * @param destinationRegion the Region of the destination
   * @param options options for the metric
   */
  public metricBytesPendingReplication(
    sourceRegion: string, destinationRegion: string, options: cloudwatch.MetricOptions = {},
  ): cloudwatch.Metric {
    const statistic = cloudwatch.Stats.MAXIMUM;
    return this.metric(REPLICATION_METRICS.BYTES_PENDING, sourceRegion, destinationRegion, { statistic, ...options });
  }

  /**
   * The operations that are pending replication. The default is the maximum over 5 minutes.
   *
   * Throws MRAP769 if the source does not replicate to the destination, and MRAP793 without replication metrics.
   *
   * @param sourceRegion the Region of the source
   * @param destinationRegion the Region of the destination
   * @param options options for the metric
   */
  public metricOperationsPendingReplication(
    sourceRegion: string, destinationRegion: string, options: cloudwatch.MetricOptions = {},
  ): cloudwatch.Metric {
    const metric = REPLICATION_METRICS.OPERATIONS_PENDING;
    const statistic = cloudwatch.Stats.MAXIMUM;
    return this.metric(metric, sourceRegion, destinationRegion, { statistic, ...options });
  }

  /**
   * The operations that failed to replicate. The default is the sum over 5 minutes.
   *
   * Throws MRAP769 if the source does not replicate to the destination, and MRAP793 without replication metrics.
   *
   * @param sourceRegion the Region of the source
   * @param destinationRegion the Region of the destination
   * @param options options for the metric
   */
  public metricOperationsFailedReplication(
    sourceRegion: string, destinationRegion: string, options: cloudwatch.MetricOptions = {},
  ): cloudwatch.Metric {
    const metric = REPLICATION_METRICS.OPERATIONS_FAILED;
    return this.metric(metric, sourceRegion, destinationRegion, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  private metric(
    metric: ReplicationMetric, source: string, destination: string, options: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    const edges = getResolvedReplicationProps(this).edges.filter((candidate) => candidate.source.region === source);
    const edge = edges.find((candidate) => candidate.destination.region === destination);
    assertNoErrorsAndAnnotateFindings(this, [
      ...checkReplicationMetrics(this, 'the metric is'),
      ...(edge === undefined ? [this.findMissingRegion(source, destination)] : []),
    ]);
    return makeReplicationMetric(metric, edge!, {
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(5),
      region: findMetricRegion(metric, edge!),
      ...options,
    });
  }

  /** Describes why no rule replicates between two Regions. */
  private findMissingRegion(source: string, destination: string): Finding {
    const { edges } = getResolvedReplicationProps(this);
    const sources = [...new Set(edges.map((edge) => edge.source.region))];
    const destinations = edges.filter((edge) => edge.source.region === source).map((edge) => edge.destination.region);
    return sources.includes(source)
      ? MRAP769_NO_BUCKET_IN_REGION.create({ region: destination, regions: destinations })
      : MRAP769_NO_BUCKET_IN_REGION.create({ region: source, regions: sources });
  }

  private validateLater(sources: readonly UnderlyingBucket[], policies: readonly iam.Policy[]): void {
    const encryptedBefore = new Set(sources.filter(isKmsEncrypted));
    this.node.addValidation({
      validate: () => {
        for (const finding of checkSourcesEncryptedAfterRules(sources, encryptedBefore)) {
          addFindingAnnotation(this, finding);
        }
        return [
          ...checkSourcesForOwnReplicationRules(sources, this),
          ...policies.flatMap((policy) => checkReplicationRolePolicySize(this, policy)),
          ...checkSourceMultiRegionKey(getResolvedReplicationProps(this)),
        ].map(renderFindingAsMessage);
      },
    });
  }
}

/** The kind of a property that accepts a replication. */
export const REPLICATION_PROPERTY_KIND = makeClassInstancePropertyKind(CONFIGS, 'a CrossRegionReplication');

/** Returns the properties of a replication with all defaults. */
export function getResolvedReplicationProps(replication: CrossRegionReplication): ResolvedReplicationProps {
  return CONFIGS.get(replication);
}

/**
 * Checks that a replication publishes metrics (MRAP793).
 *
 * @param user the part that needs the metrics, with its verb
 */
export function checkReplicationMetrics(replication: CrossRegionReplication, user: string): Finding[] {
  const { metrics } = getResolvedReplicationProps(replication);
  return metrics ? [] : [MRAP793_ALARMS_WITHOUT_METRICS.create({ user, replication: replication.node.path })];
}
