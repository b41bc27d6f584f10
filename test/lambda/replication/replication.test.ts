import { faultAlways, faultInFirstCalls, serviceFault } from '../../../simulator';
import { foreignRule, OTHER_ROLE, OUR_IDS, properties, ReplicationBench, ROLE, ruleTo, SOURCE } from './support';

const callsOf = (...operations: string[]) => (call: { operation: string }) => operations.includes(call.operation);

describe('createHandlers', () => {
  describe.each([['directly', false], ['through the SDK', true]])('%s', (_name, throughSdk) => {
    test('writes, reads back, changes and removes rules', async () => {
      const bench = new ReplicationBench({ throughSdk });
      const created = await bench.run(bench.resource.create(properties()));
      expect(created).toMatchObject({ status: 'SUCCESS', physicalId: 'media-eu/replication' });
      expect(bench.live()).toEqual({
        Role: ROLE,
        Rules: [
          {
            ID: 'cdk-s3-mrap/media-eu/media-us',
            Priority: 1000,
            Status: 'Enabled',
            Filter: { Prefix: '' },
            SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } },
            Destination: { Bucket: 'arn:aws:s3:::media-us', Metrics: { Status: 'Enabled' } },
            DeleteMarkerReplication: { Status: 'Enabled' },
          },
          expect.objectContaining({ ID: 'cdk-s3-mrap/media-eu/media-jp', Priority: 1009 }),
        ],
      });
      expect(bench.simulator.journal.entries.map(({ operation }) => operation)).toEqual([
        'GetBucketReplication', 'GetBucketReplication', 'PutBucketReplication', 'GetBucketReplication',
      ]);

      const updated = await bench.run(
        bench.resource.update(properties({ Rules: [ruleTo('media-us', 1000, { Prefix: 'films/' })] })),
      );
      expect(updated).toMatchObject({ status: 'SUCCESS', physicalId: 'media-eu/replication' });
      expect(bench.live()?.Rules).toMatchObject([
        { Filter: { Prefix: 'films/' }, Destination: { Bucket: 'arn:aws:s3:::media-us' } },
      ]);

      expect(await bench.run(bench.resource.delete())).toMatchObject({ status: 'SUCCESS' });
      expect(bench.live()).toBeUndefined();
    });

    test('writes several rules to one destination, and removes one of them', async () => {
      const bench = new ReplicationBench({ throughSdk });
      const cold = ruleTo('media-us', 12_000, {
        Id: 'cdk-s3-mrap/media-eu/media-us/cold', Prefix: 'cold/', StorageClass: 'GLACIER_IR',
      });
      const hot = ruleTo('media-us', 1000, { ExcludedPrefixes: ['cold/'] });
      expect((await bench.run(bench.resource.create(properties({ Rules: [hot, cold] })))).status).toBe('SUCCESS');
      expect(bench.live()?.Rules).toMatchObject([
        { ID: 'cdk-s3-mrap/media-eu/media-us', Filter: { Not: { Prefix: 'cold/' } } },
        { ID: 'cdk-s3-mrap/media-eu/media-us/cold', Destination: { StorageClass: 'GLACIER_IR' } },
      ]);
      expect((await bench.run(bench.resource.update(properties({ Rules: [hot] })))).status).toBe('SUCCESS');
      expect(bench.liveIds).toEqual(['cdk-s3-mrap/media-eu/media-us']);
    });

    test('refuses a filter without objects before it writes', async () => {
      const bench = new ReplicationBench({ throughSdk });
      const outcome = await bench.run(bench.resource.create(properties({
        Rules: [ruleTo('media-us', 1000, { Prefix: 'films/', ExcludedPrefixes: ['films/'] })],
      })));
      expect(outcome).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('MRAP428') });
      expect(bench.writes).toBe(0);
    });

    test('keeps foreign rules through creation, update, rollback and removal', async () => {
      const foreign = [foreignRule('first', 1), foreignRule('second', 7, 'media-us')];
      const bench = new ReplicationBench({ throughSdk });
      await bench.putForeign(foreign);
      const theirs = () => bench.live()?.Rules.filter((rule) => !rule.ID!.startsWith('cdk-s3-mrap/'));
      for (const step of [
        () => bench.resource.create(properties()),
        () => bench.resource.update(properties({ Rules: [ruleTo('media-jp', 1009)] })),
        () => bench.resource.updateAndRollBack(properties()),
        () => bench.resource.delete(),
      ]) {
        expect((await bench.run(step())).status).toBe('SUCCESS');
        expect(theirs()).toEqual(foreign);
      }
      expect(bench.liveIds).toEqual(['first', 'second']);
      expect(bench.live()?.Role).toBe(ROLE);
    });
  });

  test('writes a rule with every option', async () => {
    const bench = new ReplicationBench();
    await bench.run(bench.resource.create(properties({
      Rules: [ruleTo('archive', 1003, {
        DestinationAccount: '444455556666',
        OwnerOverride: true,
        Prefix: 'films/',
        Tags: [{ Key: 'keep', Value: '' }],
        DeleteMarkers: false,
        TimeControl: true,
        StorageClass: 'STANDARD_IA',
        ReplicaKmsKeyId: 'arn:aws:kms:us-west-2:444455556666:alias/media',
      })],
    })));
    expect(bench.live()?.Rules).toEqual([
      {
        ID: 'cdk-s3-mrap/media-eu/archive',
        Priority: 1003,
        Status: 'Enabled',
        Filter: { And: { Prefix: 'films/', Tags: [{ Key: 'keep', Value: '' }] } },
        SourceSelectionCriteria: {
          SseKmsEncryptedObjects: { Status: 'Enabled' },
          ReplicaModifications: { Status: 'Enabled' },
        },
        Destination: {
          Bucket: 'arn:aws:s3:::archive',
          Account: '444455556666',
          AccessControlTranslation: { Owner: 'Destination' },
          StorageClass: 'STANDARD_IA',
          EncryptionConfiguration: { ReplicaKmsKeyID: 'arn:aws:kms:us-west-2:444455556666:alias/media' },
          ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
          Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 15 } },
        },
        DeleteMarkerReplication: { Status: 'Disabled' },
      },
    ]);
  });

  test.each([
    [[{ Key: 'a', Value: '1' }], { Tag: { Key: 'a', Value: '1' } }],
    [
      [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
      {
        And: {
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        },
      },
    ],
  ])('writes the tags %j', async (Tags, filter) => {
    const bench = new ReplicationBench();
    await bench.run(
      bench.resource.create(
        properties({ Rules: [ruleTo('media-us', 1000, { Tags, DeleteMarkers: false, ReplicaModifications: false })] }),
      ),
    );
    expect(bench.live()?.Rules[0]).toMatchObject({ Filter: filter });
    expect(bench.live()?.Rules[0]).not.toHaveProperty('SourceSelectionCriteria');
  });

  describe('before the first write', () => {
    async function refused(bench: ReplicationBench, given = properties()): Promise<string> {
      const { status, reason } = await bench.run(bench.resource.create(given));
      expect(status).toBe('FAILED');
      expect(bench.writes).toBe(0);
      return reason;
    }

    test('refuses another role and names both', async () => {
      const bench = new ReplicationBench();
      await bench.putForeign([foreignRule('theirs', 1)], OTHER_ROLE);
      const reason = await refused(bench);
      for (const part of ['MRAP931', ROLE, OTHER_ROLE, 'theirs', SOURCE]) expect(reason).toContain(part);
    });

    test('accepts the live role if the user gives it', async () => {
      const bench = new ReplicationBench();
      await bench.putForeign([foreignRule('theirs', 1)], OTHER_ROLE);
      expect(
        (await bench.run(bench.resource.create(properties({ Role: OTHER_ROLE, RoleOrigin: 'given' })))).status,
      ).toBe('SUCCESS');
      expect(bench.liveIds).toEqual([...OUR_IDS, 'theirs']);
    });

    test('refuses a foreign rule with the same destination and priority and names it', async () => {
      const bench = new ReplicationBench();
      await bench.putForeign([foreignRule('theirs', 1000, 'media-us')]);
      const reason = await refused(bench);
      for (const part of ['MRAP932', 'theirs', 'media-us', '1000']) expect(reason).toContain(part);
    });

    test.each([
      ['MRAP402', [ruleTo(SOURCE, 1)]],
      ['MRAP407', [ruleTo('media-us', 1), ruleTo('media-jp', 1)]],
      ['MRAP407', [ruleTo('media-us', 1), ruleTo('media-us', 2)]],
      ['MRAP408', [ruleTo('media-us', 1, { Prefix: 'x'.repeat(1025) })]],
      ['MRAP410', [ruleTo('media-us', 1, { Tags: [{ Key: 'a', Value: 'b' }] })]],
      ['MRAP411', [ruleTo('media-us', 1, { TimeControl: true, Metrics: false })]],
      ['MRAP417', [ruleTo('media-us', 1, { OwnerOverride: true })]],
      ['MRAP916', [{ Id: 'x' }]],
    ])('refuses rules with %s', async (code, Rules) => {
      expect(await refused(new ReplicationBench(), properties({ Rules }))).toContain(code);
    });

    test('does not treat a response without rules as a bucket without rules', async () => {
      const bench = new ReplicationBench({
        faults: [faultAlways({ kind: 'empty', status: 200 }, callsOf('GetBucketReplication'))],
      });
      await bench.putForeign([foreignRule('theirs', 1)]);
      expect(await refused(bench)).toContain('MRAP933');
      expect(bench.liveIds).toEqual(['theirs']);
    });
  });

  describe('for a changed role', () => {
    test('replaces its role on update and restores it in a rollback', async () => {
      const bench = new ReplicationBench();
      await bench.run(bench.resource.create(properties()));
      expect((await bench.run(bench.resource.update(properties({ Role: OTHER_ROLE })))).status).toBe('SUCCESS');
      expect(bench.live()?.Role).toBe(OTHER_ROLE);
      await bench.run(bench.resource.updateAndRollBack(properties()));
      expect(bench.live()?.Role).toBe(OTHER_ROLE);
    });

    test('does not move foreign rules to the new role', async () => {
      const bench = new ReplicationBench();
      await bench.putForeign([foreignRule('theirs', 1)]);
      await bench.run(bench.resource.create(properties()));
      const { status, reason } = await bench.run(bench.resource.update(properties({ Role: OTHER_ROLE })));
      expect([status, reason]).toEqual(['FAILED', expect.stringContaining('MRAP931')]);
      expect(bench.live()?.Role).toBe(ROLE);
      expect(bench.liveIds).toEqual([...OUR_IDS, 'theirs']);
    });
  });

  describe('for new resources', () => {
    test.each(['versioning', 'a destination', 'the source'])('waits until %s is visible', async (what) => {
      const bench = new ReplicationBench(what === 'versioning' ? { versioningLagMs: 90_000 } : {});
      const missing = { 'a destination': 'media-us', 'the source': SOURCE }[what];
      if (missing) bench.simulator.buckets.remove(missing);
      const created = bench.resource.create(properties());
      if (missing) void bench.clock.sleep(30_000).then(() => bench.addBucket(missing, 'us-east-1'));
      expect((await bench.run(created)).status).toBe('SUCCESS');
      expect(bench.liveIds).toEqual(OUR_IDS);
    });

    test('stops waiting after the time-out', async () => {
      const bench = new ReplicationBench({ versioningLagMs: 600_000 });
      const began = bench.clock.now();
      const { reason } = await bench.run(bench.resource.create(properties()));
      for (const part of ['MRAP933', 'Versioning must be', 'must exist and be versioned']) {
        expect(reason).toContain(part);
      }
      // The deletion after the failure reads for a minute, because a read can be stale.
      expect(bench.clock.now() - began).toBeLessThan(220_000);
      expect(bench.live()).toBeUndefined();
    });

    test('fails immediately for a final refusal', async () => {
      const bench = new ReplicationBench({
        faults: [
          faultAlways(serviceFault('InvalidRequest', 400, 'no such storage class'), callsOf('PutBucketReplication')),
        ],
      });
      const began = bench.clock.now();
      expect((await bench.run(bench.resource.create(properties()))).reason).toContain('no such storage class');
      // The deletion after the failure reads for a minute, because a read can be stale.
      expect(bench.clock.now() - began).toBe(60_000);
    });

    test('waits for a role that IAM has not spread', async () => {
      const bench = new ReplicationBench({
        faults: [faultInFirstCalls(5, serviceFault('AccessDenied', 403), callsOf('PutBucketReplication'))],
      });
      expect((await bench.run(bench.resource.create(properties()))).status).toBe('SUCCESS');
    });
  });
});
