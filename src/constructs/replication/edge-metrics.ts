import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type Duration } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP769_NO_BUCKET_IN_REGION } from '../../diagnostics/definitions/options';
import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { REPLICATION_DIMENSIONS, type ReplicationMetric } from '../../facts/replication-metrics';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { replicationRuleId } from '../../wire/replication';
import { makeBucketLabel, type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type BucketEdge } from './replication-config';

/**
 * Options for a metric of a replication.
 */
export interface ReplicationMetricOptions extends cloudwatch.MetricOptions {
  /**
   * The id of the replication rule.
   *
   * @default - the rule that the options of the replication describe
   */
  readonly ruleId?: string;

  /**
   * The name of the source bucket. Required if the rule has several sources in the Region.
   *
   * @default - the only source in the Region
   */
  readonly sourceBucketName?: string;

  /**
   * The name of the destination bucket. Required if the rule has several destinations in the Region.
   *
   * @default - the only destination in the Region
   */
  readonly destinationBucketName?: string;
}

/** Identifies an edge of a replication. */
export interface MetricEdgeSelection {
  /** The Region of the source. */
  readonly source: string;
  /** The Region of the destination. */
  readonly destination: string;
  readonly ruleId?: string;
  readonly sourceBucketName?: string;
  readonly destinationBucketName?: string;
}

/** Finds the edge of a rule between two Regions. Throws MRAP769 or MRAP788 if the replication has none. */
export function findMetricEdge(
  scope: IConstruct, edges: readonly BucketEdge[], selection: MetricEdgeSelection,
): BucketEdge {
  const { source, destination, ruleId } = selection;
  const ofRule = edges.filter(({ rule }) => rule.id === ruleId);
  const fromSource = ofRule.filter((edge) => edge.source.region === source);
  const between = fromSource.filter((edge) => edge.destination.region === destination);
  if (between.length > 0) return selectByBucketNames(scope, between, selection);
  if (ruleId !== undefined && ofRule.length === 0) {
    const ids = [...new Set(edges.flatMap(({ rule }) => rule.id ?? []))];
    const expected = ids.length === 0 ? 'a replication with rules' : `one of the rules ${ids.join(', ')}`;
    throw new MrapValidationError([
      MRAP788_INVALID_PROPERTY.create({ property: 'ruleId', got: JSON.stringify(ruleId), expected }),
    ], scope);
  }
  const sources = [...new Set(ofRule.map((candidate) => candidate.source.region))];
  throw new MrapValidationError([sources.includes(source)
    ? MRAP769_NO_BUCKET_IN_REGION.create({
      region: destination, regions: fromSource.map((candidate) => candidate.destination.region),
    })
    : MRAP769_NO_BUCKET_IN_REGION.create({ region: source, regions: sources })], scope);
}

/** Selects the edge with the given buckets. Throws MRAP788 if the names do not select exactly one edge. */
function selectByBucketNames(
  scope: IConstruct, edges: readonly BucketEdge[], { sourceBucketName, destinationBucketName }: MetricEdgeSelection,
): BucketEdge {
  const names = { source: sourceBucketName, destination: destinationBucketName };
  let selected = edges;
  for (const end of ['source', 'destination'] as const) {
    const labels = [...new Set(selected.map((edge) => edge[end].bucketName))];
    const name = names[end] ?? (labels.length === 1 ? labels[0] : undefined);
    selected = selected.filter((edge) => edge[end].bucketName === name);
    if (selected.length > 0) continue;
    throw new MrapValidationError([MRAP788_INVALID_PROPERTY.create({
      property: `${end}BucketName`, got: name ?? 'no value', expected: `one of ${labels.join(', ')}`,
    })], scope);
  }
  return selected[0];
}

/** Makes the part of alarm names and labels that identifies an edge among the edges of all rules. */
export function makeEdgeName({ source, destination, rule }: BucketEdge): string {
  const ends = `${makeEndName(source, rule.sources)}-to-${makeEndName(destination, rule.destinations)}`;
  return `${ends}${rule.id === undefined ? '' : `-${rule.id}`}`;
}

/** The Region identifies the only bucket of a Region. */
function makeEndName(bucket: UnderlyingBucket, ofRule: readonly UnderlyingBucket[]): string {
  const isOnlyOne = ofRule.every((other) => other === bucket || other.region !== bucket.region);
  return isOnlyOne ? bucket.region : `${bucket.region}-${makeBucketLabel(bucket)}`;
}

/** Finds the Region where S3 publishes a metric of an edge. */
export function findMetricRegion(metric: ReplicationMetric, edge: BucketEdge): string {
  return edge[metric.publishedWith].region;
}

export interface EdgeMetricOptions extends cloudwatch.MetricOptions {
  readonly statistic: string;
  readonly period: Duration;
}

/** Makes a metric of one edge. */
export function makeReplicationMetric(
  metric: ReplicationMetric, { source, destination, rule }: BucketEdge, options: EdgeMetricOptions,
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/S3',
    metricName: metric.name,
    dimensionsMap: {
      [REPLICATION_DIMENSIONS.source]: source.bucketName,
      [REPLICATION_DIMENSIONS.destination]: destination.bucketName,
      [REPLICATION_DIMENSIONS.rule]: replicationRuleId(source.bucketName, destination.bucketName, rule.id),
    },
    ...options,
  });
}
