import { activeRegionsAt, type SimulatedOperationInput, type SimulatorOptions } from '../../../simulator';
import { ACCOUNT, Bench, fail, OTHER_ACCOUNT, RefusedError } from '../support';

const GET = 'GetMultiRegionAccessPointRoutes';
const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';
const FAILOVER_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];

type Updates = SimulatedOperationInput<typeof SUBMIT>['RouteUpdates'];

async function submit(bench: Bench, Mrap: string, RouteUpdates: Updates, region = 'us-east-1'): Promise<object> {
  return bench.call(SUBMIT, { Mrap, RouteUpdates }, { region });
}

/** Returns the dials of both members from one control Region. */
async function dials(bench: Bench, Mrap: string, region = 'us-west-2'): Promise<number[]> {
  return (await bench.call(GET, { Mrap }, { region })).Routes.map(({ TrafficDialPercentage }) => TrafficDialPercentage);
}

const failoverToEurope = [
  { Region: 'us-east-1', TrafficDialPercentage: 0 },
  { Bucket: 'media-eu', TrafficDialPercentage: 100 },
];

describe('getRoutes', () => {
  test('returns all members as active after the creation', async () => {
    const bench = new Bench();
    const arn = await bench.ready();
    expect(await bench.call(GET, { Mrap: arn })).toEqual({
      Mrap: arn,
      Routes: [
        { Bucket: 'media-us', Region: 'us-east-1', TrafficDialPercentage: 100 },
        { Bucket: 'media-eu', Region: 'eu-west-1', TrafficDialPercentage: 100 },
      ],
    });
  });
});

describe('submitRoutes', () => {
  test('changes only the named members, after a lag', async () => {
    const bench = new Bench();
    const arn = await bench.ready();
    expect(await submit(bench, arn, failoverToEurope)).toEqual({});
    expect(await dials(bench, arn)).toEqual([100, 100]);
    bench.clock.advance(2_000);
    expect(await dials(bench, arn)).toEqual([0, 100]);
    await submit(bench, arn, [{ Bucket: 'media-us', Region: 'us-east-1', TrafficDialPercentage: 100 }]);
    bench.clock.advance(2_000);
    expect(await dials(bench, arn)).toEqual([100, 100]);
  });

  test('takes effect in each control Region after its own lag, in order', async () => {
    const bench = new Bench({
      routesLagMs: (region) => (region === 'eu-west-1' ? 120_000 : 0), routesConflictMs: 0,
    });
    const arn = await bench.ready();
    await submit(bench, arn, failoverToEurope);
    expect([await dials(bench, arn, 'us-east-1'), await dials(bench, arn, 'eu-west-1')]).toEqual([
      [0, 100],
      [100, 100],
    ]);
    bench.simulator.configure({ routesLagMs: () => 0 });
    await submit(bench, arn, [{ Region: 'us-east-1', TrafficDialPercentage: 100 }]);
    expect(await dials(bench, arn, 'eu-west-1')).toEqual([100, 100]);
    bench.clock.advance(119_999);
    expect(await dials(bench, arn, 'eu-west-1')).toEqual([100, 100]);
    bench.clock.advance(1);
    expect(await dials(bench, arn, 'eu-west-1')).toEqual([100, 100]);
    const [{ routes }] = bench.simulator.snapshot().accessPoints;
    expect(routes.map(({ effectiveAt, submittedAt }) => effectiveAt - submittedAt)).toEqual([0, 120_000, 120_000]);
  });
});

describe('submitRoutes', () => {
  test('refuses a submit within two seconds of another one', async () => {
    const bench = new Bench();
    const arn = await bench.ready();
    await submit(bench, arn, failoverToEurope);
    await expect(submit(bench, arn, failoverToEurope)).rejects.toMatchObject({ code: 'OperationAborted', status: 409 });
    bench.clock.advance(2_000);
    expect(await submit(bench, arn, failoverToEurope)).toEqual({});
  });
});

