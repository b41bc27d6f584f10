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
      // Without an answer of CloudFormation, the second delivery repeats the write.
      deployment.directory.beforeRead = async () => {
        if (reads < 2) throw new Error('CloudFormation does not answer');
      };
      await deploy(deployment, { sources: ['media-eu', 'media-us'], destinations: 2 });
      expect(reads).toBeGreaterThan(1);
      expect(idsIn(deployment)).toEqual(BOTH);
    },
  );

  test('writes no rules if the first delivery of a creation has failed', async () => {
    let invocations = 0;
    const deployment = new StackUnderTest({
      deliveries: ({ logicalId }) => (logicalId === 'Rulesmedia-eu' ? [0, SECOND] : [0]),
      plan: () => {
        invocations += 1;
        return invocations === 1 ? { death: { call: 0, when: 'before', how: 'exited' } } : {};
      },
    });
    expect(await deploy(deployment)).toMatchObject({ succeeded: false });
    await deployment.wait();
    expect(live(deployment)).toBeUndefined();
  });

  test('keeps the rules of the next deployment if a cancelled update of rules receives no response', async () => {
    const deployment = new StackUnderTest();
    await deploy(deployment);
    const isUpdate = ({ input }: { input: object }) => JSON.stringify(input).includes('media-jp');
    deployment.simulator.faults.add(faultInFirstCalls(1, faultAfterApplying(stall()), isUpdate));
    await deploy(deployment, { destinations: 2 }, { incident: { change: 0, afterMs: SECOND } });
    expect((await deploy(deployment, { prefix: 'films/' })).succeeded).toBe(true);
    await deployment.wait();
    expect(live(deployment)?.Rules).toMatchObject([{ ID: OURS[0], Filter: { Prefix: 'films/' } }]);
  });
});
