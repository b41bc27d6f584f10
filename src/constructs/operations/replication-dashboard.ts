import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { REPLICATION_METRICS, type ReplicationMetric } from '../../facts/replication-metrics';
import { REQUEST_METRICS, RULE_METRIC } from '../../facts/request-metrics';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { findMetricRegion, makeEdgeName, makeReplicationMetric } from '../replication/edge-metrics';
import { type BucketEdge, listBucketsOfEdges } from '../replication/replication-config';
import { RUNBOOK } from './replication-alarm-specs';

const GRAPHS = [
  { title: 'Replication latency in seconds', metric: REPLICATION_METRICS.LATENCY, statistic: 'Maximum' },
  { title: 'Operations pending', metric: REPLICATION_METRICS.OPERATIONS_PENDING, statistic: 'Maximum' },
  { title: 'Bytes pending', metric: REPLICATION_METRICS.BYTES_PENDING, statistic: 'Maximum' },
  { title: 'Operations failed', metric: REPLICATION_METRICS.OPERATIONS_FAILED, statistic: 'Sum' },
];

/** The maximum of CloudWatch. */
const ALARMS_PER_WIDGET = 100;
const FULL_WIDTH = 24;

export interface ReplicationDashboardProps {
  readonly edges: readonly BucketEdge[];
  readonly alarms: readonly { readonly region: string; readonly name: string }[];
  readonly buckets: readonly UnderlyingBucket[];
  readonly requestMetricsId?: string;
  /** The rules that match changes of routes. */
  readonly routeChanges: readonly { readonly region: string; readonly ruleName: string }[];
}

/**
 * Creates a dashboard: the runbook, the states of alarms, errors of requests, changes of routes, and one row for each
 * destination. A dashboard is global and can show all Regions.
 */
export function createReplicationDashboard(scope: Construct, props: ReplicationDashboardProps): cloudwatch.Dashboard {
  const { edges } = props;
  const destinations = listBucketsOfEdges(edges, 'destination');
  const isOnlyOneIn = (region: string) => destinations.filter((other) => other.region === region).length === 1;
  const makeTitle = ({ region, bucketName }: UnderlyingBucket) =>
    (isOnlyOneIn(region) ? region : `${region} (${bucketName})`);
  const rows = destinations.map((destination) => {
    const incoming = edges.filter((edge) => edge.destination === destination);
    return GRAPHS.map(({ title, metric, statistic }) => new cloudwatch.GraphWidget({
      title: `${title}: ${makeTitle(destination)}`,
      width: FULL_WIDTH / GRAPHS.length,
      left: incoming.map((edge) => makeLine(metric, edge, statistic)),
    }));
  });
  return new cloudwatch.Dashboard(scope, 'Dashboard', {
    widgets: [
      [new cloudwatch.TextWidget({ markdown: makeRunbookText(), width: FULL_WIDTH, height: 2 })],
      makeAlarmWidgets(scope, props),
      makeErrorGraphs(props),
      makeRouteChangeGraphs(props),
      ...rows,
    ].filter((row) => row.length > 0),
  });
}

function makeRunbookText(): string {
  return `**[Runbook](${RUNBOOK})**: [failover by runbook](${RUNBOOK}#fail-over-by-runbook), `
    + `[Region outage](${RUNBOOK}#region-outage). Start with \`cdk-s3-mrap status <arn>\`.`;
}

/** Refers to alarms by name, because the stacks of other Regions are deployed after the stack of the dashboard. */
function makeAlarmWidgets(scope: Construct, { alarms }: ReplicationDashboardProps): cloudwatch.IWidget[] {
  const { account } = Stack.of(scope);
  const folder = new Construct(scope, 'DashboardAlarms');
  return [...new Set(alarms.map(({ region }) => region))].sort().flatMap((region) => {
    const ofRegion = alarms.filter((alarm) => alarm.region === region).map(({ name }) =>
      cloudwatch.Alarm.fromAlarmArn(
        folder, `${region}-${name}`, `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
      ));
    const groups = Array.from({ length: Math.ceil(ofRegion.length / ALARMS_PER_WIDGET) }, (_, index) =>
      ofRegion.slice(index * ALARMS_PER_WIDGET, (index + 1) * ALARMS_PER_WIDGET));
    return groups.map((group) => new cloudwatch.AlarmStatusWidget({
      title: `Alarms in ${region}`,
      alarms: group,
      width: FULL_WIDTH / 3,
      height: 4,
      sortBy: cloudwatch.AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
    }));
  });
}

function makeErrorGraphs({ buckets, requestMetricsId }: ReplicationDashboardProps): cloudwatch.IWidget[] {
  if (requestMetricsId === undefined) return [];
  const { clientErrors, serverErrors, dimensions } = REQUEST_METRICS;
  return [clientErrors, serverErrors].map((metricName) => new cloudwatch.GraphWidget({
    title: metricName,
    width: FULL_WIDTH / 2,
    left: buckets.map(({ region, bucketName }) => new cloudwatch.Metric({
      namespace: 'AWS/S3',
      metricName,
      dimensionsMap: { [dimensions.bucket]: bucketName, [dimensions.configuration]: requestMetricsId },
      statistic: 'Sum',
      period: Duration.minutes(1),
      region,
      label: `${region} ${bucketName}`,
    })),
  }));
}

function makeRouteChangeGraphs({ routeChanges }: ReplicationDashboardProps): cloudwatch.IWidget[] {
  if (routeChanges.length === 0) return [];
  return [new cloudwatch.GraphWidget({
    title: 'Changes of routes outside deployments, last two weeks',
    width: FULL_WIDTH,
    height: 4,
    start: '-P14D',
    left: routeChanges.map(({ region, ruleName }) => new cloudwatch.Metric({
      namespace: 'AWS/Events',
      metricName: RULE_METRIC.name,
      dimensionsMap: { [RULE_METRIC.dimension]: ruleName },
      statistic: 'Sum',
      period: Duration.minutes(5),
      region,
      label: region,
    })),
  })];
}

function makeLine(metric: ReplicationMetric, edge: BucketEdge, statistic: string): cloudwatch.Metric {
  return makeReplicationMetric(metric, edge, {
    statistic, period: Duration.minutes(5), region: findMetricRegion(metric, edge), label: makeEdgeName(edge),
  });
}
