import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type Duration } from 'aws-cdk-lib/core';
import { REPLICATION_DIMENSIONS, type ReplicationMetric } from '../../facts/replication-metrics';
import { replicationRuleId } from '../../wire/replication';
import { type BucketEdge } from '../replication/replication-config';

/** One edge as alarms name it. */
export function nameOfEdge({ source, destination }: BucketEdge): string {
  return `${source.region}-to-${destination.region}`;
}

/** The Region in which a figure of an edge is published. */
export function regionOf(metric: ReplicationMetric, edge: BucketEdge): string {
  return edge[metric.publishedWith].region;
}

export interface MetricView {
  readonly statistic: string;
  readonly period: Duration;
  /** The Region to read it from, where that is not the one of the template. */
  readonly region?: string;
  readonly label?: string;
}

/** A figure of one edge. */
export function metricOf(metric: ReplicationMetric, { source, destination }: BucketEdge, view: MetricView): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/S3',
    metricName: metric.name,
    dimensionsMap: {
      [REPLICATION_DIMENSIONS.source]: source.bucketName,
      [REPLICATION_DIMENSIONS.destination]: destination.bucketName,
      [REPLICATION_DIMENSIONS.rule]: replicationRuleId(source.bucketName, destination.bucketName),
    },
    ...view,
  });
}
