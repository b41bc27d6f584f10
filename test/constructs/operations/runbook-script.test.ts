import { CHECK_SCRIPT } from '../../../src/constructs/operations/runbook-script';
import { runScript, type ScriptAnswer } from '../../support/automation-script';

const BUCKETS = { 'eu-west-1': 'media-eu', 'us-east-1': 'media-us' };
const ROUTES = {
  output: {
    Routes: [
      { Region: 'eu-west-1', TrafficDialPercentage: 100 }, { Region: 'us-east-1', TrafficDialPercentage: 0 },
    ],
  },
};

/** Runs the script for a failover to us-east-1, with one rule and some more. */
function check(
  { routes = { 'us-east-1': ROUTES, 'us-west-2': ROUTES }, metrics, ruleIds = [] }: {
    routes?: Record<string, ScriptAnswer>; metrics?: ScriptAnswer; ruleIds?: string[];
  }, script = CHECK_SCRIPT,
) {
  return runScript({
    Runtime: 'python3.11',
    Handler: 'check',
    Script: script,
    InputPayload: {
      AccountId: '111122223333',
      Mrap: 'arn',
      Target: 'us',
      AcceptDataLoss: 'no',
      ExpectedActiveRegions: 'any',
      ControlRegions: Object.keys(routes),
      Buckets: BUCKETS,
      Targets: { us: ['us-east-1'] },
      RulePrefix: 'cdk-s3-mrap',
      Rules: { 'eu-west-1': { 'us-east-1': [[], ...ruleIds.map((id) => [id])] } },
    },
  }, { GetMultiRegionAccessPointRoutes: routes, GetMetricData: { 'us-east-1': metrics ?? makeMetrics([0], [0]) } });
}

function makeMetrics(operations: unknown[], bytes: unknown[]): ScriptAnswer {
  const edge = 'media-eu media-us cdk-s3-mrap/media-eu/media-us';
  return {
    output: { [`OperationsPendingReplication ${edge}`]: operations, [`BytesPendingReplication ${edge}`]: bytes },
  };
}

describe('CHECK_SCRIPT', () => {
  test.each([
    [[0, 7], [0, 7], undefined],
    [[2, 0], [0], 'eu-west-1 to us-east-1: 2 operations'],
    [[0], [5.4], 'eu-west-1 to us-east-1: 5 bytes'],
    [['nan'], [0], 'eu-west-1 to us-east-1: operations unknown'],
    [[0], [], 'eu-west-1 to us-east-1: bytes unknown'],
  ])('uses the latest values of the metrics: %j operations and %j bytes', (operations, bytes, problem) => {
    const { failure } = check({ metrics: makeMetrics(operations, bytes) });
    expect(failure).toBe(problem && `replication is pending or its status is unknown: ${problem}`);
  });

  test('reads the metrics of all rules, at most 500 in a call', () => {
    const ruleIds = Array.from({ length: 300 }, (_, index) => `rule-${index}`);
    const { calls, failure } = check({ ruleIds });
    const reads = calls.filter(({ operation }) => operation === 'GetMetricData');
    expect(reads.map(({ region, inputs }) => [region, (inputs.MetricDataQueries as object[]).length]))
      .toEqual([['us-east-1', 500], ['us-east-1', 102]]);
    expect(JSON.stringify(reads[1].inputs)).toContain('"cdk-s3-mrap/media-eu/media-us/rule-299"');
    // The default rule has data, and the others have none.
    expect(failure).toMatch(/^[^;]*: eu-west-1 to us-east-1: operations unknown; [^;]*: bytes unknown$/);
  });

  test('does not wait for a Region that does not answer', () => {
    const script = CHECK_SCRIPT.replace('timeout=10', 'timeout=0.5');
    expect(script).not.toBe(CHECK_SCRIPT);
    const routes = { 'us-east-1': ROUTES, 'us-west-2': { hangs: true } } as const;
    expect(check({ routes }, script)).toMatchObject({
      payload: { IsInEffect: 'no', Tables: { 'eu-west-1': ['us-east-1'] } },
    });
    expect(check({ metrics: { hangs: true } }, script).failure).toContain('to us-east-1: unknown, no answer within');
  });

  test('fails with the reason of each Region if no control Region answers', () => {
    expect(check({ routes: { 'us-east-1': { error: 'Denied' } } }).failure)
      .toBe('no control Region answered: {\'us-east-1\': \'Denied\'}');
  });

  test('contains no variable of Automation', () => {
    expect(CHECK_SCRIPT).not.toMatch(/\{\{|\}\} /);
  });
});
