import { type StackTemplate } from '../stack-template';

/** The metric of a probe. A metric cannot be deleted. It is not billed while it has no data. */
export interface ProbeMetric {
  readonly namespace: string;
  readonly name: string;
}

/** The number of periods of a minute that an alarm evaluates. */
export const EVALUATED_PERIODS = 3;

/** Makes an alarm like the alarm for pending operations: it is raised if a metric grew in so many periods. */
function makeGrowthAlarm({ namespace, name }: ProbeMetric, datapointsToAlarm: number): object {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      ActionsEnabled: false,
      ComparisonOperator: 'GreaterThanThreshold',
      DatapointsToAlarm: datapointsToAlarm,
      EvaluationPeriods: EVALUATED_PERIODS,
      Metrics: [
        { Id: 'growth', Expression: 'DIFF(pending)', Label: 'growth', ReturnData: true },
        {
          Id: 'pending',
          MetricStat: { Metric: { Namespace: namespace, MetricName: name }, Period: 60, Stat: 'Maximum' },
          ReturnData: false,
        },
      ],
      Threshold: 0,
      TreatMissingData: 'ignore',
    },
  };
}

/** Makes the stack of two alarms. Their outputs are `AlarmName` and, for one growing period less, `ControlName`. */
export function makeGrowthAlarmsTemplate(metric: ProbeMetric): StackTemplate {
  return {
    Resources: {
      Alarm: makeGrowthAlarm(metric, EVALUATED_PERIODS),
      Control: makeGrowthAlarm(metric, EVALUATED_PERIODS - 1),
    },
    Outputs: { AlarmName: { Value: { Ref: 'Alarm' } }, ControlName: { Value: { Ref: 'Control' } } },
  };
}
