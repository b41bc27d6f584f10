import { faultAfterApplying, connectionResetFault } from '../../../simulator';
import { type Death } from '../../driver/lambda-service';
import { Operator } from '../../support/operator';
import { declareStack, MINUTE, SECOND, StackUnderTest } from '../support';

const isCreate = ({ operation }: { operation: string }) => operation === 'CreateMultiRegionAccessPoint';
const creations = (test: StackUnderTest) => test.simulator.snapshot().operations.filter(isCreate);

describe('createHandlers', () => {
  describe('for an existing access point with the same name', () => {
    test.each(['synchronous', 'asynchronous'] as const)(
      'refuses the name if the error is %s, and keeps the access point in the rollback',
      async (duplicateName) => {
        const deployment = new StackUnderTest({ duplicateName });
        const alias = await deployment.createForeign();
        const { succeeded, reason } = await deployment.deploy();
        expect(succeeded).toBe(false);
        expect(reason)
          .toContain('[MRAP901] access point "media" already exists, got one that this deployment did not create');
        expect(deployment.onlyAccessPoint).toMatchObject({ alias, policy: { isPublic: false } });
        expect(deployment.mutations.filter((operation) => !operation.startsWith('Create'))).toEqual([]);
      },
    );
  });

  test('creates one access point if the response to the creation is lost', async () => {
    const deployment = new StackUnderTest();
    let lost = 0;
    deployment.simulator.faults.add((call) => {
      lost += isCreate(call) ? 1 : 0;
      return isCreate(call) && lost === 1 ? faultAfterApplying(connectionResetFault()) : undefined;
    });
    expect(await deployment.deploy()).toMatchObject({ succeeded: true });
    expect(lost).toBeGreaterThan(1);
    expect(creations(deployment)).toHaveLength(1);
  });

  describe('for a function that ends at any call', () => {
    /** Returns the number of calls in each invocation of a deployment. */
    async function callsOfInvocations(): Promise<number[]> {
      const calls: number[] = [];
      const deployment = new StackUnderTest({ plan: () => { calls.push(0); return {}; } });
      deployment.simulator.faults.add(() => { calls[calls.length - 1] += 1; return undefined; });
      await deployment.deploy();
      return calls;
    }

    test.each<Death['how']>(['exited', 'unanswered', 'abandoned'])(
      'deploys, or leaves nothing, if it is %s',
      async (how) => {
        const points = (await callsOfInvocations()).flatMap((calls, invocation) =>
          Array.from({ length: calls }, (_, call) => ({ invocation, call })),
        );
        expect(points.length).toBeGreaterThan(8);
        for (const { invocation, call } of points) {
          for (const when of ['before', 'after'] as const) {
            let invocations = -1;
            const plan = () => {
              invocations += 1;
              return invocations === invocation ? { death: { call, when, how } } : {};
            };
            const deployment = new StackUnderTest({ plan });
            const { succeeded } = await deployment.deploy();
            await deployment.wait();
            if (!succeeded) expect(deployment.live).toEqual({});
            expect(succeeded || (await deployment.deploy().then((again) => again.succeeded))).toBe(true);
            await deployment.destroy();
            expect(deployment.live).toEqual({});
          }
        }
      },
    );
  });

  describe('for a creation that CloudFormation cancels', () => {
    test.each([0, 2, 20, 240, 900])('deletes the access point with a generated name after %d s', async (seconds) => {
      const deployment = new StackUnderTest({ duration: () => 30 * SECOND });
      const { reason } = await deployment.deploy(
        { name: undefined },
        { incident: { change: 0, afterMs: seconds * SECOND } },
      );
      expect(reason).toBe(seconds < 30 ? 'cancelled' : 'something else failed');
      await deployment.wait();
      expect(deployment.live).toEqual({});
      expect(deployment.codes).not.toContain('MRAP907');
    });

    test('reports and keeps the access point with a given name', async () => {
      const deployment = new StackUnderTest({ duration: () => 30 * SECOND });
      await deployment.deploy({}, { incident: { change: 0, afterMs: SECOND } });
      await deployment.wait();
      expect(deployment.onlyAccessPoint.name).toBe('media');
      expect(deployment.codes).toContain('MRAP907');
    });
  });

  describe('for an event that is delivered twice', () => {
    test.each([0, 5, 60])('creates one access point if the second delivery comes %d s later', async (seconds) => {
      const deployment = new StackUnderTest({
        coldStarts: true,
        deliveries: () => [0, seconds * SECOND],
        duration: () => 10 * SECOND,
      });
      expect(await deployment.deploy()).toMatchObject({ succeeded: true });
      await deployment.wait();
      expect(deployment.onlyAccessPoint.name).toBe('media');
      expect(creations(deployment)).toHaveLength(1);
    });

    test('creates nothing if the second delivery comes after the deletion of the stack', async () => {
      const deployment = new StackUnderTest({
        coldStarts: true,
        clientTokenRetentionMs: 10 * MINUTE,
        deliveries: ({ type }) => (type === 'Create' ? [0, 30 * MINUTE] : [0]),
      });
      await deployment.deploy();
      await deployment.destroy();
      await deployment.wait();
      expect(deployment.live).toEqual({});
      expect(creations(deployment)).toHaveLength(1);
    });

    test('creates nothing after a failed creation whose name became available before its second delivery', async () => {
      const deployment = new StackUnderTest({
        duplicateName: 'synchronous',
        deliveries: ({ type }) => (type === 'Create' ? [0, 20 * SECOND] : [0]),
      });
      await deployment.createForeign();
      expect(await deployment.deploy()).toMatchObject({ succeeded: false });
      expect(await new Operator(deployment.simulator).deleteAccessPoint('media')).toBe(true);
      await deployment.wait();
      expect(deployment.live).toEqual({});
    });

    test('creates nothing if the second delivery comes after six hours', async () => {
      const deployment = new StackUnderTest({
        coldStarts: true,
        clientTokenRetentionMs: 60 * MINUTE,
        deliveries: ({ type }) => (type === 'Create' ? [0, 360 * MINUTE] : [0]),
      });
      await deployment.deploy();
      await deployment.destroy();
      await deployment.wait(600 * MINUTE);
      expect(deployment.live).toEqual({});
      expect(creations(deployment)).toHaveLength(1);
    });
  });

  test('keeps a retained access point after a cancelled creation with the same generated name', async () => {
    const deployment = new StackUnderTest({ duration: () => 30 * SECOND });
    await deployment.deploy({ name: undefined, retain: 'except on create' });
    const { alias } = deployment.onlyAccessPoint;
    await deployment.deployNothing();
    expect(deployment.retained.map(({ physicalId }) => physicalId)).toEqual([expect.stringContaining(alias)]);
    // The generated name is the same, and the access point is younger than two hours.
    await deployment.deploy(
      { name: undefined, retain: 'except on create' },
      { incident: { change: 0, afterMs: SECOND } },
    );
    await deployment.wait();
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
    expect(deployment.reports.map(({ message }) => message).join()).toContain(
      'it has a policy, so an earlier deployment completed its creation',
    );
  });

  test('refuses the access point that another stack created after an operator had deleted the own one', async () => {
    const deployment = new StackUnderTest({ duration: () => 5 * SECOND });
    const operator = new Operator(deployment.simulator);
    const other = deployment.createOtherStack();
    const outcomes = await deployment.run(Promise.all([
      deployment.stack.deploy(declareStack()),
      deployment.clock.sleep(5 * SECOND).then(() => operator.deleteAccessPoint('media')),
      deployment.clock.sleep(30 * SECOND).then(() => other.deploy(declareStack())),
    ]));
    const refused = { succeeded: false, reason: expect.stringContaining('MRAP901') as string };
    expect(outcomes).toMatchObject([refused, true, { succeeded: true }]);
    await deployment.wait();
    expect(other.resources.get('Media')!.physicalId).toContain(deployment.onlyAccessPoint.alias);
  });

  test('creates one access point if two stacks declare the same name at the same time', async () => {
    const deployment = new StackUnderTest({ duration: () => 30 * SECOND });
    const stacks = [deployment.stack, deployment.createOtherStack()];
    const outcomes = await deployment.run(Promise.all(stacks.map((stack) => stack.deploy(declareStack()))));
    expect(outcomes.map(({ succeeded }) => succeeded).sort()).toEqual([false, true]);
    expect(outcomes.find(({ succeeded }) => !succeeded)!.reason).toContain('MRAP901');
    const winner = stacks[outcomes.findIndex(({ succeeded }) => succeeded)];
    expect(winner.resources.get('Media')!.physicalId).toContain(deployment.onlyAccessPoint.alias);
    expect(deployment.active).toEqual(['eu-west-1']);
  });
});
