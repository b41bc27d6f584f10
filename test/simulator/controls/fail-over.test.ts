import { activeRegionsAt } from '../../../simulator';
import { failOver } from '../../../simulator/controls/fail-over';
import { FAILOVER_CONTROL_REGIONS } from '../../../simulator/engine/regions';
import { Bench } from '../support';

describe('failOver', () => {
  let bench: Bench;
  let arn: string;

  const activeNow = () => {
    const { at, accessPoints } = bench.simulator.snapshot();
    return activeRegionsAt(accessPoints[0].routes, at);
  };

  beforeEach(async () => {
    bench = new Bench();
    arn = await bench.ready();
  });

  test('makes exactly the given members active without a lag', async () => {
    expect(await failOver(bench.simulator, arn, ['us-east-1'])).toBeUndefined();
    expect(activeNow()).toEqual(['us-east-1']);
  });

  test('changes routes again immediately', async () => {
    await failOver(bench.simulator, arn, ['us-east-1']);
    expect(await failOver(bench.simulator, arn, ['eu-west-1'])).toBeUndefined();
    expect(activeNow()).toEqual(['eu-west-1']);
  });

  test('keeps the settings of routes', async () => {
    const { routesLagMs, routesConflictMs } = bench.simulator.settings;
    await failOver(bench.simulator, arn, ['us-east-1']);
    expect(bench.simulator.settings).toMatchObject({ routesLagMs, routesConflictMs });
  });

  test('uses a control Region that is not lost', async () => {
    bench.simulator.regions.lose(FAILOVER_CONTROL_REGIONS[0]);
    expect(await failOver(bench.simulator, arn, ['eu-west-1'])).toBeUndefined();
    expect(bench.simulator.snapshot().accessPoints[0].routes.at(-1)?.submittedFrom).toBe(FAILOVER_CONTROL_REGIONS[1]);
  });

  test('returns the reason if no control Region answers', async () => {
    for (const region of FAILOVER_CONTROL_REGIONS) bench.simulator.regions.lose(region);
    expect(await failOver(bench.simulator, arn, ['eu-west-1'])).toBe('S3 answers reset');
  });

  test.each<[string, () => [string, string[]], RegExp]>([
    ['an unknown access point', () => ['arn:aws:s3::123456789012:accesspoint/m.mrap', []], /there is no access point/],
    ['a Region without a member', () => [arn, ['ap-south-1']], /^ap-south-1 is no member Region of arn:/],
    ['no active member', () => [arn, []], /^active is \[\], expected a member Region$/],
  ])('returns the reason for %s', async (_, makeArguments, reason) => {
    expect(await failOver(bench.simulator, ...makeArguments())).toMatch(reason);
    expect(activeNow()).toEqual(['us-east-1', 'eu-west-1']);
  });
});
