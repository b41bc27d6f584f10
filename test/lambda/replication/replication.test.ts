import { afterApplying, always, firstCalls, hang, reset, serviceFault, slowDown } from '../../../simulator';
import { foreignRule, OTHER_ROLE, OUR_IDS, properties, ReplicationBench, ROLE, ruleTo, SOURCE } from './support';

const of = (...operations: string[]) => (call: { operation: string }) => operations.includes(call.operation);

describe.each([['straight', false], ['through the SDK', true]])('%s', (_name, throughSdk) => {
  test('rules are written, read back, changed and removed', async () => {
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

  test('rules of others stay as they are, through creation, update, rollback and removal', async () => {
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

test('a rule with every option', async () => {
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
])('tags %j', async (Tags, filter) => {
  const bench = new ReplicationBench();
  await bench.run(
    bench.resource.create(
      properties({ Rules: [ruleTo('media-us', 1000, { Tags, DeleteMarkers: false, ReplicaModifications: false })] }),
    ),
  );
  expect(bench.live()?.Rules[0]).toMatchObject({ Filter: filter });
  expect(bench.live()?.Rules[0]).not.toHaveProperty('SourceSelectionCriteria');
});

describe('before anything is written', () => {
  async function refused(bench: ReplicationBench, given = properties()): Promise<string> {
    const { status, reason } = await bench.run(bench.resource.create(given));
    expect(status).toBe('FAILED');
    expect(bench.writes).toBe(0);
    return reason;
  }

  test('another role is an error that names both', async () => {
    const bench = new ReplicationBench();
    await bench.putForeign([foreignRule('theirs', 1)], OTHER_ROLE);
    const reason = await refused(bench);
    for (const part of ['MRAP931', ROLE, OTHER_ROLE, 'theirs', SOURCE]) expect(reason).toContain(part);
  });

  test('that role can be given', async () => {
    const bench = new ReplicationBench();
    await bench.putForeign([foreignRule('theirs', 1)], OTHER_ROLE);
    expect((await bench.run(bench.resource.create(properties({ Role: OTHER_ROLE, RoleOrigin: 'given' })))).status).toBe(
      'SUCCESS',
    );
    expect(bench.liveIds).toEqual([...OUR_IDS, 'theirs']);
  });

  test('a rule of others with the same destination and priority is an error that names it', async () => {
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
  ])('%s', async (code, Rules) => {
    expect(await refused(new ReplicationBench(), properties({ Rules }))).toContain(code);
  });

  test('an answer without rules is not taken for a bucket without rules', async () => {
    const bench = new ReplicationBench({
      faults: [always({ kind: 'empty', status: 200 }, of('GetBucketReplication'))],
    });
    await bench.putForeign([foreignRule('theirs', 1)]);
    expect(await refused(bench)).toContain('MRAP933');
    expect(bench.liveIds).toEqual(['theirs']);
  });
});

describe('the role changes', () => {
  test('ours is exchanged for ours, and back in a rollback', async () => {
    const bench = new ReplicationBench();
    await bench.run(bench.resource.create(properties()));
    expect((await bench.run(bench.resource.update(properties({ Role: OTHER_ROLE })))).status).toBe('SUCCESS');
    expect(bench.live()?.Role).toBe(OTHER_ROLE);
    await bench.run(bench.resource.updateAndRollBack(properties()));
    expect(bench.live()?.Role).toBe(OTHER_ROLE);
  });

  test('rules of others are not moved to it', async () => {
    const bench = new ReplicationBench();
    await bench.putForeign([foreignRule('theirs', 1)]);
    await bench.run(bench.resource.create(properties()));
    const { status, reason } = await bench.run(bench.resource.update(properties({ Role: OTHER_ROLE })));
    expect([status, reason]).toEqual(['FAILED', expect.stringContaining('MRAP931')]);
    expect(bench.live()?.Role).toBe(ROLE);
    expect(bench.liveIds).toEqual([...OUR_IDS, 'theirs']);
  });
});

describe('what was just made', () => {
  test.each(['versioning', 'a destination', 'the source'])('%s is waited for', async (what) => {
    const bench = new ReplicationBench(what === 'versioning' ? { versioningLagMs: 90_000 } : {});
    const missing = { 'a destination': 'media-us', 'the source': SOURCE }[what];
    if (missing) bench.simulator.buckets.remove(missing);
    const created = bench.resource.create(properties());
    if (missing) void bench.clock.sleep(30_000).then(() => bench.addBucket(missing, 'us-east-1'));
    expect((await bench.run(created)).status).toBe('SUCCESS');
    expect(bench.liveIds).toEqual(OUR_IDS);
  });

  test('but not for ever', async () => {
    const bench = new ReplicationBench({ versioningLagMs: 600_000 });
    const began = bench.clock.now();
    const { reason } = await bench.run(bench.resource.create(properties()));
    for (const part of ['MRAP933', 'Versioning must be', 'must exist and be versioned']) expect(reason).toContain(part);
    expect(bench.clock.now() - began).toBeLessThan(200_000);
    expect(bench.live()).toBeUndefined();
  });

  test('a refusal for good is told at once', async () => {
    const bench = new ReplicationBench({
      faults: [always(serviceFault('InvalidRequest', 400, 'no such storage class'), of('PutBucketReplication'))],
    });
    const began = bench.clock.now();
    expect((await bench.run(bench.resource.create(properties()))).reason).toContain('no such storage class');
    expect(bench.clock.now() - began).toBeLessThan(1000);
  });

  test('a role that IAM has not spread is waited for', async () => {
    const bench = new ReplicationBench({
      faults: [firstCalls(5, serviceFault('AccessDenied', 403), of('PutBucketReplication'))],
    });
    expect((await bench.run(bench.resource.create(properties()))).status).toBe('SUCCESS');
  });
});

describe('a failure after the write', () => {
  test('that never shows is taken back before it is told', async () => {
    const bench = new ReplicationBench({ replicationLagMs: 600_000 });
    const { reason } = await bench.run(bench.resource.create(properties()));
    for (const part of ['MRAP934', OUR_IDS[0], 'the previous configuration was restored']) {expect(reason).toContain(part);}
    expect(bench.live()).toBeUndefined();
  });

  test('whose answer is lost each time is taken back', async () => {
    const bench = new ReplicationBench({
      faults: [always(afterApplying(reset()), (call) => call.operation === 'PutBucketReplication' && call.at > 0)],
    });
    const { reason } = await bench.run(bench.resource.create(properties()));
    for (const part of ['MRAP933', 'ECONNRESET', 'the previous configuration was restored']) {expect(reason).toContain(part);}
    expect(bench.live()).toBeUndefined();
  });

  test('brings back the rules of an update as they were, beside those of others', async () => {
    const bench = new ReplicationBench();
    await bench.putForeign([foreignRule('theirs', 1)]);
    await bench.run(bench.resource.create(properties()));
    const before = bench.live();
    bench.simulator.configure({ replicationLagMs: 600_000 });
    bench.clock.advance(600_000);
    const { status } = await bench.run(bench.cloudFormation.send({
      type: 'Update',
      resourceType: 'Custom::S3BucketReplication',
      logicalId: 'Replication',
      properties: properties({ Rules: [ruleTo('media-jp', 1009)] }),
      oldProperties: properties(),
      physicalId: 'media-eu/replication',
    }));
    expect(status).toBe('FAILED');
    expect(bench.live()).toEqual(before);
  });

  test('says so where it cannot be taken back', async () => {
    const bench = new ReplicationBench({
      replicationLagMs: 600_000,
      faults: [always(hang(), of('DeleteBucketReplication'))],
    });
    expect((await bench.run(bench.resource.create(properties()))).reason).toContain(
      'the previous configuration could not be restored',
    );
  });

  test('leaves what somebody else has written over it', async () => {
    const bench = new ReplicationBench();
    let meddled = false;
    bench.simulator.faults.add((call) => {
      if (call.operation === 'GetBucketReplication' && bench.liveIds.length > 0 && !meddled) {
        meddled = true;
        void bench.simulator.call('PutBucketReplication', {
          Bucket: SOURCE, ReplicationConfiguration: { Role: OTHER_ROLE, Rules: [foreignRule('theirs', 1)] },
        }, { accountId: '111122223333', region: 'eu-west-1', caller: 'someone else' });
      }
      return undefined;
    });
    expect((await bench.run(bench.resource.create(properties()))).reason).toContain('MRAP934');
    expect(bench.live()).toEqual({ Role: OTHER_ROLE, Rules: [foreignRule('theirs', 1)] });
  });

  test('a read that S3 refuses is told with what became of the write', async () => {
    const bench = new ReplicationBench({
      faults: [
        always(
          serviceFault('AccessDenied', 403),
          (call) => call.operation === 'GetBucketReplication' && call.countOfThisOperation > 2,
        ),
      ],
    });
    const { reason } = await bench.run(bench.resource.create(properties()));
    for (const part of ['MRAP933', 'read back', 'the previous configuration was restored']) {expect(reason).toContain(part);}
    expect(bench.live()).toBeUndefined();
  });
});

describe('removal', () => {
  test('of what is gone already is done', async () => {
    const bench = new ReplicationBench();
    await bench.run(bench.resource.create(properties()));
    bench.simulator.buckets.remove(SOURCE);
    expect((await bench.run(bench.resource.delete())).status).toBe('SUCCESS');
  });

  test('leaves what it does not know', async () => {
    const bench = new ReplicationBench();
    await bench.run(bench.resource.create(properties()));
    await bench.putForeign([foreignRule('theirs', 1)], OTHER_ROLE);
    expect((await bench.run(bench.resource.delete())).status).toBe('SUCCESS');
    expect(bench.writes).toBe(0);
  });

  test('of rules that were there before under the given role leaves them: a rollback must not cut data off', async () => {
    const bench = new ReplicationBench();
    await bench.run(bench.resource.create(properties()));
    const again = new (bench.resource.constructor as new (...args: unknown[]) => typeof bench.resource)(
      bench.cloudFormation, 'Custom::S3BucketReplication', 'Again');
    expect(await bench.run(again.create(properties({ RoleOrigin: 'given' })))).toMatchObject({
      physicalId: 'media-eu/replication/found',
    });
    expect(
      await bench.run(again.update(properties({ RoleOrigin: 'given', Rules: [ruleTo('media-jp', 1009)] }))),
    ).toMatchObject({ physicalId: 'media-eu/replication/found' });
    await bench.run(again.delete());
    expect(bench.liveIds).toEqual(['cdk-s3-mrap/media-eu/media-jp']);
    expect(bench.reports.map((finding) => finding.ruleId)).toEqual(['MRAP936']);
  });

  test.each<[string, string[]]>([
    ['given', OUR_IDS],
    ['created', []],
  ])('of a cancelled creation, under a role that was %s', async (RoleOrigin, left) => {
    const bench = new ReplicationBench();
    await bench.run(bench.resource.create(properties()));
    bench.resource.physicalId = bench.cloudFormation.inventId('Replication');
    bench.resource.properties = properties({ RoleOrigin });
    expect((await bench.run(bench.resource.delete())).status).toBe('SUCCESS');
    expect(bench.liveIds).toEqual(left);
  });

  test('that S3 refuses fails', async () => {
    const bench = new ReplicationBench();
    await bench.run(bench.resource.create(properties()));
    bench.simulator.faults.add(always(serviceFault('AccessDenied', 403)));
    expect((await bench.run(bench.resource.delete())).reason).toContain('MRAP933');
  });

  test('follows a bucket that another one replaced', async () => {
    // The permissions on both are attached together then; the usual ones do not name the new bucket.
    const bench = new ReplicationBench({ authorize: () => true });
    await bench.run(bench.resource.create(properties()));
    const moved = properties({ Bucket: 'archive', Region: 'us-west-2', Rules: [] });
    expect(
      await bench.run(
        bench.resource.update({ ...moved, Rules: [ruleTo('media-us', 1000, { Id: 'cdk-s3-mrap/archive/media-us' })] }),
      ),
    ).toMatchObject({ physicalId: 'archive/replication' });
    expect(bench.live()).toBeUndefined();
    expect(bench.live('archive')?.Rules).toHaveLength(1);
  });
});

test('a throttled write is tried again', async () => {
  const bench = new ReplicationBench({ faults: [firstCalls(4, slowDown(), of('PutBucketReplication'))] });
  expect((await bench.run(bench.resource.create(properties()))).status).toBe('SUCCESS');
});

test('a request that is delivered twice ends in one configuration', async () => {
  const bench = new ReplicationBench({ deliveries: () => [0, 0] });
  expect(await bench.run(bench.resource.create(properties()))).toMatchObject({
    status: 'SUCCESS',
    physicalId: 'media-eu/replication',
  });
  expect(bench.liveIds).toEqual(OUR_IDS);
});
