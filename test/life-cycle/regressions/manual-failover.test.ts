import { connectionResetFault, faultInFirstCalls, type InjectedFault, serviceFault } from '../../../simulator';
import { Operator } from '../../support/operator';
import { declareStack, MINUTE, SECOND, StackUnderTest } from '../support';

/** The first call of an invocation that is not one of the five reads. */
const SUBMIT = 5;
const MANUAL_REGION = 'ap-northeast-1';
const LIVE_ROUTES = ['KEEP', 'ENFORCE', 'FAIL'] as const;

/** Deploys a stack, and fails over manually after three hours. */
async function deployAndFailOver(liveRoutes: (typeof LIVE_ROUTES)[number]) {
  const deployment = new StackUnderTest();
  await deployment.deploy({ liveRoutes });
  await deployment.wait();
  await deployment.failOver(MANUAL_REGION);
  return deployment;
}

describe('createHandlers', () => {
  describe('after a manual failover', () => {
    test.each([
      ['KEEP', true, MANUAL_REGION], ['ENFORCE', true, 'us-east-1'], ['FAIL', false, MANUAL_REGION],
    ] as const)('applies LiveRoutes %s on create', async (liveRoutes, succeeds, active) => {
      const deployment = new StackUnderTest();
      await deployment.deploy({ routes: undefined });
      await deployment.wait();
      await deployment.failOver(MANUAL_REGION);
      expect(await deployment.deploy({ routes: 1, liveRoutes })).toMatchObject({ succeeded: succeeds });
      expect(deployment.active).toEqual([active]);
    });

    test.each([
      ['KEEP', true, MANUAL_REGION], ['ENFORCE', true, 'us-east-1'], ['FAIL', false, MANUAL_REGION],
    ] as const)('applies LiveRoutes %s on update', async (liveRoutes, succeeds, active) => {
      const deployment = await deployAndFailOver(liveRoutes);
      expect(await deployment.deploy({ routes: 1, liveRoutes })).toMatchObject({ succeeded: succeeds });
      expect(deployment.active).toEqual([active]);
    });

    test.each([
      ['KEEP', true], ['FAIL', false],
    ] as const)('applies LiveRoutes %s to a new access point that it adopts', async (liveRoutes, succeeds) => {
      const deployment = new StackUnderTest();
      await deployment.createForeign();
      deployment.clock.advance(30 * MINUTE);
      await deployment.failOver(MANUAL_REGION);
      expect(await deployment.deploy({ existing: 'ADOPT', routes: 1, liveRoutes })).toMatchObject({
        succeeded: succeeds,
      });
      expect(deployment.active).toEqual([MANUAL_REGION]);
      expect(deployment.codes.includes('MRAP910')).toBe(succeeds);
    });

    // With ENFORCE, the log contains the overwritten routes, and the rollback restores the declared ones.
    test.each([
      ['KEEP', MANUAL_REGION],
      ['ENFORCE', 'eu-west-1'],
      ['FAIL', MANUAL_REGION],
    ] as const)('applies LiveRoutes %s on rollback', async (liveRoutes, active) => {
      const deployment = await deployAndFailOver(liveRoutes);
      await deployment.deploy({ routes: 1, policy: 1, liveRoutes }, { incident: { change: 1 } });
      await deployment.wait();
      expect(deployment.active).toEqual([active]);
      if (liveRoutes === 'ENFORCE') {
        expect(deployment.reports.map(({ message }) => message).join())
          .toContain('overwritten, got "ap-northeast-1=ACTIVE');
      }
    });

    test('keeps the change in the rollback of a deployment that declares it', async () => {
      const deployment = await deployAndFailOver('KEEP');
      await deployment.failOver('us-east-1');
      await deployment.deploy({ routes: 1 }, { incident: { change: 0 } });
      await deployment.wait();
      expect(deployment.active).toEqual(['us-east-1']);
    });

    test.each(['KEEP', 'FAIL'] as const)(
      'applies the failback after a deployment that declares the change with LiveRoutes %s', async (liveRoutes) => {
        const deployment = await deployAndFailOver(liveRoutes);
        await deployment.failOver('us-east-1');
        expect(await deployment.deploy({ routes: 1, liveRoutes })).toMatchObject({ succeeded: true });
        expect(deployment.active).toEqual(['us-east-1']);
        expect(await deployment.deploy({ routes: 0, liveRoutes })).toMatchObject({ succeeded: true });
        expect(deployment.active).toEqual(['eu-west-1']);
      },
    );

    test('keeps the routes of a declared change if CloudFormation does not show the status of the stack', async () => {
      const deployment = await deployAndFailOver('KEEP');
      await deployment.failOver('us-east-1');
      await deployment.deploy({ routes: 1 });
      deployment.directory.beforeRead = async () => { throw new Error('AccessDenied'); };
      expect(await deployment.deploy({ routes: 0 })).toMatchObject({ succeeded: true });
      expect(deployment.active).toEqual(['us-east-1']);
      expect(deployment.codes).toEqual(expect.arrayContaining(['MRAP910', 'MRAP941']));
    });

    test.each(LIVE_ROUTES)(
      'keeps the change in a deployment that declares the same routes with LiveRoutes %s',
      async (liveRoutes) => {
        const deployment = await deployAndFailOver(liveRoutes);
        expect(
          await deployment.deploy({ policy: 1, liveRoutes: liveRoutes === 'ENFORCE' ? 'KEEP' : 'ENFORCE' }),
        ).toMatchObject({ succeeded: true });
        expect(deployment.active).toEqual([MANUAL_REGION]);
      },
    );

    test.each(LIVE_ROUTES)(
      'keeps the change in the rollback of a deployment that failed before it submitted routes with LiveRoutes %s',
      async (liveRoutes) => {
        const deployment = await deployAndFailOver(liveRoutes);
        const { simulator, directory, cloudFormation: { stackId } } = deployment;
        simulator.faults.add(({ operation, caller }) => {
          const isUpdate = caller === 'handler' && directory.showStatus(stackId) === 'UPDATE_IN_PROGRESS';
          return isUpdate && /MultiRegionAccessPointRoutes$/.test(operation) ? connectionResetFault() : undefined;
        });
        const { reason } = await deployment.deploy({ routes: 1, liveRoutes });
        expect(reason).toContain('[MRAP913] no control Region could read the routes');
        await deployment.wait();
        expect(deployment.active).toEqual([MANUAL_REGION]);
      },
    );
  });

  describe('after a manual failover of an access point that is younger than two hours', () => {
    test.each([['KEEP', true], ['FAIL', false]] as const)(
      'applies LiveRoutes %s to the first routes of the stack', async (liveRoutes, succeeds) => {
        const deployment = new StackUnderTest();
        await deployment.deploy({ routes: undefined });
        await deployment.wait(30 * MINUTE);
        await deployment.failOver(MANUAL_REGION);
        expect(await deployment.deploy({ liveRoutes })).toMatchObject({ succeeded: succeeds });
        expect(deployment.active).toEqual([MANUAL_REGION]);
      },
    );

    test.each([['KEEP', true], ['FAIL', false]] as const)(
      'applies LiveRoutes %s to a renamed construct of the routes', async (liveRoutes, succeeds) => {
        const deployment = new StackUnderTest();
        await deployment.deploy({ liveRoutes });
        await deployment.wait(30 * MINUTE);
        await deployment.failOver(MANUAL_REGION);
        const renamed = declareStack({ liveRoutes }).map((resource) =>
          (resource.logicalId === 'MediaRoutes' ? { ...resource, logicalId: 'RenamedRoutes' } : resource));
        expect(await deployment.run(deployment.stack.deploy(renamed))).toMatchObject({ succeeded: succeeds });
        expect(deployment.active).toEqual([MANUAL_REGION]);
      },
    );
  });

  test('rolls back the routes of an access point that an operator replaces during the deployment', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const change = declareStack({ routes: 1 });
    const replacement = deployment.clock.sleep(3 * SECOND).then(async () => {
      const { name, regions } = deployment.onlyAccessPoint;
      const operator = new Operator(deployment.simulator);
      await operator.deleteAccessPoint(name);
      await deployment.clock.sleep(10 * SECOND);
      await operator.createAccessPoint(name, regions.map(({ Bucket }) => Bucket));
    });
    const failed = deployment.stack.deploy(change, { incident: { change: 0 } });
    const [outcome] = await deployment.run(Promise.all([failed, replacement]));
    expect(outcome).toMatchObject({ succeeded: false });
    expect(deployment.retries).toBe(0);
    expect(deployment.reports.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/no control Region could (read|change) the routes.*NoSuchMultiRegionAccessPoint/),
    );
  });

  test('keeps a failover between a change of routes with LiveRoutes FAIL and its rollback', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy({ liveRoutes: 'FAIL' });
    // S3 refuses the last policy of the template only after six minutes.
    const [, policy, routes] = declareStack({ routes: 1, liveRoutes: 'FAIL', policy: 1 });
    const [accessPoint] = declareStack({ liveRoutes: 'FAIL' });
    deployment.simulator.configure({ duration: () => 6 * MINUTE });
    const failed = deployment.stack.deploy([accessPoint, routes, policy], { incident: { change: 1 } });
    const failover = deployment.clock.sleep(4 * MINUTE).then(() =>
      new Operator(deployment.simulator).activate(deployment.onlyAccessPoint, [MANUAL_REGION]));
    const [outcome] = await deployment.run(Promise.all([failed, failover]));
    expect(outcome).toMatchObject({ succeeded: false });
    expect(deployment.retries).toBe(0);
    expect(deployment.active).toEqual([MANUAL_REGION]);
    expect(deployment.codes).toContain('MRAP910');
  });

  test('changes nothing for a change of routes that is delivered again after its rollback', async () => {
    const deployment = new StackUnderTest({
      deliveries: ({ type, properties }) =>
        (type === 'Update' && JSON.stringify(properties.Routes).includes('us-east-1') ? [0, 150 * SECOND] : [0]),
    });
    await deployment.deploy();
    expect(await deployment.deploy({ routes: 1 }, { incident: { change: 0 } })).toMatchObject({ succeeded: false });
    await deployment.wait();
    expect(deployment.active).toEqual(['eu-west-1']);
  });

  test('rolls back a change of routes whose response the provider framework did not receive', async () => {
    let lost = 0;
    const deployment = new StackUnderTest({
      isResponseLost: ({ RequestType, LogicalResourceId }) => {
        if (RequestType !== 'Update' || LogicalResourceId !== 'MediaRoutes') return false;
        lost += 1;
        return lost === 1;
      },
    });
    await deployment.deploy();
    expect(await deployment.deploy({ routes: 1 }, { incident: { change: 0 } })).toMatchObject({ succeeded: false });
    expect(lost).toBeGreaterThan(1);
    expect(deployment.active).toEqual(['eu-west-1']);
    expect(deployment.codes).not.toContain('MRAP910');
  });

  describe('for a failed change of routes', () => {
    /** Deploys other routes with a function that ends after its submit. The reads of the rollback can fail. */
    async function endAfterSubmit(readFault?: InjectedFault) {
      let invocations = -1;
      let dying = Infinity;
      const deployment = new StackUnderTest({
        plan: () => {
          invocations += 1;
          return invocations === dying ? { death: { call: SUBMIT, when: 'after', how: 'exited' } } : {};
        },
      });
      await deployment.deploy();
      dying = invocations + 1;
      const isReadOfRollback = ({ operation }: { operation: string }) =>
        invocations > dying && operation === 'GetMultiRegionAccessPointRoutes';
      if (readFault) deployment.simulator.faults.add(faultInFirstCalls(10, readFault, isReadOfRollback));
      const { succeeded } = await deployment.deploy({ routes: 1 });
      expect(succeeded).toBe(false);
      return deployment;
    }

    test('restores the previous routes if the function ends after the submit', async () => {
      expect((await endAfterSubmit()).active).toEqual(['eu-west-1']);
    });

    test('restores the previous routes if all control Regions first report another change in progress', async () => {
      expect((await endAfterSubmit(serviceFault('OperationAborted', 409))).active).toEqual(['eu-west-1']);
    });

    test('restores the previous routes if CloudFormation cancels the change while its handler still runs', async () => {
      const deployment = new StackUnderTest();
      await deployment.deploy();
      const began = deployment.clock.now();
      const isNew = (input: object) => /"media-us","TrafficDialPercentage":100/.test(JSON.stringify(input));
      deployment.simulator.faults.add(({ operation, input, at }) =>
        (operation.startsWith('Submit') && isNew(input) && at < began + 40 * SECOND
          ? connectionResetFault()
          : undefined));
      await deployment.deploy({ routes: 1 }, { incident: { change: 0, afterMs: 5 * SECOND } });
      expect(deployment.active).toEqual(['eu-west-1']);
      await deployment.wait(5 * MINUTE);
      expect(deployment.active).toEqual(['eu-west-1']);
    });
  });
});
