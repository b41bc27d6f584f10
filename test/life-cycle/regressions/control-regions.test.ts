import { faultAlways, serviceFault, slowDownFault, stall } from '../../../simulator';
import { ACCOUNT } from '../../support/accounts';
import { declareStack, MINUTE, SECOND, StackUnderTest } from '../support';

const MANUAL_REGION = 'ap-northeast-1';
const DAY = 24 * 60 * MINUTE;
const ROUTES_CALL = /MultiRegionAccessPointRoutes$/;
const LIVE_ROUTES = ['KEEP', 'FAIL'] as const;

/** The lags of the control Regions, in seconds. */
const SLOWLY = [2, 2, 2, 60, 100];
const FIVE = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];
const lagOf = (seconds: readonly number[]) => (region: string) => seconds[FIVE.indexOf(region)] * SECOND;
const oneStale = (stale: string) => (region: string) => (region === stale ? DAY : 2 * SECOND);

async function deployed(liveRoutes: 'KEEP' | 'FAIL' | 'ENFORCE' = 'KEEP') {
  const deployment = new StackUnderTest();
  await deployment.deploy({ liveRoutes });
  await deployment.wait();
  deployment.reports.length = 0;
  return deployment;
}

/** Fails over manually, without waiting for the effect. */
async function failOverNow({ simulator, onlyAccessPoint: { arn: Mrap, regions } }: StackUnderTest): Promise<void> {
  const RouteUpdates = regions.map(({ Bucket, Region }) =>
    ({ Bucket, TrafficDialPercentage: Region === MANUAL_REGION ? 100 : 0 }));
  const outcome = await simulator.call(
    'SubmitMultiRegionAccessPointRoutes',
    { Mrap, RouteUpdates },
    { accountId: ACCOUNT, region: 'eu-west-1', caller: 'operator' },
  );
  expect(outcome.kind).toBe('output');
}

