import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { REPLICATION_METRICS, type ReplicationMetric } from '../../facts/replication-metrics';
import { makeEdgeName, makeReplicationMetric } from '../replication/edge-metrics';
import { type BucketEdge } from '../replication/replication-config';

/** The runbook has a heading for every alarm and rule. */
export const RUNBOOK = 'https://github.com/cdk-s3-mrap/cdk-s3-mrap/blob/main/docs/runbook.md';

/** An alarm that is created for every edge of the replication. */
export interface ReplicationAlarmSpec {
  readonly kind: string;
  /** Determines the Region of the alarm. */
  readonly metric: ReplicationMetric;
  readonly describe: (edge: BucketEdge) => string;
  readonly makeProps: (
    edge: BucketEdge,
  ) => Omit<cloudwatch.AlarmProps, 'alarmName' | 'alarmDescription' | 'treatMissingData'>;
}

/** Replication Time Control promises 15 minutes. Without it, large objects can take hours. */
const LATENCY_SECONDS = { withTimeControl: 900, withoutTimeControl: 3 * 3600 };

/** Makes the alarms of an edge. The alarms ignore missing data, because S3 publishes no metrics without replication. */
export function makeAlarmSpecs(): ReplicationAlarmSpec[] {
  return [makeLatencyAlarm(), makeFailureAlarm(), makePendingAlarm()];
}

function chooseLatencyThreshold({ rule }: BucketEdge): number {
  return rule.timeControl ? LATENCY_SECONDS.withTimeControl : LATENCY_SECONDS.withoutTimeControl;
}

/** Describes the replication that an alarm watches. */
function describeEdge({ source, destination, rule }: BucketEdge): string {
  const ofRule = rule.id === undefined ? '' : ` by the rule ${rule.id}`;
  return `from ${source.region} to ${destination.region}${ofRule}`;
}

function makeLatencyAlarm(): ReplicationAlarmSpec {
  const metric = REPLICATION_METRICS.LATENCY;
  return {
    kind: 'replication-latency',
    metric,
    describe: (edge) => `The replication ${describeEdge(edge)} was more than ${chooseLatencyThreshold(edge)} seconds `
      + 'behind for 15 minutes.',
    makeProps: (edge) => ({
      metric: makeReplicationMetric(metric, edge, { statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: chooseLatencyThreshold(edge),
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
    }),
  };
}

function makeFailureAlarm(): ReplicationAlarmSpec {
  const metric = REPLICATION_METRICS.OPERATIONS_FAILED;
  return {
    kind: 'replication-failed',
    metric,
    describe: (edge) => `S3 failed to replicate an operation ${describeEdge(edge)} and does not retry it.`,
    makeProps: (edge) => ({
      metric: makeReplicationMetric(metric, edge, { statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
    }),
  };
}

function makePendingAlarm(): ReplicationAlarmSpec {
  const metric = REPLICATION_METRICS.OPERATIONS_PENDING;
  const period = Duration.minutes(10);
  return {
    kind: 'replication-pending',
    metric,
    describe: (edge) => `The number of operations pending replication ${describeEdge(edge)} increased for an hour.`,
    makeProps: (edge) => ({
      metric: new cloudwatch.MathExpression({
        expression: 'DIFF(pending)',
        usingMetrics: { pending: makeReplicationMetric(metric, edge, { statistic: 'Maximum', period }) },
        period,
        label: 'Growth of operations pending',
      }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 6,
      datapointsToAlarm: 6,
    }),
  };
}

export function makeAlarmName(prefix: string, { kind }: ReplicationAlarmSpec, edge: BucketEdge): string {
  return `${prefix}-${kind}-${makeEdgeName(edge)}`;
}

/** Adds a link to a heading of the runbook to a description. */
export function addRunbookLink(text: string, heading: string): string {
  return `${text} ${RUNBOOK}#${heading}`;
}
