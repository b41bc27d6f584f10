import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { MRAP220_TOO_MANY_BACKLOG_ALARMS } from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import { SERVICE_LIMITS } from '../../facts/limits';
import { REPLICATION_METRICS } from '../../facts/replication-metrics';
import { makePackSuppressions, suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import { makeEdgeName, makeReplicationMetric } from '../replication/edge-metrics';
import { type BucketEdge } from '../replication/replication-config';
import { addRunbookLink } from './replication-alarm-specs';
import { type FailoverTarget } from './runbook-document';

const HEADING = 'failover-backlog';
const ANY_ACCOUNT = '0'.repeat(12);
const READ_BY_RUNBOOK = 'needs no action, because the runbook reads its state';

export interface BacklogAlarmsProps {
  /** The prefix of the alarm names. */
  readonly prefix: string;
  readonly region: string;
  readonly targets: readonly FailoverTarget[];
  readonly edges: readonly BucketEdge[];
}

/**
 * Makes the name of the alarm that shows whether replication is pending to the Region that is the only active one after
 * a failover to a target.
 */
export function makeBacklogAlarmName(prefix: string, target: string): string {
  return `${prefix}-backlog-${target}`;
}

/**
 * Creates the alarms that the runbook of one Region reads before a failover.
 *
 * There is an alarm for each target in which only this Region is active. The alarm is OK if no operation from any other
 * member is pending. It is not OK if an operation is pending or if S3 publishes no metrics. S3 publishes
 * the pending operations in the destination Region, so only the alarms of this Region can read them.
 */
export function createBacklogAlarms(scope: Construct, props: BacklogAlarmsProps): void {
  const { prefix, region } = props;
  const { incoming, measurableTargets } = selectEdgesOfRegion(props);
  if (measurableTargets.length === 0) return;
  const alarms = incoming.map((edge) => createEdgeAlarm(scope, prefix, edge));
  const allOk = cloudwatch.AlarmRule.allOf(
    ...alarms.map((alarm) => cloudwatch.AlarmRule.fromAlarm(alarm, cloudwatch.AlarmState.OK)));
  const alarmRule = cloudwatch.AlarmRule.not(allOk);
  for (const { name } of measurableTargets) {
    const description = `The runbook reads this alarm before a failover. It is OK if no replication to ${region} is `
      + 'pending.';
    const composite = new cloudwatch.CompositeAlarm(scope, `Backlog${name}`, {
      compositeAlarmName: makeBacklogAlarmName(prefix, name),
      alarmDescription: addRunbookLink(description, HEADING),
      alarmRule,
    });
    suppressNagFindings(composite, makePackSuppressions('CloudWatchAlarmAction', READ_BY_RUNBOOK));
  }
}

/** Selects the replication to a Region, and the targets whose backlog the alarms of the Region show completely. */
function selectEdgesOfRegion({ region, targets, edges }: Omit<BacklogAlarmsProps, 'prefix'>) {
  const incoming = edges.filter(({ destination }) => destination.region === region);
  const isSource = (candidate: string) => incoming.some(({ source }) => source.region === candidate);
  const measurableTargets = targets
    .filter(({ active }) => active.length === 1 && active[0].region === region)
    .filter(({ passive }) => passive.every((member) => isSource(member.region)));
  return { incoming, measurableTargets };
}

/** Checks that CloudWatch accepts the rule of the composite alarms of a Region (MRAP220). */
export function checkBacklogAlarms(props: BacklogAlarmsProps): Finding[] {
  const { prefix, region } = props;
  const { incoming, measurableTargets } = selectEdgesOfRegion(props);
  const rules = incoming.map((edge) =>
    `OK("arn:aws:cloudwatch:${region}:${ANY_ACCOUNT}:alarm:${makeEdgeAlarmName(prefix, edge)}")`);
  const { length: characters } = `(NOT ((${rules.join(' AND ')})))`;
  const fits = rules.length <= SERVICE_LIMITS.COMPOSITE_ALARM_CHILDREN.value
    && characters <= SERVICE_LIMITS.COMPOSITE_ALARM_RULE.value;
  return measurableTargets.length === 0 || fits
    ? []
    : [MRAP220_TOO_MANY_BACKLOG_ALARMS.create({ region, alarms: rules.length, characters })];
}

function makeEdgeAlarmName(prefix: string, edge: BucketEdge): string {
  return `${prefix}-backlog-${makeEdgeName(edge)}`;
}

function createEdgeAlarm(scope: Construct, prefix: string, edge: BucketEdge): cloudwatch.Alarm {
  const name = makeEdgeAlarmName(prefix, edge);
  const description = `Operations were pending replication from ${edge.source.region} to ${edge.destination.region} `
    + 'within the last five minutes.';
  const alarm = new cloudwatch.Alarm(scope, name, {
    alarmName: name,
    alarmDescription: addRunbookLink(description, HEADING),
    metric: makeReplicationMetric(REPLICATION_METRICS.OPERATIONS_PENDING, edge, {
      statistic: 'Maximum', period: Duration.minutes(1),
    }),
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 5,
    datapointsToAlarm: 1,
    // Missing data means that the backlog is unknown, not that it is empty.
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
  });
  suppressNagFindings(alarm, makePackSuppressions('CloudWatchAlarmAction', READ_BY_RUNBOOK));
  return alarm;
}
