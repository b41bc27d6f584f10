import { type AsyncOperationFailure, type SimulatorOptions } from '../../../simulator';
import { ACCOUNT, Bench, CONTEXT, fail, OTHER_ACCOUNT, RefusedError, REGIONS } from '../support';

const CREATE = 'CreateMultiRegionAccessPoint';

describe('createAccessPoint', () => {
  test('creates an access point that is CREATING until its operation ends, then READY', async () => {
    const bench = new Bench();
    const token = await bench.create();
    expect(token).toMatch(new RegExp(`^arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/[a-z0-9]{60,}$`));
    expect(await bench.get()).toEqual({
      Name: 'media',
      Alias: expect.stringMatching(/^[a-z][a-z0-9]*[.]mrap$/),
      CreatedAt: new Date(bench.clock.now()),
      PublicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
      Status: 'CREATING',
      Regions: [
        { Bucket: 'media-us', Region: 'us-east-1', BucketAccountId: ACCOUNT },
        { Bucket: 'media-eu', Region: 'eu-west-1', BucketAccountId: ACCOUNT },
      ],
    });
    bench.clock.advance(4_999);
    expect(await bench.status()).toBe('CREATING');
    bench.clock.advance(1);
    expect(await bench.status()).toBe('READY');
    expect((await bench.describe(token)).RequestStatus).toBe('SUCCEEDED');
  });

  describe('with an invalid request', () => {
    const details = { Name: 'media', Regions: REGIONS };
    test.each<[string, string, number, object, SimulatorOptions?]>([
      ['no details', 'MalformedXML', 400, { Details: undefined }],
      ['no name', 'MalformedXML', 400, { Details: { Regions: REGIONS } }],
      ['a bad name', 'InvalidRequest', 400, { Details: { ...details, Name: 'Media' } }],
      ['no Regions', 'MalformedXML', 400, { Details: { Name: 'media' } }],
      ['empty Regions', 'MalformedXML', 400, { Details: { Name: 'media', Regions: [] } }],
      ['no bucket', 'MalformedXML', 400, { Details: { Name: 'media', Regions: [{}] } }],
      [
        'a bad owner',
        'InvalidRequest',
        400,
        { Details: { Name: 'media', Regions: [{ Bucket: 'media-us', BucketAccountId: 'me' }] } },
      ],
      ['too many Regions', 'TooManyMultiRegionAccessPointregionsError', 400, { Details: details }, { maxRegions: 1 }],
      ['too many access points', 'TooManyMultiRegionAccessPoints', 400, { Details: details }, { maxAccessPoints: 0 }],
      ['a Region that is not enabled', 'InvalidRegion', 403, { Details: details }, { disabledRegions: ['eu-west-1'] }],
      ['no client token', 'MalformedXML', 400, { ClientToken: undefined, Details: details }],
      ['a bad client token', 'InvalidRequest', 400, { ClientToken: 'a b', Details: details }],
    ])('refuses %s', async (_name, code, status, input, options = {}) => {
      const bench = new Bench(options);
      await expect(bench.call(CREATE, { ClientToken: 'token', ...input })).rejects.toEqual(
        new RefusedError(code, status),
      );
      expect(bench.simulator.snapshot()).toMatchObject({ accessPoints: [], operations: [] });
    });
  });

  describe('with an operation that fails', () => {
    test.each<[string, { Bucket: string; BucketAccountId?: string }[], string, string, SimulatorOptions?]>([
      ['a missing bucket', [...REGIONS, { Bucket: 'nowhere' }], 'NoSuchBucket', 'nowhere'],
      [
        'a bucket of another account',
        [{ Bucket: 'media-us', BucketAccountId: OTHER_ACCOUNT }],
        'NoSuchBucket',
        'media-us',
      ],
      [
        'two buckets in one Region',
        [...REGIONS, { Bucket: 'more-eu' }],
        'MultiRegionAccessPointSameBucketRegion',
        'eu-west-1',
      ],
      [
        'an unsupported Region',
        REGIONS,
        'MultiRegionAccessPointUnsupportedRegion',
        'media-eu',
        { supportedRegions: ['us-east-1'] },
      ],
    ])('refuses %s', async (_name, regions, code, named, options = {}) => {
      const bench = new Bench(options);
      bench.simulator.buckets.add('more-eu', 'eu-west-1', ACCOUNT);
      const token = await bench.create('media', regions);
      expect(await bench.status()).toBe('NoSuchMultiRegionAccessPoint');
      expect(await bench.ended(token)).toBe(code);
      expect((await bench.describe(token)).ResponseDetails?.ErrorDetails?.Message).toContain(named);
    });

    test('removes the access point by default', async () => {
      const bench = new Bench(fail('InternalErrors'));
      const token = await bench.create();
      expect(await bench.status()).toBe('CREATING');
      expect(await bench.ended(token)).toBe('InternalErrors');
      expect(await bench.status()).toBe('NoSuchMultiRegionAccessPoint');
    });

    test('leaves a partially created access point, which can be deleted', async () => {
      const bench = new Bench(fail('InternalErrors', 'partial', CREATE));
      await bench.ended(await bench.create());
      expect(await bench.status()).toBe('PARTIALLY_CREATED');
      expect(await bench.ended(await bench.remove())).toBe('SUCCEEDED');
      expect(await bench.status()).toBe('NoSuchMultiRegionAccessPoint');
    });
  });

  describe('over a partially created access point', () => {
    const failOnce = (leaves?: AsyncOperationFailure['leaves'], times = 1): SimulatorOptions => ({
      asyncFailure: ({ attempt }) => (attempt <= times ? { code: 'InternalErrors', leaves } : undefined),
    });

    test('resumes if the details are equal', async () => {
      const bench = new Bench(failOnce('partial'));
      await bench.ended(await bench.create());
      const { Alias } = await bench.get();
      expect(await bench.ended(await bench.create('media', [...REGIONS].reverse()))).toBe('SUCCEEDED');
      expect(await bench.get()).toMatchObject({ Alias, Status: 'READY' });
    });

    test('leaves it partially created if it fails again', async () => {
      const bench = new Bench({
        asyncFailure: ({ attempt }) => ({ code: 'InternalErrors', leaves: attempt === 1 ? 'partial' : 'nothing' }),
      });
      await bench.ended(await bench.create());
      await bench.ended(await bench.create());
      expect(await bench.status()).toBe('PARTIALLY_CREATED');
    });

    test('fails if the public access block differs', async () => {
      const bench = new Bench(failOnce('partial'));
      await bench.ended(await bench.create());
      const block = {
        BlockPublicAcls: false,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      };
      const { RequestTokenARN } = await bench.call(
        CREATE, { ClientToken: 'x', Details: { Name: 'media', Regions: REGIONS, PublicAccessBlock: block } });
      expect(await bench.ended(RequestTokenARN)).toBe('MultiRegionAccessPointAlreadyOwnedByYou');
    });

    test.each<[string, { Bucket: string }[], SimulatorOptions]>([
      ['other buckets', [{ Bucket: 'media-us' }], {}],
      ['the setting already-owned', REGIONS, { createOverPartial: 'already-owned' }],
    ])('fails with %s', async (_name, regions, options = {}) => {
      const bench = new Bench({ ...failOnce('partial'), ...options });
      await bench.ended(await bench.create());
      expect(await bench.ended(await bench.create('media', regions))).toBe('MultiRegionAccessPointAlreadyOwnedByYou');
      expect(await bench.status()).toBe('PARTIALLY_CREATED');
    });
  });

  describe('with an existing name', () => {
    test('accepts the request, and its operation fails', async () => {
      const bench = new Bench();
      await bench.ready();
      expect(await bench.ended(await bench.create())).toBe('MultiRegionAccessPointAlreadyOwnedByYou');
      expect(await bench.status()).toBe('READY');
    });

    test('refuses the request if the settings say so', async () => {
      const bench = new Bench({ duplicateName: 'synchronous' });
      await bench.ready();
      await expect(bench.create()).rejects.toEqual(new RefusedError('MultiRegionAccessPointAlreadyOwnedByYou', 409));
    });

    test.each<[SimulatorOptions, string]>([
      [{}, 'OperationAborted'],
      [{ conflict: 'asynchronous' }, 'MultiRegionAccessPointModifiedByAnotherRequest'],
      [{ createInFlight: 'already-owned' }, 'MultiRegionAccessPointAlreadyOwnedByYou'],
      [{ createInFlight: 'already-owned', duplicateName: 'synchronous' }, 'MultiRegionAccessPointAlreadyOwnedByYou'],
      [{ conflicts: () => false }, 'MultiRegionAccessPointAlreadyOwnedByYou'],
    ])('reports a conflict with a create or delete: %j → %s', async (options, code) => {
      const bench = new Bench(options);
      const outcome = async () =>
        bench.create().then(
          async (token) => bench.ended(token),
          (error: RefusedError) => error.code,
        );
      await bench.create();
      expect(await outcome()).toBe(code);
      await bench.ended(
        await bench.describe(await bench.create('other')).then(({ RequestTokenARN }) => RequestTokenARN),
      );
      await bench.remove();
      expect(await outcome()).toBe(code);
    });

    test('succeeds in another account', async () => {
      const bench = new Bench();
      await bench.ready();
      bench.simulator.buckets.add('theirs', 'us-east-1', OTHER_ACCOUNT);
      await bench.call(
        CREATE,
        { ClientToken: 'x', Details: { Name: 'media', Regions: [{ Bucket: 'theirs' }] } },
        { accountId: OTHER_ACCOUNT },
      );
      bench.clock.advance(5_000);
      expect(bench.simulator.snapshot().accessPoints.map(({ accountId, status }) => [accountId, status])).toEqual(
        [[ACCOUNT, 'READY'], [OTHER_ACCOUNT, 'READY']]);
    });
  });

  test('never reuses an alias', async () => {
    const bench = new Bench();
    await bench.ready();
    const { Alias: first } = await bench.get();
    await bench.ended(await bench.remove());
    await bench.ready();
    const { Alias: second } = await bench.get();
    expect(second).not.toBe(first);
    expect(bench.simulator.snapshot().retired).toEqual([expect.objectContaining({ name: 'media', alias: first })]);
  });

  describe('with a seed', () => {
    test.each([
      ['a', 'a', true],
      ['a', 'b', false],
    ])('derives aliases from the seeds %s and %s', async (one, other, same) => {
      const aliases = await Promise.all(
        [one, other].map(async (seed) => {
          const bench = new Bench({ seed });
          await bench.create();
          return (await bench.get()).Alias;
        }),
      );
      expect(aliases[0] === aliases[1]).toBe(same);
    });
  });

  describe('with a public access block', () => {
    const block = { BlockPublicAcls: true };
    test.each<[SimulatorOptions, boolean]>([
      [{}, false],
      [{ omittedBlockFlag: true }, true],
    ])('uses the default of omitted flags with %j', async (options, flag) => {
      const bench = new Bench(options);
      await bench.call(CREATE, {
        ClientToken: 'x',
        Details: { Name: 'media', Regions: REGIONS, PublicAccessBlock: block },
      });
      expect((await bench.get()).PublicAccessBlock).toEqual({
        BlockPublicAcls: true,
        IgnorePublicAcls: flag,
        BlockPublicPolicy: flag,
        RestrictPublicBuckets: flag,
      });
    });

    test('returns the block in Describe as sent or as applied', async () => {
      const bench = new Bench();
      const create = async (name: string) => {
        const { RequestTokenARN } = await bench.call(
          CREATE, { ClientToken: name, Details: { Name: name, Regions: REGIONS, PublicAccessBlock: block } });
        return (await bench.describe(RequestTokenARN)).RequestParameters.CreateMultiRegionAccessPointRequest
          ?.PublicAccessBlock;
      };
      expect(await create('one')).toEqual(block);
      bench.simulator.configure({ requestParameters: 'with-defaults' });
      expect(await create('two')).toEqual({
        ...block,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      });
    });
  });

  test('delays visibility, READY and deletion by the configured lags', async () => {
    const bench = new Bench({ visibilityLagMs: 2_000, readyLagMs: 3_000, goneLagMs: 4_000 });
    const created = await bench.create();
    expect(await bench.status()).toBe('NoSuchMultiRegionAccessPoint');
    expect((await bench.call('ListMultiRegionAccessPoints', {})).AccessPoints).toEqual([]);
    bench.clock.advance(2_000);
    expect(await bench.status()).toBe('CREATING');
    bench.clock.advance(3_000);
    expect([(await bench.describe(created)).RequestStatus, await bench.status()]).toEqual(['SUCCEEDED', 'CREATING']);
    bench.clock.advance(3_000);
    expect(await bench.status()).toBe('READY');
    const deleted = await bench.remove();
    bench.clock.advance(5_000);
    expect([(await bench.describe(deleted)).RequestStatus, await bench.status()]).toEqual(['SUCCEEDED', 'DELETING']);
    await expect(bench.remove()).rejects.toEqual(new RefusedError('OperationAborted', 409));
    bench.clock.advance(4_000);
    expect(await bench.status()).toBe('NoSuchMultiRegionAccessPoint');
  });

  test('ends with the status INCONSISTENT_ACROSS_REGIONS if the settings say so', async () => {
    const bench = new Bench({
      finalStatus: ({ Name }) => (Name === 'media' ? 'INCONSISTENT_ACROSS_REGIONS' : 'READY'),
    });
    await bench.ended(await bench.create());
    expect(await bench.status()).toBe('INCONSISTENT_ACROSS_REGIONS');
  });

  test('omits the owner of buckets and the alias if the settings say so', async () => {
    const bench = new Bench({ ownBucketAccountId: 'omitted', aliasWhileCreating: 'omitted' });
    bench.simulator.buckets.add('theirs', 'ap-south-1', OTHER_ACCOUNT);
    await bench.create('media', [{ Bucket: 'media-us' }, { Bucket: 'theirs', BucketAccountId: OTHER_ACCOUNT }]);
    const creating = await bench.get();
    expect(creating).not.toHaveProperty('Alias');
    expect(creating.Regions).toEqual([
      { Bucket: 'media-us', Region: 'us-east-1' },
      { Bucket: 'theirs', Region: 'ap-south-1', BucketAccountId: OTHER_ACCOUNT },
    ]);
    bench.clock.advance(5_000);
    expect(await bench.get()).toHaveProperty('Alias');
  });

  test('calls the duration setting for each operation', async () => {
    const asked: unknown[] = [];
    const bench = new Bench({
      duration: (call) => {
        asked.push(call);
        return call.attempt * 1_000;
      },
    });
    await bench.create();
    bench.clock.advance(1_000);
    await bench.remove();
    bench.clock.advance(1_000);
    await bench.create();
    bench.clock.advance(1_999);
    expect(await bench.status()).toBe('CREATING');
    bench.clock.advance(1);
    expect(await bench.status()).toBe('READY');
    expect(asked).toEqual([
      { operation: CREATE, name: 'media', accountId: ACCOUNT, attempt: 1, regions: ['us-east-1', 'eu-west-1'] },
      {
        operation: 'DeleteMultiRegionAccessPoint',
        name: 'media',
        accountId: ACCOUNT,
        attempt: 1,
        regions: ['us-east-1', 'eu-west-1'],
      },
      { operation: CREATE, name: 'media', accountId: ACCOUNT, attempt: 2, regions: ['us-east-1', 'eu-west-1'] },
    ]);
  });

  test('accepts an asynchronous bucket directory', async () => {
    const bench = new Bench({
      bucketDirectory: { findRegion: async (bucket) => (bucket === 'media-us' ? 'us-east-1' : 'eu-west-1') },
    });
    expect(await bench.ended(await bench.create())).toBe('SUCCEEDED');
    expect((await bench.get()).Regions.map(({ Region }) => Region)).toEqual(['us-east-1', 'eu-west-1']);
  });

  test('throws the error of a bucket directory instead of returning it as an answer', async () => {
    const bench = new Bench({ bucketDirectory: { findRegion: () => { throw new Error('directory down'); } } });
    await expect(
      bench.simulator.call(CREATE, { ClientToken: 'x', Details: { Name: 'media', Regions: REGIONS } }, CONTEXT),
    ).rejects.toThrow('directory down');
  });
});