describe('activeRegionsAt', () => {
  test('returns the active Regions at any time, also after the deletion', async () => {
    const bench = new Bench();
    const arn = await bench.ready();
    const submittedAt = bench.clock.now();
    await submit(bench, arn, failoverToEurope, 'ap-northeast-1');
    const [{ routes, createdAt }] = bench.simulator.snapshot().accessPoints;
    expect(routes).toEqual([
      {
        submittedAt: createdAt,
        effectiveAt: createdAt,
        dials: { 'us-east-1': 100, 'eu-west-1': 100 },
        activeRegions: ['us-east-1', 'eu-west-1'],
      },
      {
        submittedAt,
        effectiveAt: submittedAt + 2_000,
        submittedFrom: 'ap-northeast-1',
        dials: { 'us-east-1': 0, 'eu-west-1': 100 },
        activeRegions: ['eu-west-1'],
      },
    ]);
    expect([0, 1_999, 2_000].map((ms) => activeRegionsAt(routes, submittedAt + ms))).toEqual(
      [['us-east-1', 'eu-west-1'], ['us-east-1', 'eu-west-1'], ['eu-west-1']]);
    expect(activeRegionsAt(routes, 0)).toEqual(['us-east-1', 'eu-west-1']);
    await bench.ended(await bench.remove());
    expect(bench.simulator.snapshot().retired[0].routes).toEqual(routes);
  });
});

