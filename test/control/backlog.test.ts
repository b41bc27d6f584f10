import { type AwsCalls } from '../../control/aws';
import { readBacklogs } from '../../control/backlog';
import { VirtualClock } from '../../simulator';

const SOURCE = { region: 'eu-west-1', bucket: 'media-eu' };
const DESTINATION = { region: 'us-east-1', bucket: 'media-us' };

/** CloudWatch with some rules, which it lists several times, and one value for all metrics. */
function cloudWatch(clock: VirtualClock, value: number, copies: number, rules: readonly string[] = ['rule']): AwsCalls {
  const makeDimensions = (rule: string) => [
    { Name: 'SourceBucket', Value: SOURCE.bucket },
    { Name: 'DestinationBucket', Value: DESTINATION.bucket },
    { Name: 'RuleId', Value: rule },
  ];
  const Metrics = rules.flatMap((rule) => Array.from({ length: copies }, () => ({ Dimensions: makeDimensions(rule) })));
  const outputs: Record<string, object> = { ListMetrics: { Metrics } };
  return {
    call: (_region, operation, input) => {
      const { MetricDataQueries: queries = [] } = input as { MetricDataQueries?: { Id: string }[] };
      expect(queries.length).toBeLessThanOrEqual(500);
      const MetricDataResults = queries.map(({ Id }) => (
        { Id, Timestamps: [new Date(clock.now())], Values: [value] }
      ));
      return Promise.resolve((outputs[operation] ?? { MetricDataResults }) as never);
    },
  };
}

describe('readBacklogs', () => {
  test('counts a metric once that CloudWatch lists several times', async () => {
    const clock = new VirtualClock();
    const [backlog] = await readBacklogs(cloudWatch(clock, 812, 3), clock, [SOURCE, DESTINATION], [DESTINATION]);
    expect(backlog).toMatchObject({ operations: 812, bytes: 812, latencySeconds: 812 });
  });

  test('adds up the figures of all rules from one member to another, whatever their number', async () => {
    const clock = new VirtualClock();
    const rules = Array.from({ length: 400 }, (_, index) => `rule-${index}`);
    const [backlog] = await readBacklogs(cloudWatch(clock, 2, 1, rules), clock, [SOURCE, DESTINATION], [DESTINATION]);
    expect(backlog).toMatchObject({ operations: 800, bytes: 800, latencySeconds: 2 });
  });

  test('returns an unknown backlog if CloudWatch returns NaN', async () => {
    const clock = new VirtualClock();
    const [backlog] = await readBacklogs(cloudWatch(clock, NaN, 1), clock, [SOURCE, DESTINATION], [DESTINATION]);
    expect(backlog).toEqual({
      source: SOURCE, destination: DESTINATION, unknown: 'no figure in the last 180 minutes',
    });
  });

  test.each([
    ['ListMetrics', 'list of metrics'], ['GetMetricData', 'list of results'],
  ])('names the answer to %s that is empty', async (emptyOperation, missing) => {
    const clock = new VirtualClock();
    const aws = cloudWatch(clock, 1, 1);
    const call: AwsCalls['call'] = (region, operation, input) =>
      (operation === emptyOperation ? Promise.resolve({} as never) : aws.call(region, operation, input));
    const [backlog] = await readBacklogs({ call }, clock, [SOURCE, DESTINATION], [DESTINATION]);
    expect(backlog.unknown)
      .toBe(`CloudWatch in us-east-1: IncompleteResponse (the response to ${emptyOperation} has no ${missing})`);
  });
});
