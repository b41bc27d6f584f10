import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { REPLICATION_METRICS, type ReplicationMetric } from '../../facts/replication-metrics';
import { type BucketEdge, bucketsAt } from '../replication/replication-config';
import { metricOf, nameOfEdge, regionOf } from './replication-metrics';

const GRAPHS = [
  { title: 'Seconds behind', metric: REPLICATION_METRICS.LATENCY, statistic: 'Maximum' },
  { title: 'Operations pending', metric: REPLICATION_METRICS.OPERATIONS_PENDING, statistic: 'Maximum' },
  { title: 'Bytes pending', metric: REPLICATION_METRICS.BYTES_PENDING, statistic: 'Maximum' },
  { title: 'Operations failed', metric: REPLICATION_METRICS.OPERATIONS_FAILED, statistic: 'Sum' },
];

/** One row for each Region that is replicated to: a dashboard belongs to no Region and shows metrics of all. */
export function makeDashboard(scope: Construct, edges: readonly BucketEdge[]): cloudwatch.Dashboard {
  const rows = bucketsAt(edges, 'destination').map((destination) =>
    GRAPHS.map(({ title, metric, statistic }) => new cloudwatch.GraphWidget({
      title: `${title}: ${destination.region}`,
      width: 24 / GRAPHS.length,
      left: edges.filter((edge) => edge.destination === destination).map((edge) => shown(metric, edge, statistic)),
    })));
  return new cloudwatch.Dashboard(scope, 'Dashboard', { widgets: rows });
}

function shown(metric: ReplicationMetric, edge: BucketEdge, statistic: string): cloudwatch.Metric {
  return metricOf(metric, edge, { statistic, period: Duration.minutes(5), region: regionOf(metric, edge), label: nameOfEdge(edge) });
}
