import { createAccessPoint, getAccessPoint } from '../../control/access-points';
import * as entry from '../../lambda/drill';
import { checkRegionSwitch, runRegionSwitchAction } from '../../lambda/drill/region-switch';
import { activeRegionsAt, noAnswerFault, faultInRegion, serviceFault } from '../../simulator';
import { type Finding } from '../../src/diagnostics/finding';
import { bench, BLOCK, MEMBERS } from '../control/support';
import { ACCOUNT } from '../support/accounts';
import { SimulatedAws } from '../support/aws/simulated-aws';

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
  const simulated = new SimulatedAws(simulator);
  for (const { bucket: source } of MEMBERS) {
    for (const { bucket: destination } of MEMBERS) {
      simulated.figures.edges.set(`${source} -> ${destination}`, { operations: 0, bytes: 0, latency: 0 });
    }
  }
  const reports: Finding[] = [];
  const context = { aws: simulated.aws, clock, report: (finding: Finding) => reports.push(finding) };
  const makeSettings = (ACTIVE_REGIONS?: string, ACCESS_POINT_ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`) =>
    ({ ACCESS_POINT_ARN, ACTIVE_REGIONS });
  const invoke = (...settings: Parameters<typeof makeSettings>) =>
    clock.runUntilSettled(runRegionSwitchAction(context, makeSettings(...settings)));
  const check = (...settings: Parameters<typeof makeSettings>) =>
    clock.runUntilSettled(checkRegionSwitch(context, makeSettings(...settings)));
  const active = () => activeRegionsAt(simulator.snapshot().accessPoints[0].routes, clock.now());
  return { simulator, simulated, clock, invoke, check, active, reports, codes: () => reports.map((r) => r.ruleId) };
}

describe('lambda/drill', () => {
  test('exports the entry points that the constructs name', () => {
    expect(Object.keys(entry).sort()).toEqual(['onRegionSwitch', 'onRegionSwitchCheck', 'onSchedule']);
  });
});

describe('checkRegionSwitch', () => {
  test('returns the routes if nothing is pending, and changes nothing', async () => {
    const { check, active } = await ready();
    expect(await check('us-east-1')).toEqual({
      before: 'ap-northeast-1=ACTIVE,eu-west-1=ACTIVE,us-east-1=ACTIVE', openBacklogs: [],
    });
    expect(active()).toHaveLength(3);
  });

  test('refuses while a drained Region has pending operations', async () => {
    const { simulated, check, active } = await ready();
    simulated.figures.edges.set('media-eu -> media-us', { operations: 3, bytes: 90, latency: 5 });
    await expect(check('us-east-1')).rejects.toThrow(
      /MRAP947.*got \["eu-west-1 -> us-east-1: 3 operations, 90 bytes"\].*"us-east-1" becomes active/,
    );
    expect(active()).toHaveLength(3);
  });

  test('refuses while operations into a Region that becomes active are pending', async () => {
    const { simulated, invoke, check, clock } = await ready();
    await invoke('eu-west-1,us-east-1');
    clock.advance(150_000);
    simulated.figures.edges.set('media-us -> media-jp', { operations: 800, bytes: 1, latency: 301 });
    const all = 'ap-northeast-1,eu-west-1,us-east-1';
    await expect(check(all)).rejects.toThrow(/MRAP947.*us-east-1 -> ap-northeast-1: 800 operations/);
  });

  test('refuses while the backlog is unknown', async () => {
    const { simulated, check } = await ready();
    simulated.deaths = [(region, service) => region === 'us-east-1' && service === 'monitoring'];
    await expect(check('us-east-1')).rejects.toThrow(/MRAP947.*unknown \(CloudWatch in us-east-1/);
  });

  test('waits for all control Regions, because one of them can return previous routes', async () => {
    const { simulator, check } = await ready();
    for (const region of CONTROL_REGIONS.slice(0, 4)) simulator.faults.add(faultInRegion(region, noAnswerFault()));
    expect((await check('us-east-1')).openBacklogs).toEqual([]);
  });
});

describe('runRegionSwitchAction', () => {
  test('activates its Regions, makes all others passive, and returns the routes before and after', async () => {
    const { invoke, active } = await ready();
    expect(await invoke('us-east-1')).toEqual({
      before: 'ap-northeast-1=ACTIVE,eu-west-1=ACTIVE,us-east-1=ACTIVE',
      after: 'ap-northeast-1=PASSIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE',
      openBacklogs: [],
    });
    expect(active()).toEqual(['us-east-1']);
    await invoke('ap-northeast-1,eu-west-1');
    expect([...active()].sort()).toEqual(['ap-northeast-1', 'eu-west-1']);
  });

  test('continues with a backlog, and reports it', async () => {
    const { simulated, invoke, active, reports } = await ready();
    simulated.figures.edges.set('media-eu -> media-us', { operations: 3, bytes: 90, latency: 5 });
    const { openBacklogs } = await invoke('us-east-1');
    expect(openBacklogs).toEqual(['eu-west-1 -> us-east-1: 3 operations, 90 bytes']);
    expect(active()).toEqual(['us-east-1']);
    expect(reports.map(({ ruleId, message }) => [ruleId, message])).toEqual([
      ['MRAP948', expect.stringContaining('"eu-west-1 -> us-east-1: 3 operations, 90 bytes"')],
    ]);
  });

  test('waits one second for the backlog', async () => {
    const { simulated, simulator, invoke, clock } = await ready();
    simulated.deaths = [(region, service) => region === 'us-east-1' && service === 'monitoring'];
    simulator.journal.clear();
    const startedAt = clock.now();
    const { openBacklogs } = await invoke('us-east-1');
    expect(openBacklogs[0]).toContain('CloudWatch in us-east-1 did not answer within 1 s');
    const [{ at }] = simulator.journal.of('SubmitMultiRegionAccessPointRoutes');
    expect(at - startedAt).toBeLessThanOrEqual(1500);
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
