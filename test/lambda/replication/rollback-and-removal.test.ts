import {
  faultAfterApplying, faultAlways, faultInFirstCalls, noAnswerFault, connectionResetFault, serviceFault, slowDownFault,
} from '../../../simulator';
import { foreignRule, OTHER_ROLE, OUR_IDS, properties, ReplicationBench, ruleTo, SOURCE } from './support';

const callsOf = (...operations: string[]) => (call: { operation: string }) => operations.includes(call.operation);

describe('createHandlers', () => {
  describe('after a failed write', () => {
    test('restores the previous configuration if the rules never show', async () => {
      const bench = new ReplicationBench({ replicationLagMs: 600_000 });
      const { reason } = await bench.run(bench.resource.create(properties()));
      for (const part of ['MRAP934', OUR_IDS[0], 'the previous configuration was restored']) {
        expect(reason).toContain(part);
      }
      expect(bench.live()).toBeUndefined();
    });

    test('restores the previous configuration if every response is lost', async () => {
      const bench = new ReplicationBench({
        faults: [faultAlways(faultAfterApplying(connectionResetFault()), (call) =>
          call.operation === 'PutBucketReplication' && call.at > 0)],
      });
      const { reason } = await bench.run(bench.resource.create(properties()));
      for (const part of ['MRAP933', 'ECONNRESET', 'the previous configuration was restored']) {
        expect(reason).toContain(part);
      }
      expect(bench.live()).toBeUndefined();
    });

    test('restores the previous rules of an update beside foreign rules', async () => {
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

    test('reports a configuration that it could not restore', async () => {
      const bench = new ReplicationBench({
        replicationLagMs: 600_000,
        faults: [faultAlways(noAnswerFault(), callsOf('DeleteBucketReplication'))],
      });
      expect((await bench.run(bench.resource.create(properties()))).reason).toContain(
        'the previous configuration could not be restored',
      );
    });

    test('keeps a configuration that another writer has overwritten', async () => {
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

    test('reports the outcome of the write if S3 refuses the read', async () => {
      const bench = new ReplicationBench({
        faults: [
          faultAlways(
            serviceFault('AccessDenied', 403),
            (call) => call.operation === 'GetBucketReplication' && call.countOfThisOperation > 2,
          ),
        ],
      });
      const { reason } = await bench.run(bench.resource.create(properties()));
      // Without a read, a restoration could remove foreign rules.
      for (const part of ['MRAP933', 'read back', 'the previous configuration could not be restored']) {
        expect(reason).toContain(part);
      }
      expect(bench.liveIds).toEqual(OUR_IDS);
    });
  });

  describe('on removal', () => {
    test('succeeds if the rules do not exist', async () => {
      const bench = new ReplicationBench();
      await bench.run(bench.resource.create(properties()));
      bench.simulator.buckets.remove(SOURCE);
      expect((await bench.run(bench.resource.delete())).status).toBe('SUCCESS');
    });

    test('keeps rules that it does not know', async () => {
      const bench = new ReplicationBench();
      await bench.run(bench.resource.create(properties()));
      await bench.putForeign([foreignRule('theirs', 1)], OTHER_ROLE);
      expect((await bench.run(bench.resource.delete())).status).toBe('SUCCESS');
      expect(bench.writes).toBe(0);
    });

    test('keeps rules that existed before under a given role', async () => {
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
    ])('removes only own rules of a cancelled creation with a %s role', async (RoleOrigin, left) => {
      const bench = new ReplicationBench();
      await bench.run(bench.resource.create(properties()));
      bench.resource.physicalId = bench.cloudFormation.inventId('Replication');
      bench.resource.properties = properties({ RoleOrigin });
      expect((await bench.run(bench.resource.delete())).status).toBe('SUCCESS');
      expect(bench.liveIds).toEqual(left);
    });

    test('fails if S3 refuses the removal', async () => {
      const bench = new ReplicationBench();
      await bench.run(bench.resource.create(properties()));
      bench.simulator.faults.add(faultAlways(serviceFault('AccessDenied', 403)));
      expect((await bench.run(bench.resource.delete())).reason).toContain('MRAP933');
    });

    test('removes the rules of a bucket that another one replaced', async () => {
      // During this update both policies are attached. The recorded permissions do not contain the new bucket.
      const bench = new ReplicationBench({ authorize: () => true });
      await bench.run(bench.resource.create(properties()));
      const moved = properties({ Bucket: 'archive', Region: 'us-west-2', Rules: [] });
      expect(
        await bench.run(
          bench.resource.update({
            ...moved,
            Rules: [ruleTo('media-us', 1000, { Id: 'cdk-s3-mrap/archive/media-us' })],
          }),
        ),
      ).toMatchObject({ physicalId: 'archive/replication' });
      expect(bench.live()).toBeUndefined();
      expect(bench.live('archive')?.Rules).toHaveLength(1);
    });
  });

  test('repeats a throttled write', async () => {
    const bench = new ReplicationBench({
      faults: [faultInFirstCalls(4, slowDownFault(), callsOf('PutBucketReplication'))],
    });
    expect((await bench.run(bench.resource.create(properties()))).status).toBe('SUCCESS');
  });

  test('writes one configuration if a request is delivered twice', async () => {
    const bench = new ReplicationBench({ deliveries: () => [0, 0] });
    expect(await bench.run(bench.resource.create(properties()))).toMatchObject({
      status: 'SUCCESS',
      physicalId: 'media-eu/replication',
    });
    expect(bench.liveIds).toEqual(OUR_IDS);
  });
});
