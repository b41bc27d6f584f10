import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { REPLICATION_METRICS } from '../../facts/replication-metrics';
import { suppressNagFindings, inAllNagPacks } from '../../validation/cdk-nag-suppressions';
import { type BucketEdge } from '../replication/replication-config';
import { withHeading } from './replication-alarm-specs';
import { metricOf, nameOfEdge } from './replication-metrics';
import { type FailoverTarget } from './runbook-document';

const HEADING = 'failover-backlog';
const READ_BY_RUNBOOK = 'it tells nobody: the runbook reads its state';

export interface BacklogAlarms {
  /** How the names begin. */
  readonly prefix: string;
  readonly region: string;
  readonly targets: readonly FailoverTarget[];
  readonly edges: readonly BucketEdge[];
}

/** The name of the alarm on what waits to be replicated to the one Region of a target. */
export function backlogAlarmName(prefix: string, target: string): string {
  return `${prefix}-backlog-${target}`;
}

/**
 * For each target that has this Region alone active: an alarm that is OK while nothing waits to be replicated to it from any other member, and is
 * not where something waits, or where S3 publishes nothing. What waits is published in the Region that waits for it, so no other Region has one.
 */
export function makeBacklogAlarms(place: Construct, { prefix, region, targets, edges }: BacklogAlarms): void {
  const here = edges.filter(({ destination }) => destination.region === region);
  const toHere = targets.filter(({ active }) => active.length === 1 && active[0].region === region)
    .filter(({ passive }) => passive.every((member) => here.some(({ source }) => source.region === member.region)));
  if (toHere.length === 0) return;
  const alarms = here.map((edge) => makeEdgeAlarm(place, prefix, edge));
  const somethingMayWait = cloudwatch.AlarmRule.not(
    cloudwatch.AlarmRule.allOf(...alarms.map((alarm) => cloudwatch.AlarmRule.fromAlarm(alarm, cloudwatch.AlarmState.OK))));
  for (const { name } of toHere) {
    const composite = new cloudwatch.CompositeAlarm(place, `Backlog${name}`, {
      compositeAlarmName: backlogAlarmName(prefix, name),
      alarmDescription: withHeading(`Read by the runbook before it fails over: OK while nothing waits to be replicated to ${region}.`, HEADING),
      alarmRule: somethingMayWait,
    });
    suppressNagFindings(composite, inAllNagPacks('CloudWatchAlarmAction', READ_BY_RUNBOOK));
  }
}

function makeEdgeAlarm(place: Construct, prefix: string, edge: BucketEdge): cloudwatch.Alarm {
  const name = `${prefix}-backlog-${nameOfEdge(edge)}`;
  const alarm = new cloudwatch.Alarm(place, name, {
    alarmName: name,
    alarmDescription: withHeading(`In the last five minutes operations waited to be replicated from ${edge.source.region} to ${edge.destination.region}.`, HEADING),
    metric: metricOf(REPLICATION_METRICS.OPERATIONS_PENDING, edge, { statistic: 'Maximum', period: Duration.minutes(1) }),
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 5,
    datapointsToAlarm: 1,
    // Nobody knows is not the same as nothing waits.
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
  });
  suppressNagFindings(alarm, inAllNagPacks('CloudWatchAlarmAction', READ_BY_RUNBOOK));
  return alarm;
}