describe('createHandlers', () => {
  describe('with a stale control Region', () => {
    test('updates the routes', async () => {
      const deployment = await deployed();
      deployment.simulator.configure({ routesLagMs: oneStale('us-east-1') });
      expect(await deployment.deploy({ routes: 1 })).toMatchObject({ succeeded: true });
      expect(deployment.active).toEqual(['us-east-1']);
    });

    test('deploys the routes of a new access point', async () => {
      const deployment = new StackUnderTest({ routesLagMs: oneStale('us-east-1') });
      expect(await deployment.deploy()).toMatchObject({ succeeded: true });
      expect(deployment.active).toEqual(['eu-west-1']);
    });

    test('recognizes the Region after 150 seconds, and reports it', async () => {
      const deployment = new StackUnderTest({ routesLagMs: oneStale('eu-west-1') });
      await deployment.deploy();
      await deployment.wait();
      await deployment.deploy({ routes: 1 });
      await deployment.wait();
      const { succeeded } = await deployment.deploy({ routes: 0 });
      expect(succeeded).toBe(true);
      expect(deployment.active).toEqual(['eu-west-1']);
      expect(deployment.codes).toContain('MRAP920');
    });

    test.each(LIVE_ROUTES)('returns to former routes after five hours with LiveRoutes %s', async (liveRoutes) => {
      const deployment = await deployed(liveRoutes);
      deployment.simulator.configure({ routesLagMs: oneStale('eu-west-1') });
      await deployment.deploy({ routes: 1, liveRoutes });
      await deployment.wait(300 * MINUTE);
      expect(await deployment.deploy({ routes: 0, liveRoutes })).toMatchObject({ succeeded: true });
      expect(deployment.active).toEqual(['eu-west-1']);
    });
  });

  describe('with a stale control Region whose table no deployment declares', () => {
    test('rolls a cancelled update back while the submit of the update propagates', async () => {
      const deployment = new StackUnderTest({ routesLagMs: oneStale('us-east-1') });
      await deployment.deploy();
      await deployment.wait();
      // At the decision of the rollback, two Regions return the new routes, two the old ones, and one is stale.
      deployment.simulator.configure({ routesLagMs: lagOf([2, 86_400, 2, 110, 2]) });
      await deployment.deploy({ routes: 1 }, { incident: { change: 0, afterMs: 0 } });
      await deployment.wait();
      expect(deployment.active).toEqual(['eu-west-1']);
    });
  });

  describe('with a stale control Region and two that are throttled', () => {
    const throttledFor = (deployment: StackUnderTest, ms: number) => {
      const until = deployment.clock.now() + ms;
      deployment.simulator.faults.add(({ operation, region, at }) =>
        (ROUTES_CALL.test(operation) && ['us-east-1', 'us-west-2'].includes(region) && at < until
          ? slowDownFault()
          : undefined));
    };

    async function deployedWithStaleRegion() {
      const deployment = new StackUnderTest({ routesLagMs: oneStale('ap-southeast-2') });
      await deployment.deploy();
      await deployment.wait();
      return deployment;
    }

    test('waits for their answers, and updates the routes', async () => {
      const deployment = await deployedWithStaleRegion();
      throttledFor(deployment, 20 * SECOND);
      expect(await deployment.deploy({ routes: 1 })).toMatchObject({ succeeded: true });
      expect(deployment.active).toEqual(['us-east-1']);
    });

    test('waits for their answers, and rolls a cancelled update back', async () => {
      const deployment = await deployedWithStaleRegion();
      await deployment.run(Promise.all([
        // The update recognizes the stale Region after 150 seconds, and then submits.
        deployment.stack.deploy(declareStack({ routes: 1 }), { incident: { change: 0, afterMs: 151 * SECOND } }),
        deployment.clock.sleep(152 * SECOND).then(() => throttledFor(deployment, 190 * SECOND)),
      ]));
      await deployment.wait();
      expect(deployment.active).toEqual(['eu-west-1']);
    });
  });

  describe('while its own change spreads', () => {
    test.each(LIVE_ROUTES)('rolls the change back with LiveRoutes %s', async (liveRoutes) => {
      const deployment = await deployed(liveRoutes);
      deployment.simulator.configure({ routesLagMs: lagOf(SLOWLY) });
      await deployment.deploy({ routes: 1, policy: 1, liveRoutes }, { incident: { change: 1 } });
      expect(deployment.retries).toBe(0);
      expect(deployment.active).toEqual(['eu-west-1']);
    });

    test.each(LIVE_ROUTES)('applies the next deployment with LiveRoutes %s', async (liveRoutes) => {
      const deployment = await deployed(liveRoutes);
      deployment.simulator.configure({ routesLagMs: lagOf(SLOWLY) });
      expect(await deployment.deploy({ routes: 1, liveRoutes })).toMatchObject({ succeeded: true });
      expect(await deployment.deploy({ routes: 0, liveRoutes })).toMatchObject({ succeeded: true });
      expect(deployment.active).toEqual(['eu-west-1']);
      expect(deployment.codes).not.toContain('MRAP910');
    });
  });

  describe('after a manual failover that one control Region does not return yet', () => {
    test.each(LIVE_ROUTES.flatMap((liveRoutes) => [0, 10, 30, 60, 100, 130].map((age) => [age, liveRoutes] as const)))(
      'keeps a failover of %d seconds ago with LiveRoutes %s',
      async (age, liveRoutes) => {
        const deployment = await deployed(liveRoutes);
        deployment.simulator.configure({ routesLagMs: lagOf([110, 5, 5, 5, 5]) });
        await failOverNow(deployment);
        deployment.clock.advance(age * SECOND);
        expect(await deployment.deploy({ routes: 1, liveRoutes })).toMatchObject({ succeeded: liveRoutes === 'KEEP' });
        expect(deployment.active).toEqual([MANUAL_REGION]);
      },
    );

    test.each([10, 40, 80, 110, 140])('keeps a failover %d seconds after the start of a rollback', async (age) => {
      const deployment = await deployed();
      deployment.simulator.configure({ routesLagMs: lagOf([110, 5, 5, 5, 5]) });
      const change = declareStack({ routes: 1 });
      await deployment.run(Promise.all([
        // The change is cancelled before it is in effect, so its rollback waits until its function has ended.
        deployment.stack.deploy(change, { incident: { change: 0, afterMs: 3 * SECOND } }),
        deployment.clock.sleep((3 + age) * SECOND).then(() => failOverNow(deployment)),
      ]));
      await deployment.wait();
      expect(deployment.active).toEqual([MANUAL_REGION]);
    });
  });

  test('keeps a manual failover of an adopted access point that is younger than two hours', async () => {
    for (const liveRoutes of LIVE_ROUTES) {
      const deployment = new StackUnderTest();
      await deployment.createForeign();
      deployment.clock.advance(30 * MINUTE);
      await deployment.failOver(MANUAL_REGION);
      deployment.clock.advance(30 * MINUTE);
      await deployment.deploy({ existing: 'ADOPT', liveRoutes });
      expect(deployment.active).toEqual([MANUAL_REGION]);
    }
  });

  test('deploys a new access point that one control Region does not know yet', async () => {
    const deployment = new StackUnderTest();
    const until = deployment.clock.now() + MINUTE;
    deployment.simulator.faults.add(({ operation, region, at }) =>
      (ROUTES_CALL.test(operation) && region === 'us-east-1' && at < until
        ? serviceFault('NoSuchMultiRegionAccessPoint', 404)
        : undefined));
    expect(await deployment.deploy()).toMatchObject({ succeeded: true });
  });

  test('changes the routes while the bodies of one control Region stall', async () => {
    const deployment = await deployed();
    deployment.simulator.faults.add(
      faultAlways(stall(), ({ operation, region }) => ROUTES_CALL.test(operation) && region === 'us-east-1'),
    );
    expect(await deployment.deploy({ routes: 1 })).toMatchObject({ succeeded: true });
    expect(deployment.active).toEqual(['us-east-1']);
  });

  test('reports the control Regions that return other routes than the majority', async () => {
    const deployment = await deployed();
    deployment.simulator.configure({ routesLagMs: lagOf([2, 2, 2, 100, 100]) });
    await deployment.deploy({ routes: 1 });
    expect(deployment.codes).toEqual(['MRAP922']);
    expect(deployment.reports[0].message).toContain('"ap-northeast-1,eu-west-1"');
  });

  test('changes the routes after another change in progress', async () => {
    const deployment = await deployed('ENFORCE');
    await failOverNow(deployment);
    expect(await deployment.deploy({ routes: 1, liveRoutes: 'ENFORCE' })).toMatchObject({ succeeded: true });
    expect(deployment.active).toEqual(['us-east-1']);
  });
});
