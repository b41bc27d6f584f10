import { connectionResetFault, faultAfterApplying, faultInFirstCalls, stall } from '../../../simulator';
import { MINUTE, SECOND, StackUnderTest } from '../support';
import { BOTH, deploy, idsIn, live, NOT_VISIBLE, OURS } from './replication-support';

describe('createHandlers', () => {
  test.each(['Create', 'Update'] as const)(
    'keeps the rules if the request to %s them is delivered again and a read has no response',
    async (repeated) => {
      const deployment = new StackUnderTest({
        deliveries: ({ type, logicalId }) =>
          (type === repeated && logicalId === 'Rulesmedia-eu' ? [0, SECOND] : [0]),
      });
      if (repeated === 'Update') await deploy(deployment);
      const start = deployment.clock.now();
      let reads = 0;
      deployment.simulator.faults.add(({ operation, input, at }) => {
        const { Bucket: source } = input as { Bucket?: string };
        // The stack still creates the other resource when the second delivery ends.
        if (source === 'media-us') {
          return operation === 'PutBucketReplication' && at < start + MINUTE ? NOT_VISIBLE : undefined;
        }
        // The first read of the second delivery is in onEvent, the second one is before the write.
        reads += operation === 'GetBucketReplication' && at >= start + SECOND ? 1 : 0;
        return reads === 2 ? connectionResetFault() : undefined;
      });
      await deploy(deployment, { sources: ['media-eu', 'media-us'], destinations: 2 });
      expect(reads).toBeGreaterThan(1);
      expect(idsIn(deployment)).toEqual(BOTH);
    },
  );

  test('keeps the rules of the next deployment if a cancelled update of rules receives no response', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    const isUpdate = ({ input }: { input: object }) => JSON.stringify(input).includes('media-jp');
    deployment.simulator.faults.add(faultInFirstCalls(1, faultAfterApplying(stall()), isUpdate));
    await deploy(deployment, { destinations: 2 }, { incident: { change: 0, afterMs: 0 } });
    expect((await deploy(deployment, { prefix: 'films/' })).succeeded).toBe(true);
    await deployment.wait();
    expect(live(deployment)?.Rules).toMatchObject([{ ID: OURS[0], Filter: { Prefix: 'films/' } }]);
  });
});
