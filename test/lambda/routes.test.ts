import { faultAlways, faultInFirstCalls, faultForFirstMs, faultInRegion, serviceFault } from '../../simulator';
import { type Properties } from '../driver/cloudformation';
import { ACCOUNT } from '../support/accounts';
import { ACCESS_POINT, BUCKETS, Deployment, type DeploymentOptions, MINUTE, SECOND } from './support';

/** The Regions in the order of the members. */
const REGIONS = ['eu-west-1', 'ap-northeast-1', 'us-east-1'];
const FIVE = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];
const HOUR = 60 * MINUTE;

async function withAccessPoint(options: DeploymentOptions = {}) {
  const deployment = new Deployment(options);
  await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
  deployment.clock.advance(3 * HOUR);
  deployment.simulator.journal.clear();
  return deployment;
}

/** Makes routes that activate these Regions only. */
function active(deployment: Deployment, regions: string[], more: Properties = {}): Properties {
  const routes = regions.map((Region) => ({ Region, TrafficDialPercentage: 100 }));
  return {
    ServiceTimeout: '600',
    AccessPointArn: deployment.live.media.arn,
    Routes: routes,
    OtherMembers: 0,
    LiveRoutes: 'KEEP',
    ...more,
  };
}

const live = (deployment: Deployment, name = 'media') => [...deployment.live[name].routes.at(-1)!.activeRegions];
const submits = (deployment: Deployment) => deployment.simulator.journal.of('SubmitMultiRegionAccessPointRoutes')
  .filter((entry) => entry.caller === 'handler' && entry.outcome.kind === 'output');

/** Fails over manually. */
async function failOverByHand(deployment: Deployment, regions: string[]) {
  const outcome = await deployment.simulator.call(
    'SubmitMultiRegionAccessPointRoutes',
    {
      Mrap: deployment.live.media.arn,
      RouteUpdates: BUCKETS.map(({ Bucket, Region }) => ({
        Bucket,
        TrafficDialPercentage: regions.includes(Region) ? 100 : 0,
      })),
    },
    { accountId: ACCOUNT, region: 'us-west-2', caller: 'operator' },
  );
  expect(outcome.kind).toBe('output');
  deployment.clock.advance(3 * MINUTE);
}

