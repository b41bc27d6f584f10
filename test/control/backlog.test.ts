import { type AwsCalls } from '../../control/aws';
import { readBacklogs } from '../../control/backlog';
import { VirtualClock } from '../../simulator';

const SOURCE = { region: 'eu-west-1', bucket: 'media-eu' };
const DESTINATION = { region: 'us-east-1', bucket: 'media-us' };

/** CloudWatch with one rule, which it lists several times, and one value for all metrics. */
function cloudWatch(clock: VirtualClock, value: number, copies: number): AwsCalls {
  const Dimensions = [
    { Name: 'SourceBucket', Value: SOURCE.bucket },
    { Name: 'DestinationBucket', Value: DESTINATION.bucket },
    { Name: 'RuleId', Value: 'rule' },
  ];
  const outputs: Record<string, object> = {
    ListMetrics: { Metrics: Array.from({ length: copies }, () => ({ Dimensions })) },
  };
  return {
    call: (_region, operation, input) => {
      const { MetricDataQueries: queries = [] } = input as { MetricDataQueries?: { Id: string }[] };
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

  test('returns an unknown backlog if CloudWatch returns NaN', async () => {
    const clock = new VirtualClock();
    const [backlog] = await readBacklogs(cloudWatch(clock, NaN, 1), clock, [SOURCE, DESTINATION], [DESTINATION]);
    expect(backlog).toEqual({
      source: SOURCE, destination: DESTINATION, unknown: 'no figure in the last 180 minutes',
    });
  });
});