describe('submitRoutes', () => {
  describe('with an invalid request', () => {
    test.each<[string, Updates, string]>([
      ['an empty list', [], 'InvalidRequest'],
      ['a missing list', undefined, 'MalformedXML'],
      ['a missing dial', [{ Region: 'us-east-1' }], 'MalformedXML'],
      ['a dial of 10', [{ Region: 'us-east-1', TrafficDialPercentage: 10 }], 'InvalidRequest'],
      ['a route without bucket and Region', [{ TrafficDialPercentage: 0 }], 'InvalidRequest'],
      ['a Region without a member', [{ Region: 'sa-east-1', TrafficDialPercentage: 0 }], 'InvalidRequest'],
      ['a bucket that is not a member', [{ Bucket: 'nowhere', TrafficDialPercentage: 0 }], 'InvalidRequest'],
      [
        'a bucket in another Region',
        [{ Bucket: 'media-us', Region: 'eu-west-1', TrafficDialPercentage: 0 }],
        'InvalidRequest',
      ],
      [
        'a repeated member',
        [
          { Bucket: 'media-us', TrafficDialPercentage: 0 },
          { Region: 'us-east-1', TrafficDialPercentage: 0 },
        ],
        'InvalidRequest',
      ],
      [
        'a change that leaves no active member',
        [
          { Region: 'us-east-1', TrafficDialPercentage: 0 },
          { Region: 'eu-west-1', TrafficDialPercentage: 0 },
        ],
        'InvalidRequest',
      ],
    ])('refuses %s', async (_name, updates, code) => {
      const bench = new Bench();
      await expect(submit(bench, await bench.ready(), updates)).rejects.toEqual(new RefusedError(code, 400));
    });

    test('refuses a change that leaves no active member after earlier submits', async () => {
      const bench = new Bench();
      const arn = await bench.ready();
      await submit(bench, arn, [{ Region: 'us-east-1', TrafficDialPercentage: 0 }]);
      await expect(submit(bench, arn, [{ Region: 'eu-west-1', TrafficDialPercentage: 0 }])).rejects.toEqual(
        new RefusedError('InvalidRequest', 400),
      );
    });

    test('refuses an access point with one Region', async () => {
      const bench = new Bench();
      const arn = await bench.ready('single', [{ Bucket: 'media-us' }]);
      await expect(submit(bench, arn, [{ Region: 'us-east-1', TrafficDialPercentage: 100 }])).rejects.toEqual(
        new RefusedError('MethodNotAllowed', 405),
      );
      await expect(bench.call(GET, { Mrap: arn })).resolves.toHaveProperty('Routes.length', 1);
    });

    test.each([
      ['', 'InvalidRequest', 400],
      ['media', 'InvalidRequest', 400],
      ['abc.mrap', 'InvalidRequest', 400],
      [`arn:aws:s3:us-west-2:${ACCOUNT}:accesspoint/abc.mrap`, 'InvalidRequest', 400],
      [`arn:aws:s3::${OTHER_ACCOUNT}:accesspoint/abc.mrap`, 'InvalidRequest', 400],
      [undefined, 'InvalidRequest', 400],
      [`arn:aws:s3::${ACCOUNT}:accesspoint/abc.mrap`, 'NoSuchMultiRegionAccessPoint', 404],
    ])('refuses the ARN %s', async (Mrap, code, status) => {
      await expect(new Bench().call(GET, { Mrap })).rejects.toEqual(new RefusedError(code, status));
      await expect(new Bench().call(SUBMIT, { Mrap, RouteUpdates: failoverToEurope })).rejects.toEqual(
        new RefusedError(code, status),
      );
    });
  });

  describe('with other mutations', () => {
    test('refuses a submit that overlaps an earlier one', async () => {
      const bench = new Bench({ routesConflictMs: 1_000 });
      const arn = await bench.ready();
      await submit(bench, arn, failoverToEurope);
      bench.clock.advance(999);
      await expect(submit(bench, arn, failoverToEurope)).rejects.toEqual(new RefusedError('OperationAborted', 409));
      bench.clock.advance(1);
      await expect(submit(bench, arn, failoverToEurope)).resolves.toEqual({});
    });

    test('succeeds directly after the creation', async () => {
      const bench = new Bench({ duration: () => 0, routesConflictMs: 1e9 });
      await bench.create();
      const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${(await bench.get()).Alias}`;
      await expect(submit(bench, arn, failoverToEurope)).resolves.toEqual({});
    });

    test.each<[SimulatorOptions, boolean]>([
      [{}, true],
      [{ conflicts: () => true }, false],
    ])('checks for a conflict with a policy in progress, with %j', async (options, passes) => {
      const bench = new Bench(options);
      const arn = await bench.ready();
      await bench.put('{}');
      await expect(
        submit(bench, arn, failoverToEurope).then(
          () => true,
          () => false,
        ),
      ).resolves.toBe(passes);
    });

    test('refuses during a create or delete', async () => {
      const bench = new Bench(fail('InternalErrors', 'nothing', 'DeleteMultiRegionAccessPoint'));
      await bench.create();
      const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${(await bench.get()).Alias}`;
      const aborted = new RefusedError('OperationAborted', 409);
      await expect(submit(bench, arn, failoverToEurope)).rejects.toEqual(aborted);
      bench.clock.advance(5_000);
      const deletion = await bench.remove();
      await expect(submit(bench, arn, failoverToEurope)).rejects.toEqual(aborted);
      await bench.ended(deletion);
      await expect(submit(bench, arn, failoverToEurope)).resolves.toEqual({});
    });
  });
});

describe('refuseCallOfWrongRegion', () => {
  test('redirects calls for Regions without the operation', async () => {
    const bench = new Bench();
    const arn = await bench.ready();
    for (const region of FAILOVER_REGIONS) await expect(dials(bench, arn, region)).resolves.toEqual([100, 100]);
    const redirect = new RefusedError('PermanentRedirect', 301);
    await expect(dials(bench, arn, 'eu-central-1')).rejects.toEqual(redirect);
    await expect(bench.call('GetMultiRegionAccessPoint', { Name: 'media' }, { region: 'us-east-1' })).rejects.toEqual(
      redirect,
    );
    bench.simulator.configure({ wrongRegion: 'bad-request' });
    await expect(dials(bench, arn, 'eu-central-1')).rejects.toEqual(
      new RefusedError('AuthorizationHeaderMalformed', 400),
    );
  });
});