describe('createHandlers', () => {
  test.each([true, false])(
    'declares all routes in one submit and reads them back, through the SDK: %s',
    async (throughSdk) => {
      const deployment = await withAccessPoint({ throughSdk, routesLagMs: () => 90 * SECOND });
      const began = deployment.clock.now();
      const answer = await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      expect(answer).toMatchObject({
        status: 'SUCCESS',
        data: { RoutesInEffect: 'ap-northeast-1=PASSIVE,eu-west-1=ACTIVE,us-east-1=PASSIVE' },
      });
      expect(submits(deployment)).toHaveLength(1);
      expect(deployment.clock.now() - began).toBeGreaterThanOrEqual(90 * SECOND);
      expect(deployment.reports).toEqual([]);
    },
  );

  test('applies the dial of other members to Regions without a route', async () => {
    const deployment = await withAccessPoint();
    const properties = {
      ...active(deployment, []),
      Routes: [{ Region: 'us-east-1', TrafficDialPercentage: 0 }],
      OtherMembers: 100,
    };
    await deployment.run(deployment.routes.create(properties));
    expect(live(deployment)).toEqual(['eu-west-1', 'ap-northeast-1']);
  });

  test('makes no call on deletion, because S3 cannot delete routes', async () => {
    const deployment = await withAccessPoint();
    await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
    deployment.simulator.journal.clear();
    expect(await deployment.run(deployment.routes.delete())).toMatchObject({ status: 'SUCCESS' });
    expect(deployment.simulator.journal.entries).toEqual([]);
  });

  test.each([
    ['no active Region', { Routes: [], OtherMembers: 0 }, 'MRAP302'],
    ['no member', { Routes: [{ Region: 'eu-west-2', TrafficDialPercentage: 100 }] }, 'MRAP303'],
    ['a dial between', { Routes: [{ Region: 'eu-west-1', TrafficDialPercentage: 50 }], OtherMembers: 100 }, 'MRAP301'],
    ['a name as ARN', { AccessPointArn: 'arn:aws:s3::111122223333:accesspoint/media' }, 'MRAP106'],
  ])('repeats the checks of the constructs for %s', async (_name, change, code) => {
    const deployment = await withAccessPoint();
    const answer = await deployment.run(deployment.routes.create({ ...active(deployment, ['eu-west-1']), ...change }));
    expect(answer.reason).toContain(`[${code}]`);
    expect(deployment.mutations).toEqual([]);
  });

  describe('after a manual failover', () => {
    const HAND = ['us-east-1'];

    async function declared(liveRoutes: string, options: DeploymentOptions = {}) {
      const deployment = await withAccessPoint(options);
      await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'], { LiveRoutes: liveRoutes })));
      deployment.clock.advance(24 * HOUR);
      deployment.simulator.journal.clear();
      return deployment;
    }
    const change = (deployment: Deployment, LiveRoutes: string, regions = ['ap-northeast-1']) =>
      active(deployment, regions, { LiveRoutes });

    test('keeps the change with KEEP and reports it', async () => {
      const deployment = await declared('KEEP');
      await failOverByHand(deployment, HAND);
      const answer = await deployment.run(deployment.routes.update(change(deployment, 'KEEP')));
      expect(answer).toMatchObject({
        status: 'SUCCESS',
        data: { RoutesInEffect: 'ap-northeast-1=PASSIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE' },
      });
      expect(live(deployment)).toEqual(HAND);
      expect(deployment.codes).toEqual(['MRAP910']);
    });

    test('overwrites the change with ENFORCE and logs the previous routes', async () => {
      const deployment = await declared('ENFORCE');
      await failOverByHand(deployment, HAND);
      expect(await deployment.run(deployment.routes.update(change(deployment, 'ENFORCE')))).toMatchObject({
        status: 'SUCCESS',
      });
      expect(live(deployment)).toEqual(['ap-northeast-1']);
      expect(deployment.codes).toEqual(['MRAP912']);
      expect(deployment.reports[0].message).toContain('ap-northeast-1=PASSIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE');
    });

    test('fails with FAIL before any change, and changes nothing in the rollback', async () => {
      const deployment = await declared('FAIL');
      await failOverByHand(deployment, HAND);
      const answer = await deployment.run(deployment.routes.update(change(deployment, 'FAIL')));
      expect(answer.reason).toContain(
        '[MRAP911] live routes were changed manually, '
          + 'got "ap-northeast-1=PASSIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE", '
          + 'expected "ap-northeast-1=PASSIVE,eu-west-1=ACTIVE,us-east-1=PASSIVE" from the last deployment; '
          + 'nothing was changed',
      );
      expect(live(deployment)).toEqual(HAND);
      expect(submits(deployment)).toEqual([]);
    });

    test.each(['KEEP', 'FAIL'])('accepts a declaration of the manual change with %s', async (liveRoutes) => {
      const deployment = await declared(liveRoutes);
      await failOverByHand(deployment, HAND);
      expect(await deployment.run(deployment.routes.update(change(deployment, liveRoutes, HAND)))).toMatchObject({
        status: 'SUCCESS',
      });
      expect(deployment.reports).toEqual([]);
      expect(submits(deployment)).toEqual([]);
    });

    test.each(['KEEP', 'FAIL'])('fails back by a later declaration with %s', async (liveRoutes) => {
      const deployment = await declared(liveRoutes);
      await failOverByHand(deployment, HAND);
      await deployment.run(deployment.routes.update(change(deployment, liveRoutes, HAND)));
      deployment.clock.advance(24 * HOUR);
      await deployment.run(deployment.routes.update(change(deployment, liveRoutes, ['eu-west-1'])));
      expect(live(deployment)).toEqual(['eu-west-1']);
    });

    test.each(['KEEP', 'FAIL'])(
      'keeps the change in the rollback of a deployment that declares it with %s',
      async (liveRoutes) => {
        const deployment = await declared(liveRoutes);
        await failOverByHand(deployment, HAND);
        await deployment.run(deployment.routes.updateAndRollBack(change(deployment, liveRoutes, HAND)));
        expect(live(deployment)).toEqual(HAND);
        expect(submits(deployment)).toEqual([]);
      },
    );

    test('keeps the change in the rollback of a deployment that kept it', async () => {
      const deployment = await declared('KEEP');
      await failOverByHand(deployment, HAND);
      await deployment.run(deployment.routes.updateAndRollBack(change(deployment, 'KEEP')));
      expect(live(deployment)).toEqual(HAND);
    });

    test('changes nothing if only LiveRoutes changes', async () => {
      const deployment = await declared('KEEP');
      await failOverByHand(deployment, HAND);
      await deployment.run(deployment.routes.update(change(deployment, 'ENFORCE', ['eu-west-1'])));
      expect(live(deployment)).toEqual(HAND);
    });

    test.each([
      ['KEEP', HAND, ['MRAP910']],
      ['ENFORCE', ['ap-northeast-1'], ['MRAP912']],
      ['FAIL', HAND, []],
    ])('applies %s at the first declaration', async (word, expected, codes) => {
      const deployment = await withAccessPoint();
      await failOverByHand(deployment, HAND);
      const answer = await deployment.run(deployment.routes.create(change(deployment, word)));
      expect(answer.status).toBe(word === 'FAIL' ? 'FAILED' : 'SUCCESS');
      expect(live(deployment)).toEqual(expected);
      expect(deployment.codes).toEqual(codes);
    });

    test('does not treat its own routes as changed manually in a second delivery of the first deployment', async () => {
      const deployment = new Deployment({ deliveries: () => [0, 30 * SECOND] });
      await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      const created = new Date(deployment.live.media.createdAt).toISOString();
      await deployment.run(
        deployment.routes.create(
          active(deployment, ['ap-northeast-1'], { AccessPointCreatedAt: created, LiveRoutes: 'FAIL' }),
        ),
      );
      await deployment.run(deployment.clock.sleep(10 * MINUTE));
      expect(live(deployment)).toEqual(['ap-northeast-1']);
      expect(deployment.codes).toEqual([]);
    });

    test('keeps a manual change during the submit', async () => {
      const deployment = await declared('KEEP');
      deployment.simulator.configure({ routesConflictMs: 0 });
      let interfered = false;
      deployment.simulator.faults.add((call) => {
        if (!interfered && call.operation === 'GetMultiRegionAccessPointRoutes' && submits(deployment).length === 1) {
          interfered = true;
          void failOverByHand(deployment, HAND);
        }
        return undefined;
      });
      expect(await deployment.run(deployment.routes.update(change(deployment, 'KEEP')))).toMatchObject({
        status: 'SUCCESS',
      });
      expect(live(deployment)).toEqual(HAND);
      expect(deployment.codes).toEqual(['MRAP910']);
    });
  });

  describe('on rollback', () => {
    test('restores the routes before a change that took effect', async () => {
      const deployment = await withAccessPoint();
      await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      await deployment.run(deployment.routes.updateAndRollBack(active(deployment, ['us-east-1'])));
      expect(live(deployment)).toEqual(['eu-west-1']);
      expect(deployment.live.media.routes.map((moment) => moment.activeRegions)).toEqual([
        REGIONS,
        ['eu-west-1'],
        ['us-east-1'],
        ['eu-west-1'],
      ]);
    });

    test('does not change the routes of the previous access point', async () => {
      const deployment = await withAccessPoint();
      await deployment.createForeign('other');
      await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'], { LiveRoutes: 'ENFORCE' })));
      await failOverByHand(deployment, ['us-east-1']);
      const elsewhere = active(deployment, ['ap-northeast-1'], {
        AccessPointArn: deployment.live.other.arn,
        LiveRoutes: 'ENFORCE',
      });
      await deployment.run(deployment.routes.updateAndRollBack(elsewhere));
      expect(live(deployment)).toEqual(['us-east-1']);
      expect(live(deployment, 'other')).toEqual(['ap-northeast-1']);
    });
  });

  describe('with unavailable control Regions', () => {
    test.each([0, 1, 2, 3, 4])('succeeds and reports %d of five Regions that do not answer', async (count) => {
      const deployment = await withAccessPoint();
      for (const region of FIVE.slice(0, count)) {
        deployment.simulator.faults.add(faultInRegion(region, { kind: 'hang' }));
      }
      const answer = await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      expect(answer.status).toBe('SUCCESS');
      expect(live(deployment)).toEqual(['eu-west-1']);
      expect(deployment.codes).toEqual(Array(count).fill('MRAP914'));
    });

    test('fails with the reason of each Region if all five are unavailable', async () => {
      const deployment = await withAccessPoint();
      deployment.simulator.faults.add(faultAlways(serviceFault('SlowDown', 503, 'please')));
      const answer = await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      expect(answer.reason).toContain(
        '[MRAP913] no control Region could read the routes: us-east-1: SlowDown (please); us-west-2: SlowDown (please)',
      );
    });

    test('waits out 40 seconds of AccessDenied from all five', async () => {
      const deployment = await withAccessPoint();
      deployment.simulator.faults.add(faultForFirstMs(40 * SECOND, serviceFault('AccessDenied', 403)));
      expect(await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])))).toMatchObject({
        status: 'SUCCESS',
      });
    });

    test('fails if all five become unavailable between read and submit', async () => {
      const deployment = await withAccessPoint();
      deployment.simulator.faults.add(
        faultAlways({ kind: 'reset' }, ({ operation }) => operation === 'SubmitMultiRegionAccessPointRoutes'),
      );
      const answer = await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      expect(answer.reason).toContain('[MRAP913] no control Region could change the routes');
      expect(live(deployment)).toEqual(REGIONS);
    });

    test('succeeds if all five become unavailable after the submit', async () => {
      const deployment = await withAccessPoint();
      deployment.simulator.faults.add(({ operation }) =>
        operation === 'GetMultiRegionAccessPointRoutes' && submits(deployment).length > 0
          ? { kind: 'reset' }
          : undefined,
      );
      const answer = await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      expect(answer).toMatchObject({ status: 'SUCCESS', data: { RoutesInEffect: 'unknown' } });
      expect(live(deployment)).toEqual(['eu-west-1']);
    });

    test('reverts a change without effect before it fails', async () => {
      const deployment = await withAccessPoint({ routesLagMs: () => HOUR });
      const answer = await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      expect(answer.reason).toContain('[MRAP915] routes are not in effect');
      expect(answer.reason).toContain('the previous routes were submitted again');
      expect(live(deployment)).toEqual(REGIONS);
    });

    test('reports a change that it could not revert', async () => {
      const deployment = await withAccessPoint({ routesLagMs: () => HOUR });
      deployment.simulator.faults.add(({ operation }) =>
        operation === 'SubmitMultiRegionAccessPointRoutes' && submits(deployment).length > 0
          ? { kind: 'reset' }
          : undefined,
      );
      const answer = await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      expect(answer.reason).toContain('they could not be reverted and may still take effect');
    });

    test('succeeds without a change while all five are unavailable', async () => {
      const deployment = await withAccessPoint();
      await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      deployment.simulator.faults.add(faultAlways({ kind: 'hang' }));
      const answer = await deployment.run(
        deployment.routes.update(active(deployment, ['eu-west-1'], { LiveRoutes: 'FAIL' })),
      );
      expect(answer).toMatchObject({ status: 'SUCCESS', data: { RoutesInEffect: 'unknown' } });
    });

    test('names the action after a refusal', async () => {
      const deployment = await withAccessPoint();
      deployment.simulator.faults.add(
        faultAlways(
          serviceFault('MethodNotAllowed', 405),
          ({ operation }) => operation === 'SubmitMultiRegionAccessPointRoutes',
        ),
      );
      const answer = await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
      expect(answer.reason)
        .toContain('MethodNotAllowed; remove the routes, because an access point with one Region cannot fail over');
    });

    test('submits once if the response is lost after the change', async () => {
      const deployment = await withAccessPoint();
      deployment.simulator.faults.add(
        faultInFirstCalls(
          1,
          { kind: 'after-applying', answer: { kind: 'reset' } },
          ({ operation }) => operation === 'SubmitMultiRegionAccessPointRoutes',
        ),
      );
      expect(await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])))).toMatchObject({
        status: 'SUCCESS',
      });
      expect(live(deployment)).toEqual(['eu-west-1']);
    });
  });

  test('never makes all Regions passive', async () => {
    const deployment = await withAccessPoint();
    await deployment.run(deployment.routes.create(active(deployment, ['eu-west-1'])));
    for (const region of [...REGIONS, ...REGIONS]) {
      await deployment.run(deployment.routes.update(active(deployment, [region])));
    }
    for (const moment of deployment.live.media.routes) expect(moment.activeRegions).not.toEqual([]);
  });
});
