import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type Duration } from 'aws-cdk-lib/core';
import { MRAP793_ALARMS_WITHOUT_METRICS } from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import { REPLICATION_DIMENSIONS, type ReplicationMetric } from '../../facts/replication-metrics';
import { replicationRuleId } from '../../wire/replication';
import { type CrossRegionReplication, getReplicationConfig } from '../replication/cross-region-replication';
import { type BucketEdge } from '../replication/replication-config';

/** Makes the part of alarm names and labels that identifies an edge. */
export function makeEdgeName({ source, destination }: BucketEdge): string {
  return `${source.region}-to-${destination.region}`;
}

/** Finds the Region where S3 publishes a metric of an edge. */
export function findMetricRegion(metric: ReplicationMetric, edge: BucketEdge): string {
  return edge[metric.publishedWith].region;
}

export interface EdgeMetricOptions {
  readonly statistic: string;
  readonly period: Duration;
  /** The Region to read the metric from, if it is not the Region of the template. */
  readonly region?: string;
  readonly label?: string;
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

/** Checks that a replication publishes metrics (MRAP793). */
export function checkReplicationMetrics(replication: CrossRegionReplication): Finding[] {
  const { metrics } = getReplicationConfig(replication);
  return metrics ? [] : [MRAP793_ALARMS_WITHOUT_METRICS.create({ replication: replication.node.path })];
}
