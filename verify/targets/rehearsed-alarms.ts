import { type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type CreateResource, type SimulatedResource, type SimulatedStacks } from './simulated-stacks';

interface AlarmProperties {
  readonly DatapointsToAlarm: number;
  readonly EvaluationPeriods: number;
  readonly Metrics: readonly { readonly MetricStat?: { readonly Metric: { readonly MetricName: string } } }[];
}

interface MetricInput {
  readonly AlarmNames?: readonly string[];
  readonly MetricData?: readonly { readonly MetricName: string; readonly Value: number }[];
}

type Next = (args: { readonly input: MetricInput }) => Promise<object>;

/** Alarms of CloudWatch on the difference of a metric. */
export class RehearsedAlarms {
  public static readonly types: Readonly<Record<string, CreateResource>> = {
    'AWS::CloudWatch::Alarm': ({ name }) => ({ ref: name, attributes: {} }),
  };

  /** The values of each metric, in the order of their periods. */
  private readonly values = new Map<string, number[]>();
  private readonly answering = new Set<CloudWatchClient>();

  constructor(private readonly diffIncludesFormerPeriod: boolean) {}

  /** Answers the calls of a client for metric data and alarms. */
  public answerCalls(client: CloudWatchClient, stacks: SimulatedStacks): CloudWatchClient {
    if (this.answering.has(client)) return client;
    this.answering.add(client);
    const answer = (next: Next, { commandName }: { readonly commandName: string }): Next => async (args) => {
      const output = this.answer(commandName, args.input, stacks);
      return output === undefined ? next(args) : { output: { $metadata: { requestId: 'rehearsed' }, ...output } };
    };
    (client.middlewareStack.add as (middleware: unknown, options: object) => void)(answer, { step: 'serialize' });
    return client;
  }

  private answer(command: string, { MetricData = [], AlarmNames = [] }: MetricInput, stacks: SimulatedStacks) {
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
