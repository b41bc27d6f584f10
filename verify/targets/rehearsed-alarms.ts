import { type CreateResource, type SimulatedResource, type SimulatedStacks } from './simulated-stacks';

interface AlarmProperties {
  readonly DatapointsToAlarm: number;
  readonly EvaluationPeriods: number;
  readonly Metrics: readonly { readonly MetricStat?: { readonly Metric: { readonly MetricName: string } } }[];
}

/** The input of a call for metric data or alarms. */
export interface MetricInput {
  readonly AlarmNames?: readonly string[];
  readonly MetricData?: readonly { readonly MetricName: string; readonly Value: number }[];
}

/** Alarms of CloudWatch on the difference of a metric. */
export class RehearsedAlarms {
  public static readonly types: Readonly<Record<string, CreateResource>> = {
    'AWS::CloudWatch::Alarm': ({ name }) => ({ ref: name, attributes: {} }),
  };

  /** The values of each metric, in the order of their periods. */
  private readonly values = new Map<string, number[]>();

  constructor(private readonly diffIncludesFormerPeriod: boolean) {}

  /** Answers a call for metric data or alarms. */
  public answer(command: string, { MetricData = [], AlarmNames = [] }: MetricInput, stacks: SimulatedStacks) {
    if (command === 'PutMetricDataCommand') {
      for (const { MetricName: name, Value: value } of MetricData) {
        this.values.set(name, [...this.values.get(name) ?? [], value]);
      }
      return {};
    }
    if (command !== 'DescribeAlarmsCommand') return undefined;
    const raised = stacks.resources.filter((alarm) => AlarmNames.includes(alarm.ref) && this.isRaised(alarm));
    return { MetricAlarms: raised.map(({ ref }) => ({ AlarmName: ref })) };
  }

  private isRaised({ properties }: SimulatedResource): boolean {
    const { DatapointsToAlarm: needed, EvaluationPeriods: periods, Metrics } = properties as unknown as AlarmProperties;
    const metric = Metrics.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat?.Metric.MetricName ?? '';
    const read = periods + (this.diffIncludesFormerPeriod ? 1 : 0);
    const values = (this.values.get(metric) ?? []).slice(-read);
    return values.filter((value, index) => index > 0 && value > values[index - 1]).length >= needed;
  }
}
