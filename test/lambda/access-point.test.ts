import { ACCESS_POINT, BUCKETS, Deployment, MINUTE, SECOND } from './support';

const CREATED = /^media\/m[a-z0-9]+\.mrap\/[0-9a-f]{20}\/[0-9a-f]{20}$/;

describe('createHandlers', () => {
  describe.each([['through the SDK', true], ['directly', false]])('%s', (_name, throughSdk) => {
    test('creates an access point and returns its attributes', async () => {
      const deployment = new Deployment({ throughSdk });
      const answer = await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      const { alias } = deployment.live.media;
      expect(answer).toMatchObject({ status: 'SUCCESS', physicalId: expect.stringMatching(CREATED) });
      expect(answer.data).toEqual({
        Name: 'media',
        Alias: alias,
        Arn: `arn:aws:s3::111122223333:accesspoint/${alias}`,
        DomainName: `${alias}.accesspoint.s3-global.amazonaws.com`,
        CreatedAt: new Date(deployment.live.media.createdAt).toISOString(),
        Origin: 'created',
        Owner: answer.physicalId.split('/')[3],
      });
      expect(deployment.mutations).toEqual(['CreateMultiRegionAccessPoint']);
    });

    test('deletes the access point', async () => {
      const deployment = new Deployment({ throughSdk });
      await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      expect(await deployment.run(deployment.accessPoint.delete())).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.live).toEqual({});
      expect(deployment.reports).toEqual([]);
    });
  });

  describe('on creation', () => {
    test('finds a long operation again in every invocation and creates one access point', async () => {
      const deployment = new Deployment({ duration: () => 50 * MINUTE });
      const answer = await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      expect(answer.status).toBe('SUCCESS');
      expect(
        deployment.simulator.journal
          .of('CreateMultiRegionAccessPoint')
          .filter((entry) => entry.outcome.kind === 'output'),
      ).not.toHaveLength(0);
      expect(deployment.simulator.snapshot().operations).toHaveLength(1);
    });

    test.each([['SUCCESS'], ['SUCCEEDED']])('treats the operation status %s as success', async (successStatus) => {
      const deployment = new Deployment({
        successStatus,
        pendingStatuses: ['NEW', 'IN_PROGRESS', 'INPROGRESS', 'ALMOST'],
      });
      expect(await deployment.run(deployment.accessPoint.create(ACCESS_POINT))).toMatchObject({ status: 'SUCCESS' });
    });

    test('fails within one poll, with the status of every Region and the action to take', async () => {
      const deployment = new Deployment({
        duration: () => 20 * SECOND,
        asyncFailure: () => ({
          code: 'NoSuchBucket',
          message: 'The specified bucket does not exist',
          regions: { 'us-east-1': 'FAILED', 'eu-west-1': 'SUCCEEDED' },
        }),
      });
      const began = deployment.clock.now();
      const answer = await deployment.run(deployment.cloudFormation.send({
        type: 'Create', resourceType: 'Custom::S3MultiRegionAccessPoint', logicalId: 'Media', properties: ACCESS_POINT,
      }));
      expect(deployment.clock.now() - began).toBeLessThanOrEqual(24 * SECOND);
      expect(answer.status).toBe('FAILED');
      expect(answer.reason).toContain(
        '[MRAP902] access point "media" could not be created: ' +
          'NoSuchBucket; in eu-west-1: SUCCEEDED, ap-northeast-1: FAILED, us-east-1: FAILED; The specified bucket does '
            + 'not exist; create the bucket first',
      );
    });

    test.each([
      ['TooManyMultiRegionAccessPoints', { maxAccessPoints: 0 }, 'delete an access point of this account'],
      ['InvalidRegion', { disabledRegions: ['us-east-1'] }, 'enable the opt-in Region'],
    ])('fails immediately for %s', async (code, options, advice) => {
      const deployment = new Deployment(options);
      const answer = await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      expect(answer.reason).toContain(`[MRAP902] access point "media" could not be created: ${code}`);
      expect(answer.reason).toContain(advice);
    });

    test('repeats the checks of the constructs before the first call', async () => {
      const deployment = new Deployment();
      const answer = await deployment.run(
        deployment.accessPoint.create({
          ...ACCESS_POINT,
          Name: 'Media',
          Buckets: [
            { Bucket: 'a-1', Region: 'eu-west-1' },
            { Bucket: 'b-1', Region: 'eu-west-1' },
          ],
        }),
      );
      expect(answer.reason).toContain('[MRAP101]');
      expect(answer.reason).toContain('[MRAP202]');
      expect(deployment.simulator.journal.entries).toEqual([]);
    });

    test('accepts additional Regions', async () => {
      const deployment = new Deployment({ supportedRegions: ['eu-west-1', 'ap-southeast-5'] });
      deployment.simulator.buckets.add('media-my', 'ap-southeast-5', '111122223333');
      const answer = await deployment.run(
        deployment.accessPoint.create({
          ...ACCESS_POINT,
          Buckets: [BUCKETS[0], { Bucket: 'media-my', Region: 'ap-southeast-5' }],
          AdditionalRegions: ['ap-southeast-5'],
        }),
      );
      expect(answer.status).toBe('SUCCESS');
    });

    test('refuses a malformed property and names it', async () => {
      const deployment = new Deployment();
      const answer = await deployment.run(deployment.accessPoint.create({ ...ACCESS_POINT, Existing: 'STEAL' }));
      expect(answer.reason).toContain(
        '[MRAP916] property Existing is malformed, got "STEAL", expected one of REFUSE, ADOPT; correct the property in '
          + 'the template',
      );
    });

    test('names the last state and the watch command after a time-out', async () => {
      const deployment = new Deployment({ duration: () => 24 * 60 * MINUTE });
      const began = deployment.clock.now();
      const answer = await deployment.run(
        deployment.cloudFormation.send({
          type: 'Create',
          resourceType: 'Custom::S3MultiRegionAccessPoint',
          logicalId: 'Media',
          properties: { ...ACCESS_POINT, TimeoutSeconds: 600, ServiceTimeout: '900' },
        }),
      );
      expect((deployment.clock.now() - began) / MINUTE).toBeCloseTo(10, 0);
      expect(answer.reason).toContain(
        '[MRAP904] creating access point "media" did not end within 10 minutes, last state: INPROGRESS; '
        + 'a rollback deletes it; '
        + 'watch the operation with "cdk-s3-mrap watch '
        + 'arn:aws:s3:us-west-2:111122223333:async-request/mrap/create/',
      );
      expect(answer.reason).toMatch(/mrap\/create\/\w+", then deploy again/);
    });
  });

  describe('for a name in use', () => {
    test.each(['synchronous', 'asynchronous'] as const)(
      'refuses the name if the error is %s, and does not change the existing access point',
      async (duplicateName) => {
        const deployment = new Deployment({ duplicateName });
        const alias = await deployment.createForeign();
        const answer = await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
        expect(answer.reason).toContain(
          '[MRAP901] access point "media" already exists, got one that this deployment did not create, '
            + 'expected an unused name; choose another name, or set existing to ExistingAccessPointPolicy.ADOPT',
        );
        expect(deployment.live.media.alias).toBe(alias);
        expect(deployment.mutations).not.toContain('DeleteMultiRegionAccessPoint');
      },
    );

    test.each(['synchronous', 'asynchronous'] as const)(
      'adopts the access point if the error is %s',
      async (duplicateName) => {
        const deployment = new Deployment({ duplicateName });
        const alias = await deployment.createForeign();
        const answer = await deployment.run(deployment.accessPoint.create({ ...ACCESS_POINT, Existing: 'ADOPT' }));
        expect(answer).toMatchObject({
          status: 'SUCCESS',
          physicalId: expect.stringMatching(`^media/adopted/${alias}/`),
          data: { Alias: alias, Origin: 'adopted' },
        });
        await deployment.run(deployment.accessPoint.delete());
        expect(deployment.live.media.alias).toBe(alias);
      },
    );

    test('does not adopt an access point with other buckets or another block', async () => {
      const deployment = new Deployment();
      await deployment.createForeign('media', ['media-eu', 'media-us']);
      const block = {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: true,
      };
      const answer = await deployment.run(deployment.accessPoint.create({
        ...ACCESS_POINT, Existing: 'ADOPT', Buckets: [BUCKETS[0], BUCKETS[2]], PublicAccessBlock: block,
      }));
      expect(answer.reason).toContain(
        '[MRAP905] access point "media" cannot be adopted, because it differs: '
          + 'bucket "media-jp" is declared but not a member; '
          + 'bucket "media-us" is a member but not declared; BlockPublicPolicy is true, declared false',
      );
    });

    test('does not adopt an access point during its deletion', async () => {
      const deployment = new Deployment();
      await deployment.createForeign();
      deployment.simulator.setStatus('111122223333', 'media', 'INCONSISTENT_ACROSS_REGIONS');
      const answer = await deployment.run(deployment.accessPoint.create({ ...ACCESS_POINT, Existing: 'ADOPT' }));
      expect(answer.reason).toContain('it differs: it is INCONSISTENT_ACROSS_REGIONS');
    });

    test('creates an access point with ADOPT if none exists', async () => {
      const deployment = new Deployment();
      const answer = await deployment.run(deployment.accessPoint.create({ ...ACCESS_POINT, Existing: 'ADOPT' }));
      expect(answer).toMatchObject({ status: 'SUCCESS', data: { Origin: 'created' } });
    });
  });

  describe('on update', () => {
    async function created(properties = ACCESS_POINT, options = {}) {
      const deployment = new Deployment(options);
      await deployment.run(deployment.accessPoint.create(properties));
      deployment.simulator.journal.clear();
      return deployment;
    }

    test.each<[string, object]>([
      ['another order of buckets', { Buckets: [...BUCKETS].reverse() }],
      ['another order of properties', Object.fromEntries(Object.entries(ACCESS_POINT).reverse())],
      ['another time-out', { TimeoutSeconds: 600, ServiceTimeout: '900' }],
      [
        'the explicit account of the stack',
        { Buckets: BUCKETS.map((bucket) => ({ ...bucket, AccountId: '111122223333' })) },
      ],
      ['omitted Regions', { Buckets: BUCKETS.map(({ Bucket }) => ({ Bucket })) }],
      ['another Existing', { Existing: 'ADOPT' }],
      ['another Replacement', { Replacement: 'ALLOW' }],
    ])('changes nothing for %s', async (_name, change) => {
      const deployment = await created();
      const { physicalId } = deployment.accessPoint;
      const answer = await deployment.run(deployment.accessPoint.update({ ...ACCESS_POINT, ...change }));
      expect(answer).toMatchObject({ status: 'SUCCESS', physicalId });
      expect(deployment.mutations).toEqual([]);
    });

    test.each<[string, object, string]>([
      ['another name', { Name: 'video' }, 'name'],
      ['another bucket', { Buckets: BUCKETS.slice(0, 2) }, 'set of buckets'],
      ['another block', { PublicAccessBlock: { BlockPublicAcls: false } }, 'public access block'],
      ['two changes', { Name: 'video', Buckets: BUCKETS.slice(0, 2) }, 'name and set of buckets'],
    ])('refuses %s before any mutation, and rolls back', async (_name, change, what) => {
      const deployment = await created();
      const { alias } = deployment.live.media;
      const answer = await deployment.run(deployment.accessPoint.update({ ...ACCESS_POINT, ...change }));
      expect(answer.reason).toContain(
        '[MRAP903] access point "media" would be replaced and lose its alias, '
          + `because the template has another ${what}; nothing was changed`,
      );
      expect(deployment.mutations).toEqual([]);
      expect(deployment.live.media.alias).toBe(alias);
    });

    const REPLACEABLE = { ...ACCESS_POINT, Replacement: 'ALLOW' };

    test('creates the replacement with a new name and deletes the old access point afterwards', async () => {
      const deployment = await created(REPLACEABLE);
      const answer = await deployment.run(
        deployment.accessPoint.update({ ...REPLACEABLE, Buckets: BUCKETS.slice(0, 2) }),
      );
      expect(answer.status).toBe('SUCCESS');
      expect(Object.keys(deployment.live)).toEqual([expect.stringMatching(/^media-[0-9a-f]{8}$/)]);
      expect(
        deployment.simulator.journal
          .of('CreateMultiRegionAccessPoint', 'DeleteMultiRegionAccessPoint')
          .map((entry) => entry.operation),
      ).toEqual(['CreateMultiRegionAccessPoint', 'DeleteMultiRegionAccessPoint']);
    });

    test('uses a new given name for the replacement', async () => {
      const deployment = await created(REPLACEABLE);
      await deployment.run(deployment.accessPoint.update({ ...REPLACEABLE, Name: 'video' }));
      expect(Object.keys(deployment.live)).toEqual(['video']);
    });

    test('replaces a replacement', async () => {
      const deployment = await created(REPLACEABLE);
      await deployment.run(deployment.accessPoint.update({ ...REPLACEABLE, Buckets: BUCKETS.slice(0, 2) }));
      await deployment.run(deployment.accessPoint.update({ ...REPLACEABLE, Buckets: BUCKETS.slice(1) }));
      expect(
        deployment.simulator
          .snapshot()
          .accessPoints.map(({ regions }) => regions.map((region) => region.Bucket).sort()),
      ).toEqual([['media-jp', 'media-us']]);
    });

    test.each(['old id', 'new id'] as const)(
      'keeps the old access point if a failed replacement is rolled back under the %s',
      async (under) => {
        const deployment = await created(REPLACEABLE);
        const { alias } = deployment.live.media;
        deployment.simulator.configure({ asyncFailure: () => ({ code: 'InternalErrors' }) });
        const answer = await deployment.run(
          deployment.accessPoint.update({ ...REPLACEABLE, Buckets: BUCKETS.slice(0, 2) }, under),
        );
        expect(answer.reason).toContain('InternalErrors');
        expect(Object.values(deployment.live).map((accessPoint) => accessPoint.alias)).toEqual([alias]);
        expect(deployment.accessPoint.physicalId).toContain(alias);
      },
    );

    test('deletes the replacement if another resource fails', async () => {
      const deployment = await created(REPLACEABLE);
      const { alias } = deployment.live.media;
      await deployment.run(deployment.accessPoint.updateAndRollBack({ ...REPLACEABLE, Buckets: BUCKETS.slice(0, 2) }));
      expect(Object.values(deployment.live).map((accessPoint) => accessPoint.alias)).toEqual([alias]);
    });

    test('reports a missing access point and succeeds', async () => {
      const deployment = await created();
      const alias = deployment.live.media.alias;
      await deployment.simulator.call(
        'DeleteMultiRegionAccessPoint',
        { ClientToken: 'by-hand', Details: { Name: 'media' } },
        { accountId: '111122223333', region: 'us-west-2' },
      );
      deployment.clock.advance(MINUTE);
      const answer = await deployment.run(deployment.accessPoint.update({ ...ACCESS_POINT, TimeoutSeconds: 600 }));
      expect(answer).toMatchObject({ status: 'SUCCESS', data: { Alias: alias, CreatedAt: '' } });
      expect(deployment.codes).toEqual(['MRAP906']);
    });

    test('does not wait for an unavailable control plane if nothing changes', async () => {
      const deployment = await created();
      deployment.simulator.faults.add(() => ({ kind: 'hang' }));
      const began = deployment.clock.now();
      const answer = await deployment.run(deployment.accessPoint.update({ ...ACCESS_POINT, TimeoutSeconds: 600 }));
      expect(answer).toMatchObject({ status: 'SUCCESS', data: { CreatedAt: '' } });
      expect(deployment.clock.now() - began).toBeLessThanOrEqual(MINUTE);
    });
  });
});
