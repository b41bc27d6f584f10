import { type CallInfo, faultInFirstCalls, htmlAnswerFault, noAnswerFault, serviceFault } from '../../../simulator';
import { type ResourceRequest } from '../../driver/cloudformation';
import { type Template } from '../../driver/stack';
import { Operator } from '../../support/operator';
import { declareStack, MINUTE, SECOND, StackUnderTest } from '../support';

const ALLOW = { replacement: 'ALLOW' } as const;
const DAY = 24 * 60 * MINUTE;

const memberCounts = ({ simulator }: StackUnderTest) =>
  Object.fromEntries(simulator.snapshot().accessPoints.map(({ name, regions }) => [name, regions.length]));

/** Replaces the access point of three buckets by one of two. */
async function replace(): Promise<StackUnderTest> {
  const deployment = new StackUnderTest();
  await deployment.deploy({ ...ALLOW, members: 'three' });
  await deployment.deploy({ ...ALLOW, members: 'two' });
  await deployment.wait(DAY);
  return deployment;
}

describe('createHandlers', () => {
  test('creates an access point for a template that returns to former buckets', async () => {
    const deployment = await replace();
    await deployment.run(new Operator(deployment.simulator).createAccessPoint('media', ['media-eu']));
    deployment.clock.advance(10 * MINUTE);
    expect(await deployment.deploy({ ...ALLOW, members: 'three' })).toMatchObject({ succeeded: true });
    expect(Object.values(memberCounts(deployment)).sort()).toEqual([1, 3]);
    expect(memberCounts(deployment).media).toBe(1);
  });

  test('refuses a template that returns to former buckets without ALLOW', async () => {
    const deployment = await replace();
    const { alias } = deployment.onlyAccessPoint;
    const { reason } = await deployment.deploy({ members: 'three' });
    expect(reason).toContain('MRAP903');
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
  });

  test.each(['old id', 'new id'] as const)(
    'rolls back a return to the buckets of an adopted access point under the %s', async (rollbackUnder) => {
      const deployment = new StackUnderTest();
      await deployment.createForeign();
      deployment.clock.advance(10 * MINUTE);
      const base = { ...ALLOW, existing: 'ADOPT' } as const;
      await deployment.deploy({ ...base, members: 'three' });
      await deployment.deploy({ ...base, members: 'two' });
      const { Alias: alias } = deployment.stack.resources.get('Media')!.data;
      const options = { incident: { change: 1 }, rollbackUnder };
      const change = declareStack({ ...base, members: 'three', policy: 1 });
      expect(await deployment.run(deployment.stack.deploy(change, options))).toMatchObject({ succeeded: false });
      expect(deployment.stack.resources.get('Media')!.data.Alias).toBe(alias);
      expect(Object.values(memberCounts(deployment)).sort()).toEqual([2, 3]);
    });

  test('keeps the successor if an operator deletes the replaced access point before the rollback', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy({ ...ALLOW, members: 'three' });
    const change = declareStack({ ...ALLOW, members: 'two', policy: 1 });
    const failed = deployment.stack.deploy(change, { incident: { change: 1 } });
    const deletion = deployment.clock.sleep(8 * SECOND).then(() =>
      new Operator(deployment.simulator).deleteAccessPoint('media'));
    expect(await deployment.run(failed)).toMatchObject({ succeeded: false });
    await deletion;
    expect(Object.values(memberCounts(deployment))).toEqual([2]);
    expect(deployment.codes).toContain('MRAP906');
  });

  test('puts the policy although the first read does not show the access point', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const isRead = ({ operation }: CallInfo) => operation === 'GetMultiRegionAccessPoint';
    deployment.simulator.faults.add(
      faultInFirstCalls(1, serviceFault('NoSuchMultiRegionAccessPoint', 404), isRead));
    expect(await deployment.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
    expect(deployment.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(deployment.codes).toEqual([]);
  });

  test('changes nothing for an update that is delivered again after its rollback', async () => {
    const deployment = new StackUnderTest({
      coldStarts: true,
      deliveries: ({ type, properties }) =>
        (type === 'Update' && JSON.stringify(properties).includes('s3:PutObject') ? [0, 90 * SECOND] : [0]),
    });
    await deployment.deploy({ policy: 0 });
    expect(await deployment.deploy({ policy: 1 }, { incident: { change: 0 } })).toMatchObject({ succeeded: false });
    await deployment.wait();
    expect(deployment.allowed).toEqual(['s3:GetObject']);
  });

  test.each(['old id', 'new id'] as const)(
    'rolls back a replacement under the %s if CloudFormation does not show the status of the stack',
    async (rollbackUnder) => {
      const deployment = new StackUnderTest();
      await deployment.deploy({ ...ALLOW, members: 'three' });
      const { alias } = deployment.onlyAccessPoint;
      deployment.directory.beforeRead = async () => { throw new Error('AccessDenied'); };
      const options = { incident: { change: 1 }, rollbackUnder };
      expect(await deployment.deploy({ ...ALLOW, members: 'two' }, options)).toMatchObject({ succeeded: false });
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
      expect(deployment.codes).toContain('MRAP941');
    });

  describe('for an adoption that is delivered again three minutes later', () => {
    const deliveries = ({ type }: ResourceRequest) => (type === 'Create' ? [0, 3 * MINUTE] : [0]);

    /** Adopts the access point of another stack together with a template. */
    async function adopt(base: Template) {
      const maker = new StackUnderTest();
      await maker.deploy();
      const adopter = maker.createOtherStack({ deliveries });
      const template = [...base, ...declareStack({ existing: 'ADOPT' })];
      expect(await maker.run(adopter.deploy(template))).toMatchObject({ succeeded: true });
      return { maker, adopter };
    }

    async function expectOwner(maker: StackUnderTest): Promise<void> {
      await maker.wait();
      expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
      await maker.destroy();
      expect(maker.live).not.toHaveProperty('media');
    }

    test('keeps the owner if CloudFormation does not answer once', async () => {
      const { maker, adopter } = await adopt([]);
      await maker.run(adopter.destroy());
      let reads = 0;
      const { directory } = maker;
      const getResource = directory.getResource.bind(directory);
      directory.getResource = async (...resource) => {
        reads += 1;
        if (reads === 1) throw new Error('TimeoutError');
        return getResource(...resource);
      };
      await expectOwner(maker);
      expect(reads).toBeGreaterThan(2);
    });

    test('keeps the owner if the stack of the adopter was deleted', async () => {
      const { maker, adopter } = await adopt([]);
      await maker.run(adopter.destroy());
      await expectOwner(maker);
    });

    test('keeps the owner if the adopter was removed from its stack', async () => {
      const base = declareStack({ name: 'video', construct: 'Renamed', members: 'two' });
      const { maker, adopter } = await adopt(base);
      expect(await maker.run(adopter.deploy(base))).toMatchObject({ succeeded: true });
      await expectOwner(maker);
    });
  });

  test('creates nothing for a rollback that is delivered again while the next update runs', async () => {
    const deployment = new StackUnderTest({
      deliveries: ({ type }) => (type === 'Update' ? [0, 100 * SECOND] : [0]),
      duration: ({ operation }) => (operation === 'CreateMultiRegionAccessPoint' ? 2 * MINUTE : 0),
    });
    await deployment.deploy({ ...ALLOW, members: 'three' });
    const failing = deployment.deploy({ ...ALLOW, members: 'two' }, { incident: { change: 2 } });
    expect(await failing).toMatchObject({ succeeded: false });
    await deployment.wait(20 * SECOND);
    expect(await deployment.deploy({ ...ALLOW, members: 'two' })).toMatchObject({ succeeded: true });
    await deployment.wait();
    expect(Object.keys(deployment.live)).toEqual([deployment.onlyAccessPoint.name]);
  });

  test('fails within four minutes and creates nothing if S3 Control never answers', async () => {
    const deployment = new StackUnderTest();
    deployment.simulator.faults.add(({ caller }) => (caller === 'handler' ? noAnswerFault() : undefined));
    const start = deployment.clock.now();
    const { reason } = await deployment.deploy();
    expect(reason).toContain('[MRAP945] S3 Control in us-west-2 cannot be reached');
    expect(deployment.clock.now() - start).toBeLessThan(4 * MINUTE);
    expect(deployment.mutations).toEqual([]);
  });

  test.each([
    ['a page', htmlAnswerFault(404)], ['NotImplemented', serviceFault('NotImplemented', 501)],
  ])('fails within four minutes and creates nothing if a proxy answers with %s', async (_name, fault) => {
    const deployment = new StackUnderTest();
    deployment.simulator.faults.add(({ caller }) => (caller === 'handler' ? fault : undefined));
    const start = deployment.clock.now();
    const { reason } = await deployment.deploy();
    expect(reason).toContain('[MRAP945] S3 Control in us-west-2 cannot be reached');
    expect(deployment.clock.now() - start).toBeLessThan(4 * MINUTE);
    expect(deployment.mutations).toEqual([]);
  });

  test('fails a deletion that never reaches S3 after ten minutes', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    deployment.simulator.faults.add(({ caller }) => (caller === 'handler' ? noAnswerFault() : undefined));
    const { type, ...request } = { type: 'Delete' as const, resourceType: 'Custom::S3MultiRegionAccessPoint' };
    const { physicalId, properties } = deployment.stack.resources.get('Media')!;
    const start = deployment.clock.now();
    const response = await deployment.run(
      deployment.cloudFormation.send({ type, ...request, logicalId: 'Media', properties, physicalId }),
    );
    expect(response).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('MRAP908') });
    expect(deployment.clock.now() - start).toBeLessThan(15 * MINUTE);
  });

  test.each([1, 5])('deletes after a refused creation with a time-out of %d minutes', async (timeoutMinutes) => {
    const deployment = new StackUnderTest();
    deployment.simulator.faults.add(({ operation, caller }) =>
      operation === 'CreateMultiRegionAccessPoint' && caller === 'handler'
        ? serviceFault('TooManyMultiRegionAccessPoints', 400)
        : undefined);
    const incident = { change: 0, afterMs: 100 };
    const template = declareStack({ name: undefined, timeoutMinutes });
    const start = deployment.clock.now();
    expect(await deployment.run(deployment.stack.deploy(template, { incident }))).toMatchObject({ succeeded: false });
    expect(deployment.clock.now() - start).toBeLessThan(30 * MINUTE);
  });

  test.each([['given', 'media'], ['generated', undefined]] as const)(
    'rolls back a refused creation with a %s name and a time-out of 5 minutes', async (_kind, name) => {
      const deployment = new StackUnderTest();
      deployment.simulator.faults.add(({ operation, caller }) =>
        operation === 'CreateMultiRegionAccessPoint' && caller === 'handler'
          ? serviceFault('TooManyMultiRegionAccessPoints', 400)
          : undefined);
      const { succeeded, reason } = await deployment.deploy({ name, timeoutMinutes: 5 });
      expect(succeeded).toBe(false);
      expect(reason).toContain('TooManyMultiRegionAccessPoints');
      expect(deployment.retries).toBe(0);
    });

  test('polls a creation of 55 minutes with fewer than 10,000 events of the state machine', async () => {
    let invocations = 0;
    const deployment = new StackUnderTest({
      duration: ({ operation }) => (operation.startsWith('Create') ? 54 * MINUTE : SECOND),
      plan: () => {
        invocations += 1;
        return {};
      },
    });
    expect(await deployment.deploy()).toMatchObject({ succeeded: true });
    // A failed attempt of a task has at most five events.
    expect(invocations * 5).toBeLessThan(10_000);
    // An invocation waits four minutes.
    expect(invocations).toBeLessThan(100);
  });
});
