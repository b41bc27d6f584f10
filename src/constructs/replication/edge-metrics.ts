import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type Duration } from 'aws-cdk-lib/core';
import { REPLICATION_DIMENSIONS, type ReplicationMetric } from '../../facts/replication-metrics';
import { replicationRuleId } from '../../wire/replication';
import { type BucketEdge } from './replication-config';

/** Makes the part of alarm names and labels that identifies an edge. */
export function makeEdgeName({ source, destination }: BucketEdge): string {
  return `${source.region}-to-${destination.region}`;
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
  metric: ReplicationMetric, { source, destination }: BucketEdge, options: EdgeMetricOptions,
): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/S3',
    metricName: metric.name,
    dimensionsMap: {
      [REPLICATION_DIMENSIONS.source]: source.bucketName,
      [REPLICATION_DIMENSIONS.destination]: destination.bucketName,
      [REPLICATION_DIMENSIONS.rule]: replicationRuleId(source.bucketName, destination.bucketName),
    },
    ...options,
  });
}
