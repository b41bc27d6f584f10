import { afterApplying, reset } from '../../../simulator';
import { type Death } from '../../driver/lambda-service';
import { declared, MINUTE, SECOND, StackUnderTest } from '../support';

const isCreate = ({ operation }: { operation: string }) => operation === 'CreateMultiRegionAccessPoint';
const creations = (test: StackUnderTest) => test.simulator.snapshot().operations.filter(isCreate);

describe('an access point of that name exists already', () => {
  test.each(['synchronous', 'asynchronous'] as const)('found %s: refused, and spared by the rollback', async (duplicateName) => {
    const one = new StackUnderTest({ duplicateName });
    const alias = await one.makeForeign();
    const { succeeded, reason } = await one.deploy();
    expect(succeeded).toBe(false);
    expect(reason).toContain('[MRAP901] access point "media" already exists, got one that this deployment did not create');
    expect(one.only).toMatchObject({ alias, policy: { isPublic: false } });
    expect(one.mutations.filter((operation) => !operation.startsWith('Create'))).toEqual([]);
  });
});

test('the answer to Create is lost: it is created once', async () => {
  const one = new StackUnderTest();
  let lost = 0;
  one.simulator.faults.add((call) => {
    lost += isCreate(call) ? 1 : 0;
    return isCreate(call) && lost === 1 ? afterApplying(reset()) : undefined;
  });
  expect(await one.deploy()).toMatchObject({ succeeded: true });
  expect(lost).toBeGreaterThan(1);
  expect(creations(one)).toHaveLength(1);
});

describe('handler killed between any two calls', () => {
  /** How many calls each invocation of a deployment makes. */
  async function callsOfInvocations(): Promise<number[]> {
    const calls: number[] = [];
    const one = new StackUnderTest({ plan: () => { calls.push(0); return {}; } });
    one.simulator.faults.add(() => { calls[calls.length - 1] += 1; return undefined; });
    await one.deploy();
    return calls;
  }

  test.each<Death['how']>(['exited', 'unanswered', 'abandoned'])('and it %s: deployed, or nothing is left and the next deployment succeeds', async (how) => {
    const points = (await callsOfInvocations()).flatMap((calls, invocation) => Array.from({ length: calls }, (_, call) => ({ invocation, call })));
    expect(points.length).toBeGreaterThan(8);
    for (const { invocation, call } of points) {
      for (const when of ['before', 'after'] as const) {
        let invocations = -1;
        const plan = () => {
          invocations += 1;
          return invocations === invocation ? { death: { call, when, how } } : {};
        };
        const one = new StackUnderTest({ plan });
        const { succeeded } = await one.deploy();
        await one.later();
        if (!succeeded) expect(one.live).toEqual({});
        expect(succeeded || await one.deploy().then((again) => again.succeeded)).toBe(true);
        await one.destroy();
        expect(one.live).toEqual({});
      }
    }
  });
});

describe('create cancelled by a failing sibling', () => {
  test.each([0, 2, 20, 240, 900])('after %d s, under a generated name: what the waiter still makes is deleted', async (seconds) => {
    const one = new StackUnderTest({ duration: () => 30 * SECOND });
    const { reason } = await one.deploy({ name: undefined }, { incident: { change: 0, afterMs: seconds * SECOND } });
    expect(reason).toBe(seconds < 30 ? 'cancelled' : 'something else failed');
    await one.later();
    expect(one.live).toEqual({});
    expect(one.codes).not.toContain('MRAP907');
  });

  test('under a given name, before it has an id: left, and reported', async () => {
    const one = new StackUnderTest({ duration: () => 30 * SECOND });
    await one.deploy({}, { incident: { change: 0, afterMs: SECOND } });
    await one.later();
    expect(one.only.name).toBe('media');
    expect(one.codes).toContain('MRAP907');
  });
});

describe('the same event delivered twice', () => {
  test.each([0, 5, 60])('the second time after Create was accepted, %d s later: one access point, created once', async (seconds) => {
    const one = new StackUnderTest({ coldStarts: true, deliveries: () => [0, seconds * SECOND], duration: () => 10 * SECOND });
    expect(await one.deploy()).toMatchObject({ succeeded: true });
    await one.later();
    expect(one.only.name).toBe('media');
    expect(creations(one)).toHaveLength(1);
  });

  test('the second time when the stack has gone and S3 has forgotten the token: it knows its age, and creates nothing', async () => {
    const one = new StackUnderTest({
      coldStarts: true, clientTokenRetentionMs: 10 * MINUTE, deliveries: ({ type }) => (type === 'Create' ? [0, 30 * MINUTE] : [0]),
    });
    await one.deploy();
    await one.destroy();
    await one.later();
    expect(one.live).toEqual({});
    expect(creations(one)).toHaveLength(1);
  });
});

test('a retained access point whose construct is added again and then cancelled', async () => {
  const one = new StackUnderTest({ duration: () => 30 * SECOND });
  await one.deploy({ name: undefined, retain: 'except on create' });
  const { alias } = one.only;
  await one.deployNothing();
  expect(one.retained.map(({ physicalId }) => physicalId)).toEqual([expect.stringContaining(alias)]);
  // The same generated name, and younger than two hours.
  await one.deploy({ name: undefined, retain: 'except on create' }, { incident: { change: 0, afterMs: SECOND } });
  await one.later();
  expect(one.only.alias).toBe(alias);
  expect(one.codes).toContain('MRAP907');
});

test('two stacks that create the same name over the same buckets at the same moment', async () => {
  const one = new StackUnderTest({ duration: () => 30 * SECOND });
  const stacks = [one.stack, one.otherStack()];
  const outcomes = await one.run(Promise.all(stacks.map((stack) => stack.deploy(declared()))));
  expect(outcomes.map(({ succeeded }) => succeeded).sort()).toEqual([false, true]);
  expect(outcomes.find(({ succeeded }) => !succeeded)!.reason).toContain('MRAP901');
  const winner = stacks[outcomes.findIndex(({ succeeded }) => succeeded)];
  expect(winner.held.get('Media')!.physicalId).toContain(one.only.alias);
  expect(one.active).toEqual(['eu-west-1']);
});
