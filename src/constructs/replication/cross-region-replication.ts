import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, RemovalPolicy, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct, type IConstruct } from 'constructs';
import { MRAP793_ALARMS_WITHOUT_METRICS } from '../../diagnostics/definitions/operations';
import { MRAP432_REPLICATION_RULE_ADDED_TOO_LATE } from '../../diagnostics/definitions/replication-rules';
import { type Finding, renderFindingAsMessage } from '../../diagnostics/finding';
import { REPLICATION_METRICS, type ReplicationMetric } from '../../facts/replication-metrics';
import {
  assertProperties, makeListPropertyKind, makeClassInstancePropertyKind, makeOptionalPropertyKind,
} from '../../validation/assert-properties';
import { addFindingAnnotation, assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { registerDeclaredReplication } from '../../validation/construct-registry';
import { WeakInternals } from '../../validation/internals';
import { isKmsEncrypted } from '../buckets/bucket-keys';
import {
  checkRenamedBuckets, isForeignBucket, makeBucketLabel, UNDERLYING_BUCKET_PROPERTY_KIND,
  type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { findMetricEdge, findMetricRegion, makeReplicationMetric, type ReplicationMetricOptions } from './edge-metrics';
import { ExistingObjects, usesBatchReplication } from './existing-objects';
import { connectForeignSources, allowForeignDestinations } from './foreign-bucket-access';
import {
  checkReplicationProps, checkSourcesEncryptedAfterRules, checkSourcesForOwnReplicationRules,
  checkReplicationRolePolicySize, checkReplicationShape, checkSourceMultiRegionKey, checkTrustOfReplicationRole,
  checkVersioningOfBuckets,
} from './replication-checks';
import {
  type BucketEdge, listAllBucketsOfEdges, listBucketsOfEdges, resolveReplicationRule, type ResolvedReplicationProps,
} from './replication-config';
import { ReplicationResources } from './replication-resources';
import {
  type DeclaredReplicationRule, getRuleDeclaration, REPLICATION_RULE_PROPERTY_KIND, type ReplicationRule,
} from './replication-rule';
import {
  checkDeclaredRule, checkDefaultRule, checkRuleEdges, listDeclaredRules, makeRuleLabel,
} from './rule-declaration-checks';

interface ReplicationState {
  readonly config: ResolvedReplicationProps;
  /** The paths of constructs that were created for the rules, and the synthesis. */
  readonly readers: Set<string>;
}

const STATES = new WeakInternals<CrossRegionReplication, ReplicationState>('CrossRegionReplication');

/**
 * Replication between buckets of several Regions.
 *
 * By default, every bucket replicates to every other bucket, with delete markers and metadata changes. `rules` and
 * `addRule()` add rules with other objects, options and buckets, for example a copy to a vault.
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

  private readonly own: ReplicationResources;
  /** The resources for source buckets of other accounts, by account. */
  private readonly foreign = new Map<string, ReplicationResources>();
  private readonly encryptedBefore = new Set<UnderlyingBucket>();
  private readonly sources = new Set<UnderlyingBucket>();
  private removalPolicy: RemovalPolicy;

  constructor(scope: Construct, id: string, props: CrossRegionReplicationProps) {
    super(scope, id);
    assertProperties(this, props, {
      buckets: makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND),
      rules: makeOptionalPropertyKind(makeListPropertyKind(REPLICATION_RULE_PROPERTY_KIND)),
    });
    const rules = listDeclaredRules(props);
    assertNoErrorsAndAnnotateFindings(this, [
      ...checkDefaultRule(props),
      ...rules.flatMap((rule, index) => checkDeclaredRule(rule, rules.slice(0, index))),
      ...checkReplicationShape(this, props.buckets, rules),
    ]);
    const config: ResolvedReplicationProps = {
      scope: this,
      members: props.buckets,
      batch: usesBatchReplication(props.existingObjects ?? ExistingObjects.ignore()),
      edges: [],
    };
    STATES.set(this, { config, readers: new Set() });
    for (const rule of rules) this.resolveRule(rule);
    assertNoErrorsAndAnnotateFindings(this, [
      ...checkReplicationProps(config, config.edges),
      ...(props.role ? checkTrustOfReplicationRole(props.role, config) : []),
    ]);

    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    this.own = new ReplicationResources(this, config, this.selectOwnEdges(config.edges), props.role);
    this.role = this.own.role;
    this.connectEdges(config.edges);
    this.validateLater();
  }

  /**
   * Adds a rule, for example a copy of all objects to a vault.
   *
   * Add all rules before you create alarms or a runbook for the replication (MRAP432). Errors: MRAP408, MRAP428,
   * MRAP429, MRAP430, MRAP431, MRAP433.
   *
   * @param rule the rule, which has an id
   */
  public addRule(rule: ReplicationRule): void {
    assertProperties(this, { rule }, { rule: REPLICATION_RULE_PROPERTY_KIND });
    const { config, readers } = STATES.get(this);
    const declared = getRuleDeclaration(rule);
    const rules = [...new Set(config.edges.map((edge) => edge.rule))];
    assertNoErrorsAndAnnotateFindings(this, [
      ...(readers.size === 0 ? [] : [MRAP432_REPLICATION_RULE_ADDED_TOO_LATE.create({
        rule: makeRuleLabel(declared), replication: this.node.path, readers: [...readers],
      })]),
      ...checkDeclaredRule(declared, [{ id: undefined }, ...rules]),
    ]);
    const edges = this.resolveRule(declared);
    assertNoErrorsAndAnnotateFindings(this, checkReplicationProps(config, edges));
    this.own.add(this.selectOwnEdges(edges));
    this.connectEdges(edges);
  }

  /**
   * Applies a removal policy to the rules, the role and its permissions.
   *
   * If the role is deleted, S3 no longer replicates the objects of retained buckets.
   *
   * @param policy the removal policy
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    this.removalPolicy = policy;
    for (const { resources } of [this.own, ...this.foreign.values()]) {
      for (const resource of resources) resource.applyRemovalPolicy(policy);
    }
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
    sourceRegion: string, destinationRegion: string, options: ReplicationMetricOptions = {},
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
    sourceRegion: string, destinationRegion: string, options: ReplicationMetricOptions = {},
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
    sourceRegion: string, destinationRegion: string, options: ReplicationMetricOptions = {},
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
    sourceRegion: string, destinationRegion: string, options: ReplicationMetricOptions = {},
  ): cloudwatch.Metric {
    const metric = REPLICATION_METRICS.OPERATIONS_FAILED;
    return this.metric(metric, sourceRegion, destinationRegion, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  private metric(
    metric: ReplicationMetric, source: string, destination: string, options: ReplicationMetricOptions,
  ): cloudwatch.Metric {
    const { ruleId, ...others } = options;
    const edge = findMetricEdge(this, getResolvedReplicationProps(this).edges, source, destination, ruleId);
    assertNoErrorsAndAnnotateFindings(this, checkReplicationMetrics(this, 'the metric is', [edge]));
    return makeReplicationMetric(metric, edge, {
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(5),
      region: findMetricRegion(metric, edge),
      ...others,
    });
  }

  /** Adds the edges of a rule to the replication. */
  private resolveRule(rule: DeclaredReplicationRule): BucketEdge[] {
    const { members, edges } = getResolvedReplicationProps(this);
    const added = resolveReplicationRule(rule, members, [...members, ...listAllBucketsOfEdges(edges)]);
    assertNoErrorsAndAnnotateFindings(this, checkRuleEdges(rule, added));
    edges.push(...added);
    return added;
  }

  /** The owner of a foreign source writes its rules. A finding on the bucket contains them. */
  private selectOwnEdges(edges: readonly BucketEdge[]): BucketEdge[] {
    return edges.filter(({ source }) => !isForeignBucket(this, source));
  }

  /** Grants and requests everything that new edges need in other accounts, and registers them for later checks. */
  private connectEdges(edges: readonly BucketEdge[]): void {
    registerDeclaredReplication(this, edges.map(({ source, destination }) =>
      ({ from: makeBucketLabel(source), to: makeBucketLabel(destination) })));
    allowForeignDestinations(this, edges, this.role);
    connectForeignSources(getResolvedReplicationProps(this), edges, this.foreign);
    for (const source of listBucketsOfEdges(this.selectOwnEdges(edges), 'source')) {
      if (!this.sources.has(source) && isKmsEncrypted(source)) this.encryptedBefore.add(source);
      this.sources.add(source);
    }
    this.applyRemovalPolicy(this.removalPolicy);
  }

  private validateLater(): void {
    this.node.addValidation({
      validate: () => {
        STATES.get(this).readers.add('app.synth()');
        const sources = [...this.sources];
        for (const finding of checkSourcesEncryptedAfterRules(sources, this.encryptedBefore)) {
          addFindingAnnotation(this, finding);
        }
        const buckets = listAllBucketsOfEdges(getResolvedReplicationProps(this).edges);
        return [
          ...checkVersioningOfBuckets(buckets),
          ...checkRenamedBuckets(buckets),
          ...checkSourcesForOwnReplicationRules(sources, this),
          ...[this.own, ...this.foreign.values()].flatMap(({ policy }) => checkReplicationRolePolicySize(this, policy)),
          ...checkSourceMultiRegionKey(getResolvedReplicationProps(this)),
        ].map(renderFindingAsMessage);
      },
    });
  }
}

/** The kind of a property that accepts a replication. */
export const REPLICATION_PROPERTY_KIND = makeClassInstancePropertyKind(STATES, 'a CrossRegionReplication');

/** Returns the declaration of a replication with all defaults. */
export function getResolvedReplicationProps(replication: CrossRegionReplication): ResolvedReplicationProps {
  return STATES.get(replication).config;
}

/** Returns the edges of all rules for a construct that watches them. Later, the replication accepts no other rule. */
export function readEdgesFor(reader: IConstruct, replication: CrossRegionReplication): readonly BucketEdge[] {
  const { config, readers } = STATES.get(replication);
  readers.add(reader.node.path);
  return config.edges;
}

/**
 * Checks that rules publish metrics (MRAP793).
 *
 * @param user the part that needs the metrics, with its verb
 * @param edges the edges that need metrics
 */
export function checkReplicationMetrics(
  replication: CrossRegionReplication, user: string, edges: readonly BucketEdge[],
): Finding[] {
  const rules = [...new Set(edges.filter(({ rule }) => !rule.metrics).map(({ rule }) => rule.id))];
  return rules.map((rule) => MRAP793_ALARMS_WITHOUT_METRICS.create({
    user, replication: replication.node.path, rule,
  }));
}
