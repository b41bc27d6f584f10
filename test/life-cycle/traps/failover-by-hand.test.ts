import { reset } from '../../../simulator';
import { MINUTE, SECOND, StackUnderTest } from '../support';

const BY_HAND = 'ap-northeast-1';
const WORDS = ['KEEP', 'ENFORCE', 'FAIL'] as const;

/** A stack whose routes someone has changed by hand, a day after they were declared. */
async function failedOver(liveRoutes: (typeof WORDS)[number]) {
  const one = new StackUnderTest();
  await one.deploy({ liveRoutes });
  await one.later();
  await one.failOver(BY_HAND);
  return one;
}

describe('a failover by hand', () => {
  test.each([
    ['KEEP', true, BY_HAND], ['ENFORCE', true, 'us-east-1'], ['FAIL', false, BY_HAND],
  ] as const)('under %s, on create', async (liveRoutes, succeeds, active) => {
    const one = new StackUnderTest();
    await one.deploy({ routes: undefined });
    await one.later();
    await one.failOver(BY_HAND);
    expect(await one.deploy({ routes: 1, liveRoutes })).toMatchObject({ succeeded: succeeds });
    expect(one.active).toEqual([active]);
  });

  test.each([
    ['KEEP', true, BY_HAND], ['ENFORCE', true, 'us-east-1'], ['FAIL', false, BY_HAND],
  ] as const)('under %s, on update', async (liveRoutes, succeeds, active) => {
    const one = await failedOver(liveRoutes);
    expect(await one.deploy({ routes: 1, liveRoutes })).toMatchObject({ succeeded: succeeds });
    expect(one.active).toEqual([active]);
  });

  // What ENFORCE has overwritten the log names; a rollback goes back to what was declared.
  test.each([['KEEP', BY_HAND], ['ENFORCE', 'eu-west-1'], ['FAIL', BY_HAND]] as const)('under %s, on rollback', async (liveRoutes, active) => {
    const one = await failedOver(liveRoutes);
    await one.deploy({ routes: 1, policy: 1, liveRoutes }, { incident: { change: 1 } });
    await one.later();
    expect(one.active).toEqual([active]);
    if (liveRoutes === 'ENFORCE') expect(one.reports.map(({ message }) => message).join()).toContain('got "ap-northeast-1=ACTIVE');
  });

  test('under KEEP, on the rollback of a deployment that declares it', async () => {
    const one = await failedOver('KEEP');
    await one.failOver('us-east-1');
    await one.deploy({ routes: 1 }, { incident: { change: 0 } });
    await one.later();
    expect(one.active).toEqual(['us-east-1']);
  });

  test.each(WORDS)('under %s, by a routine deployment that declares the same routes', async (liveRoutes) => {
    const one = await failedOver(liveRoutes);
    expect(await one.deploy({ policy: 1, liveRoutes: liveRoutes === 'ENFORCE' ? 'KEEP' : 'ENFORCE' })).toMatchObject({ succeeded: true });
    expect(one.active).toEqual([BY_HAND]);
  });

  test.each(WORDS)('under %s, on the rollback of a deployment that failed before it came to the routes', async (liveRoutes) => {
    const one = await failedOver(liveRoutes);
    await one.deploy({ routes: 1, policy: 1, liveRoutes }, { incident: { change: 0 } });
    await one.later();
    expect(one.active).toEqual([BY_HAND]);
  });
});

describe('a change of routes that does not succeed is taken back', () => {
  test('when its function died after the submit', async () => {
    let invocations = -1;
    let dying = Infinity;
    const one = new StackUnderTest({
      plan: () => {
        invocations += 1;
        return invocations === dying ? { death: { call: 1, when: 'after', how: 'exited' } } : {};
      },
    });
    await one.deploy();
    dying = invocations + 1;
    const { succeeded } = await one.deploy({ routes: 1 });
    expect(succeeded).toBe(false);
    expect(one.active).toEqual(['eu-west-1']);
  });

  test('when CloudFormation gave it up while it still tries', async () => {
    const one = new StackUnderTest();
    await one.deploy();
    const began = one.clock.now();
    const isNew = (input: object) => /"media-us","TrafficDialPercentage":100/.test(JSON.stringify(input));
    one.simulator.faults.add(({ operation, input, at }) =>
      (operation.startsWith('Submit') && isNew(input) && at < began + 40 * SECOND ? reset() : undefined));
    await one.deploy({ routes: 1 }, { incident: { change: 0, afterMs: 5 * SECOND } });
    expect(one.active).toEqual(['eu-west-1']);
    await one.later(5 * MINUTE);
    expect(one.active).toEqual(['eu-west-1']);
  });
});
