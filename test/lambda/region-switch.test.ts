import { createAccessPoint, getAccessPoint } from '../../control/access-points';
import { runRegionSwitchAction } from '../../lambda/region-switch';
import { activeRegionsAt, noAnswerFault, faultInRegion, serviceFault } from '../../simulator';
import { type Finding } from '../../src/diagnostics/finding';
import { bench, BLOCK, MEMBERS } from '../control/support';
import { ACCOUNT } from '../support/accounts';

const CONTROL_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];

async function ready(routesLagMs = 20_000) {
  const { clock, simulator, s3 } = bench({ routesLagMs: () => routesLagMs });
  await createAccessPoint(
    s3,
    ACCOUNT,
    { name: 'media', members: MEMBERS.map(({ bucket }) => ({ bucket })), block: BLOCK },
    'create',
  );
  clock.advance(60_000);
  const { alias } = (await getAccessPoint(s3, ACCOUNT, 'media'))!;
  const reports: Finding[] = [];
  const context = {
    s3,
    clock,
    report: (finding: Finding) => reports.push(finding),
    operations: new Map<string, string>(),
  };
  const invoke = (ACTIVE_REGIONS?: string, ACCESS_POINT_ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`) =>
    clock.runUntilSettled(runRegionSwitchAction(context, { ACCESS_POINT_ARN, ACTIVE_REGIONS }));
  const active = () => activeRegionsAt(simulator.snapshot().accessPoints[0].routes, clock.now());
  return { simulator, clock, invoke, active, codes: () => reports.map(({ ruleId }) => ruleId) };
}

describe('runRegionSwitchAction', () => {
  test('activates its Regions, makes all others passive, and returns the routes before and after', async () => {
    const { invoke, active } = await ready();
    expect(await invoke('us-east-1')).toEqual({
      before: 'ap-northeast-1=ACTIVE,eu-west-1=ACTIVE,us-east-1=ACTIVE',
      after: 'ap-northeast-1=PASSIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE',
    });
    expect(active()).toEqual(['us-east-1']);
    await invoke('ap-northeast-1,eu-west-1');
    expect([...active()].sort()).toEqual(['ap-northeast-1', 'eu-west-1']);
  });

  test.each([1, 2, 3, 4])('activates its Regions and reports %d unavailable control Regions', async (dead) => {
    const { simulator, invoke, active, codes } = await ready();
    for (const region of CONTROL_REGIONS.slice(0, dead)) simulator.faults.add(faultInRegion(region, noAnswerFault()));
    await invoke('eu-west-1');
    expect(active()).toEqual(['eu-west-1']);
    expect(codes()).toEqual(Array(dead).fill('MRAP914'));
  });

  test('waits while no control Region shows the change', async () => {
    const { simulator, clock, invoke } = await ready();
    const blindUntil = clock.now() + 90_000;
    simulator.faults.add((call) =>
      call.operation === 'GetMultiRegionAccessPointRoutes' && call.at > blindUntil - 89_000 && call.at < blindUntil
        ? serviceFault('InternalError', 500)
        : undefined,
    );
    expect((await invoke('us-east-1')).after).toBe('ap-northeast-1=PASSIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE');
  });

  test.each([
    ['MRAP915', 'routes that never show', 'us-east-1', undefined, 3_600_000],
    ['MRAP303', 'a Region without a bucket', 'eu-west-3', undefined, undefined],
    ['MRAP303', 'no Region', undefined, undefined, undefined],
    ['MRAP106', 'no access point', 'us-east-1', '', undefined],
  ])('throws %s for %s', async (code, _what, regions, arn, lag) => {
    const { invoke } = await ready(lag);
    await expect(invoke(regions, arn)).rejects.toThrow(code);
  });

  test('throws the failure of each control Region if none answers', async () => {
    const { simulator, invoke } = await ready();
    for (const region of CONTROL_REGIONS) simulator.faults.add(faultInRegion(region, noAnswerFault()));
    await expect(invoke('us-east-1')).rejects.toThrow(/MRAP913.*us-west-2.*eu-west-1/s);
  });
});
