import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { REPLICATION_METRICS, type ReplicationMetric } from '../../facts/replication-metrics';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { findMetricRegion, makeEdgeName, makeReplicationMetric } from '../replication/edge-metrics';
import { type BucketEdge, listBucketsOfEdges } from '../replication/replication-config';

const GRAPHS = [
  { title: 'Replication latency in seconds', metric: REPLICATION_METRICS.LATENCY, statistic: 'Maximum' },
  { title: 'Operations pending', metric: REPLICATION_METRICS.OPERATIONS_PENDING, statistic: 'Maximum' },
  { title: 'Bytes pending', metric: REPLICATION_METRICS.BYTES_PENDING, statistic: 'Maximum' },
  { title: 'Operations failed', metric: REPLICATION_METRICS.OPERATIONS_FAILED, statistic: 'Sum' },
];

/** Creates a dashboard with one row for each destination. A dashboard is global and can show all Regions. */
export function createReplicationDashboard(scope: Construct, edges: readonly BucketEdge[]): cloudwatch.Dashboard {
  const destinations = listBucketsOfEdges(edges, 'destination');
  const isOnlyOneIn = (region: string) => destinations.filter((other) => other.region === region).length === 1;
  const makeTitle = ({ region, bucketName }: UnderlyingBucket) =>
    (isOnlyOneIn(region) ? region : `${region} (${bucketName})`);
  const rows = destinations.map((destination) => {
    const incoming = edges.filter((edge) => edge.destination === destination);
    return GRAPHS.map(({ title, metric, statistic }) => new cloudwatch.GraphWidget({
      title: `${title}: ${makeTitle(destination)}`,
      width: 24 / GRAPHS.length,
      left: incoming.map((edge) => makeLine(metric, edge, statistic)),
    }));
  });
  return new cloudwatch.Dashboard(scope, 'Dashboard', { widgets: rows });
}

function makeLine(metric: ReplicationMetric, edge: BucketEdge, statistic: string): cloudwatch.Metric {
  return makeReplicationMetric(metric, edge, {
    statistic, period: Duration.minutes(5), region: findMetricRegion(metric, edge), label: makeEdgeName(edge),
  });
}
