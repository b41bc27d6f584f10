import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, RemovalPolicy, Resource, type Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct, type IConstruct } from 'constructs';
import { MRAP793_ALARMS_WITHOUT_METRICS } from '../../diagnostics/definitions/operations';
import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import { REPLICATION_METRICS, type ReplicationMetric } from '../../facts/replication-metrics';
import {
  assertProperties, makeListPropertyKind, makeClassInstancePropertyKind, makeOptionalPropertyKind,
  OPTIONAL_TEXT_PROPERTY_KIND, REMOVAL_POLICY_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { WeakInternals } from '../../validation/internals';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { CROSS_REGION_REPLICATION_OPTION_KINDS } from './cross-region-replication-kinds';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { findMetricEdge, findMetricRegion, makeReplicationMetric, type ReplicationMetricOptions } from './edge-metrics';
import { ExistingObjects, usesBatchReplication } from './existing-objects';
import { checkAddedRules, checkJoinedProps, makeJoinedRuleId } from './joined-replication';
import { checkReplicationShape, checkTrustOfReplicationRole } from './replication-checks';
import { type BucketEdge, resolveReplicationRule, type ResolvedReplicationProps } from './replication-config';
import { ReplicationResources } from './replication-resources';
import {
  type DeclaredReplicationRule, getRuleDeclaration, REPLICATION_RULE_PROPERTY_KIND, type ReplicationRule,
} from './replication-rule';
import { checkDeclaredRule, checkDefaultRule, listDeclaredRules } from './rule-declaration-checks';
import { SharedReplication } from './shared-replication';

interface ReplicationState {
  readonly shared: SharedReplication;
  readonly members: readonly UnderlyingBucket[];
  /** The id of the rule that the options describe. Undefined if it is the default rule of the buckets. */
  readonly ownRuleId?: string;
}

const STATES = new WeakInternals<CrossRegionReplication, ReplicationState>('CrossRegionReplication');

/**
 * Replication between buckets of several Regions.
 *
 * By default, every bucket replicates to every other bucket, with delete markers and metadata changes. `rules` and
 * `addRule()` add rules with other objects, options and buckets, for example a copy to a vault.
 *
 * S3 has one replication configuration for each bucket. Replications of one stack with a common source bucket therefore
 * share the role and the removal policy of the first one. The default rule of each further replication has the id of
 * its construct.
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

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: CrossRegionReplicationProps) {
    super(scope, id);
    assertProperties(this, props, {
      buckets: makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND),
      rules: makeOptionalPropertyKind(makeListPropertyKind(REPLICATION_RULE_PROPERTY_KIND)),
      ...CROSS_REGION_REPLICATION_OPTION_KINDS,
    });
    const rules = listDeclaredRules(props);
    assertNoErrorsAndAnnotateFindings(this, [
      ...checkDefaultRule(props),
      ...rules.flatMap((rule, index) => checkDeclaredRule(rule, rules.slice(0, index))),
      ...checkReplicationShape(this, props.buckets, rules),
    ]);
    const sources = rules.flatMap((rule) => resolveReplicationRule(rule, props.buckets)).map(({ source }) => source);
    const joined = SharedReplication.find(this, sources);
    const shared = joined ?? this.createShared(props, rules);
    const ownRuleId = joined && this.join(joined, props, rules);
    this.role = shared.own.role;
    STATES.set(this, { shared, members: props.buckets, ownRuleId });
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
    const { shared, members } = STATES.get(this);
    const declared = getRuleDeclaration(rule);
    assertNoErrorsAndAnnotateFindings(this, checkAddedRules(this, shared, [declared]));
    shared.add(this, [declared], members);
  }

  /**
   * Applies a removal policy to the rules, the role and its permissions.
   *
   * If the role is deleted, S3 no longer replicates the objects of retained buckets.
   *
   * @param policy the removal policy
   */
  public override applyRemovalPolicy(policy: RemovalPolicy): void {
    assertProperties(this, { policy }, { policy: REMOVAL_POLICY_PROPERTY_KIND });
    STATES.get(this).shared.applyRemovalPolicy(policy);
  }

  /**
   * Returns the stack with the rules of the source buckets in another account, for example to configure its handlers.
   *
   * Throws MRAP788 if no source bucket of the account is a construct of this application.
   *
   * @param account the account
   * @returns the stack in the account of the source buckets
   */
  public replicationStack(account: string): Stack {
    const { shared } = STATES.get(this);
    const found = shared.findStack(account);
    if (found !== undefined) return found;
    throw new MrapValidationError([MRAP788_INVALID_PROPERTY.create({
      property: 'account', got: JSON.stringify(account), expected: `one of ${JSON.stringify(shared.accounts)}`,
    })], this);
  }

  /**
   * The time by which a destination lags behind a source, in seconds. The default is the maximum over 5 minutes.
   *
   * Throws MRAP769 if the source does not replicate to the destination, and MRAP793 without replication metrics.
   *
   * @param sourceRegion the Region of the source
   * @param destinationRegion the Region of the destination
   * @param options options for the metric
   * @returns the metric, for alarms and dashboards
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
   * @returns the metric, for alarms and dashboards
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
   * @returns the metric, for alarms and dashboards
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
   * @returns the metric, for alarms and dashboards
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
    const { shared, ownRuleId } = STATES.get(this);
    assertProperties(this, options, {
      ruleId: OPTIONAL_TEXT_PROPERTY_KIND,
      sourceBucketName: OPTIONAL_TEXT_PROPERTY_KIND,
      destinationBucketName: OPTIONAL_TEXT_PROPERTY_KIND,
    });
    const { ruleId = ownRuleId, sourceBucketName, destinationBucketName, ...others } = options;
    const edge = findMetricEdge(this, shared.config.edges, {
      source, destination, ruleId, sourceBucketName, destinationBucketName,
    });
    assertNoErrorsAndAnnotateFindings(this, checkReplicationMetrics(this, 'the metric is', [edge]));
    return makeReplicationMetric(metric, edge, {
      statistic: cloudwatch.Stats.MAXIMUM,
      period: Duration.minutes(5),
      region: findMetricRegion(metric, edge),
      ...others,
    });
  }

  private createShared(
    props: CrossRegionReplicationProps, rules: readonly DeclaredReplicationRule[],
  ): SharedReplication {
    const config: ResolvedReplicationProps = {
      scope: this,
      members: props.buckets,
      batch: usesBatchReplication(props.existingObjects ?? ExistingObjects.ignore()),
      edges: [],
    };
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    return new SharedReplication(config, rules, removalPolicy, (edges) => {
      const findings = props.role ? checkTrustOfReplicationRole(props.role, config) : [];
      assertNoErrorsAndAnnotateFindings(this, findings);
      return new ReplicationResources(this, config, edges, props.role);
    });
  }

  /** Adds the rules to the replication that writes the rules of a source. Returns the id of the default rule. */
  private join(
    shared: SharedReplication, props: CrossRegionReplicationProps, rules: readonly DeclaredReplicationRule[],
  ): string {
    const ownRuleId = makeJoinedRuleId(this, shared);
    const named = rules.map((rule) => ({ ...rule, id: rule.id ?? ownRuleId }));
    assertNoErrorsAndAnnotateFindings(this, [
      ...checkJoinedProps(shared, props), ...checkAddedRules(this, shared, named),
    ]);
    shared.add(this, named, props.buckets);
    return ownRuleId;
  }
}

/** The kind of a property that accepts a replication. */
export const REPLICATION_PROPERTY_KIND = makeClassInstancePropertyKind(STATES, 'a CrossRegionReplication');

/**
 * Returns the edges of all rules of the source buckets for a construct that watches them. Later, no replication accepts
 * another rule of these buckets.
 */
export function readEdgesFor(reader: IConstruct, replication: CrossRegionReplication): readonly BucketEdge[] {
  const { shared } = STATES.get(replication);
  shared.readers.add(reader.node.path);
  return shared.config.edges;
}

/** Lists the edges of a replication for a reader that visits them after the last declaration. */
export function listEdges(replication: CrossRegionReplication): readonly BucketEdge[] {
  return STATES.get(replication).shared.config.edges;
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
