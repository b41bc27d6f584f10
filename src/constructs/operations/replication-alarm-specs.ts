import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { REPLICATION_METRICS, type ReplicationMetric } from '../../facts/replication-metrics';
import { type BucketEdge } from '../replication/replication-config';
import { metricOf, nameOfEdge } from './replication-metrics';

/** Operators look here at night: every alarm and rule has a heading of its own. */
const RUNBOOK = 'https://github.com/cdk-s3-mrap/cdk-s3-mrap/blob/main/docs/runbook.md';

/** One kind of alarm that every edge has. */
export interface EdgeAlarm {
  readonly kind: string;
  /** Decides the Region of the alarm. */
  readonly metric: ReplicationMetric;
  readonly describe: (edge: BucketEdge) => string;
  readonly props: (edge: BucketEdge) => Omit<cloudwatch.AlarmProps, 'alarmName' | 'alarmDescription' | 'treatMissingData'>;
}

/** Replication Time Control promises 15 minutes; without it most objects take as long, and large ones hours. */
const LATENCY_SECONDS = { withTimeControl: 900, without: 3 * 3600 };

/** The alarms of an edge. Missing data is no reason: S3 publishes nothing where nothing is replicated. */
export function edgeAlarms(timeControl: boolean): EdgeAlarm[] {
  const latency = timeControl ? LATENCY_SECONDS.withTimeControl : LATENCY_SECONDS.without;
  return [
    {
      kind: 'replication-latency',
      metric: REPLICATION_METRICS.LATENCY,
      describe: ({ source, destination }) => `For 15 minutes ${destination.region} was more than ${latency} seconds behind ${source.region}.`,
      props: (edge) => ({
        metric: metricOf(REPLICATION_METRICS.LATENCY, edge, { statistic: 'Maximum', period: Duration.minutes(5) }),
        threshold: latency,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 3,
        datapointsToAlarm: 3,
      }),
    },
    {
      kind: 'replication-failed',
      metric: REPLICATION_METRICS.OPERATIONS_FAILED,
      describe: ({ source, destination }) => `An operation in ${source.region} was not replicated to ${destination.region}; S3 does not try it again.`,
      props: (edge) => ({
        metric: metricOf(REPLICATION_METRICS.OPERATIONS_FAILED, edge, { statistic: 'Sum', period: Duration.minutes(5) }),
        threshold: 1,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 1,
      }),
    },
    {
      kind: 'replication-pending',
      metric: REPLICATION_METRICS.OPERATIONS_PENDING,
      describe: ({ source, destination }) => `For an hour ever more operations in ${source.region} waited to be replicated to ${destination.region}.`,
      props: (edge) => ({
        metric: new cloudwatch.MathExpression({
          expression: 'DIFF(pending)',
          usingMetrics: { pending: metricOf(REPLICATION_METRICS.OPERATIONS_PENDING, edge, { statistic: 'Maximum', period: Duration.minutes(10) }) },
          period: Duration.minutes(10),
          label: 'Growth of operations pending',
        }),
        threshold: 0,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 6,
        datapointsToAlarm: 6,
      }),
    },
  ];
}

export function alarmName(prefix: string, { kind }: EdgeAlarm, edge: BucketEdge): string {
  return `${prefix}-${kind}-${nameOfEdge(edge)}`;
}

/** A description that leads to what to do. */
export function withHeading(text: string, heading: string): string {
  return `${text} ${RUNBOOK}#${heading}`;
}
