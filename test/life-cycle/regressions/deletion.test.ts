import { faultAfterApplying, noAnswerFault, serviceFault, slowAnswerFault } from '../../../simulator';
import { type TemplateResource } from '../../driver/stack';
import { type DeploymentOptions } from '../../lambda/support';
import { Operator } from '../../support/operator';
import { declareStack, MINUTE, SECOND, StackUnderTest } from '../support';

describe('createHandlers', () => {
  test('deletes an access point after its creation has ended', async () => {
    const deployment = new StackUnderTest({
      duration: ({ operation }) => (operation.startsWith('Create') ? 20 * MINUTE : SECOND),
    });
    const { reason } = await deployment.deploy({ timeoutMinutes: 10 });
    expect(reason).toContain('[MRAP904] creating access point "media" did not end within 10 minutes');
    await deployment.wait();
    expect(deployment.live).toEqual({});
    expect(deployment.codes).toEqual([]);
  });

  test('succeeds without a mutation if the access point does not exist', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    await deployment.deleteManually();
    deployment.simulator.journal.clear();
    await deployment.destroy();
    expect(deployment.mutations).toEqual([]);
  });

  test('does not delete an access point with the same name but another alias', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const alias = await deployment.recreate();
    deployment.simulator.journal.clear();
    await deployment.destroy();
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
    expect(deployment.mutations).toEqual([]);
    expect(deployment.reports.map(({ message }) => message).join()).toContain(`its alias is ${alias}`);
  });

  test('does not change policy and routes of an access point with another alias', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const alias = await deployment.recreate();
    deployment.simulator.journal.clear();
    expect(await deployment.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
    expect(deployment.onlyAccessPoint).toMatchObject({ alias, routes: [expect.anything()] });
    expect(deployment.onlyAccessPoint.policy.established).toBeUndefined();
    expect(deployment.codes).toContain('MRAP906');
  });

  test('changes nothing when a stack with a retained access point is deleted', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy({ retain: 'except on create' });
    const { accessPoints, buckets } = deployment.simulator.snapshot();
    deployment.simulator.journal.clear();
    await deployment.destroy();
    expect(deployment.simulator.snapshot()).toMatchObject({ accessPoints, buckets });
    expect(deployment.mutations).toEqual([]);
  });

  test('keeps the incomplete access point of another owner that used the name after a failed creation', async () => {
    let creations = 0;
    const deployment = new StackUnderTest({
      asyncFailure: ({ operation }) => {
        if (!operation.startsWith('Create')) return undefined;
        creations += 1;
        return { code: 'InternalErrors', leaves: creations === 1 ? 'nothing' : 'partial' };
      },
    });
    const failed = deployment.deploy();
    const foreign = deployment.clock.sleep(90 * SECOND).then(() =>
      new Operator(deployment.simulator).createAccessPoint('media', ['media-eu', 'media-us', 'media-jp']));
    expect(await deployment.run(Promise.all([failed, foreign]))).toMatchObject([{ succeeded: false }, true]);
    await deployment.wait();
    expect(deployment.onlyAccessPoint.status).toBe('PARTIALLY_CREATED');
    expect(deployment.codes).toContain('MRAP907');
  });

  test('does not delete the access point of the next deployment if the deletion is delivered again', async () => {
    let invocations = 0;
    const deployment = new StackUnderTest({
      deliveries: ({ type }) => (type === 'Delete' ? [0, 270 * SECOND] : [0]),
      plan: () => {
        invocations += 1;
        return invocations === 2 ? { death: { call: 1, when: 'after', how: 'exited' } } : {};
      },
    });
    expect(await deployment.deploy()).toMatchObject({ succeeded: false });
    await deployment.run(deployment.stack.deploy(declareStack(), { incident: { change: 0 }, onFailure: 'keep' }));
    const { alias } = deployment.onlyAccessPoint;
    deployment.simulator.journal.clear();
    await deployment.wait();
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
    expect(deployment.simulator.journal.of('DeleteMultiRegionAccessPoint')).toEqual([]);
    expect(deployment.codes).toContain('MRAP907');
  });

  describe('after a failed creation whose name another owner used', () => {
    /** The other owner has an access point with the name, so the creation fails and is deleted. */
    async function startWithOtherOwner(options: DeploymentOptions) {
      const deployment = new StackUnderTest(options);
      const other = new Operator(deployment.simulator);
      expect(await other.createAccessPoint('media', ['media-eu', 'media-us', 'media-jp'])).toBe(true);
      deployment.clock.advance(10 * MINUTE);
      return { deployment, other };
    }

    test('deletes the access point that its proof of ownership creates if the name becomes available', async () => {
      const { deployment, other } = await startWithOtherOwner({
        visibilityLagMs: MINUTE,
        duplicateName: 'synchronous',
        deliveries: ({ type }) => [type === 'Create' ? 220 * SECOND : 0],
      });
      let reads = 0;
      deployment.simulator.faults.add(({ operation, caller }) => {
        const isDeleting = deployment.cloudFormation.deletionTimes.length > 0;
        if (!isDeleting || operation !== 'GetMultiRegionAccessPoint' || caller !== 'handler') return undefined;
        reads += 1;
        return reads === 1 ? slowAnswerFault(90 * SECOND) : undefined;
      });
      const deletion = deployment.clock.sleep(280 * SECOND).then(() => other.deleteAccessPoint('media'));
      const [{ succeeded }] = await deployment.run(Promise.all([deployment.deploy(), deletion]));
      expect(succeeded).toBe(false);
      expect(deployment.simulator.journal.of('CreateMultiRegionAccessPoint').filter(({ applied, caller }) =>
        applied && caller === 'handler')).toHaveLength(1);
      await deployment.wait();
      expect(deployment.live).toEqual({});
    });

    test('waits for the deletion of that access point instead of sending the creation again', async () => {
      const { deployment, other } = await startWithOtherOwner({
        duration: ({ operation }) => (operation.startsWith('Delete') ? 30 * SECOND : SECOND),
      });
      const deletion = deployment.clock.sleep(SECOND).then(() => other.deleteAccessPoint('media'));
      const [{ succeeded }] = await deployment.run(Promise.all([deployment.deploy(), deletion]));
      expect(succeeded).toBe(false);
      await deployment.wait();
      expect(deployment.live).toEqual({});
      expect(deployment.simulator.journal.of('CreateMultiRegionAccessPoint').filter(({ caller }) =>
        caller === 'handler')).toHaveLength(1);
      expect(deployment.codes).toEqual([]);
    });
  });

  test.each([['Media', 0], ['MediaPolicy', 1]] as const)(
    'rolls back the cancelled creation of %s with a malformed property',
    async (logicalId, change) => {
      const deployment = new StackUnderTest({
        deliveries: (request) => (request.logicalId === logicalId && request.type === 'Create' ? [MINUTE] : [0]),
      });
      const template = declareStack().map((resource): TemplateResource => (resource.logicalId === logicalId
        ? { ...resource, properties: (attribute) => ({ ...resource.properties(attribute), TimeoutSeconds: 'abc' }) }
        : resource));
      const incident = { change, afterMs: 10 * SECOND };
      expect(await deployment.run(deployment.stack.deploy(template, { incident }))).toMatchObject({ succeeded: false });
      expect(deployment.retries).toBe(0);
      expect(deployment.live).toEqual({});
    },
  );

  test('deletes the incomplete access point of a failed creation with ADOPT in several invocations', async () => {
    const deployment = new StackUnderTest({
      duration: ({ operation }) => (operation.startsWith('Delete') ? 7 * MINUTE : SECOND),
      asyncFailure: ({ operation }) =>
        operation.startsWith('Create') ? { code: 'NoSuchBucket', leaves: 'partial' } : undefined,
    });
    expect(await deployment.deploy({ existing: 'ADOPT' })).toMatchObject({ succeeded: false });
    expect(deployment.retries).toBe(0);
    expect(deployment.live).toEqual({});
  });

  test('deletes an incomplete access point whose creation fails during the deletion', async () => {
    const deployment = new StackUnderTest({
      duration: ({ operation }) => (operation.startsWith('Create') ? 10.5 * MINUTE : SECOND),
      asyncFailure: ({ operation }) =>
        operation.startsWith('Create') ? { code: 'InternalErrors', leaves: 'partial' } : undefined,
    });
    const deletionAt = deployment.clock.now() + 10 * MINUTE;
    // The operation fails between the read of the access point and the read of the operation.
    deployment.simulator.faults.add(({ operation, at }) =>
      operation === 'GetMultiRegionAccessPoint' && at >= deletionAt ? slowAnswerFault(50 * SECOND) : undefined,
    );
    await deployment.deploy({ timeoutMinutes: 10 });
    await deployment.wait();
    expect(deployment.live).toEqual({});
  });

  test.each([['given', 'media'], ['generated', undefined]] as const)(
    'deletes an access point with a %s name whose creation is rolled back before its first policy',
    async (_kind, name) => {
      const deployment = new StackUnderTest();
      expect(await deployment.deploy({ name }, { incident: { change: 0 } })).toMatchObject({ succeeded: false });
      await deployment.wait();
      expect(deployment.live).toEqual({});
      expect(await deployment.deploy({ name })).toMatchObject({ succeeded: true });
    },
  );

  test('deletes a replaced access point after its row has shown the replacement for two minutes', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    let conflictsUntil: number | undefined;
    deployment.simulator.faults.add(({ operation, at }) => {
      if (operation !== 'DeleteMultiRegionAccessPoint') return undefined;
      conflictsUntil ??= at + 2 * MINUTE;
      return at < conflictsUntil ? serviceFault('OperationAborted', 409) : undefined;
    });
    expect(await deployment.deploy({ replacement: 'ALLOW', members: 'two' })).toMatchObject({ succeeded: true });
    expect(deployment.onlyAccessPoint.regions).toHaveLength(2);
    expect(deployment.retries).toBe(0);
  });

  test('deletes the access point of a creation whose responses were all lost', async () => {
    const deployment = new StackUnderTest();
    let unreachableUntil = -Infinity;
    deployment.simulator.faults.add(({ operation, caller, at }) => {
      if (caller !== 'handler') return undefined;
      if (operation !== 'CreateMultiRegionAccessPoint' || unreachableUntil > 0) {
        return at < unreachableUntil ? noAnswerFault() : undefined;
      }
      unreachableUntil = at + 30 * MINUTE;
      return faultAfterApplying(noAnswerFault());
    });
    const { succeeded, reason } = await deployment.deploy({ timeoutMinutes: 10 });
    expect(succeeded).toBe(false);
    expect(reason).toContain('MRAP904');
    await deployment.wait();
    expect(deployment.retries).toBeGreaterThan(0);
    expect(deployment.live).toEqual({});
  });

  test.each([
    ['given', 'media', 1], ['generated', undefined, 1], ['generated', undefined, 5],
  ] as const)(
    'ends the deletion of a cancelled creation with a %s name that sent nothing',
    async (_kind, name, timeoutMinutes) => {
      const deployment = new StackUnderTest();
      deployment.simulator.faults.add(({ operation, caller }) =>
        operation === 'CreateMultiRegionAccessPoint' && caller === 'handler' ? noAnswerFault() : undefined);
      const incident = { change: 0, afterMs: 100 };
      expect(await deployment.deploy({ name, timeoutMinutes }, { incident })).toMatchObject({ succeeded: false });
      expect(deployment.retries).toBe(0);
    },
  );

  test('deletes an access point for longer than its time-out of 5 minutes', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy({ timeoutMinutes: 5 });
    deployment.simulator.configure({ duration: () => 7 * MINUTE });
    await deployment.destroy();
    expect(deployment.retries).toBe(0);
    expect(deployment.live).toEqual({});
  });

  test('deletes an access point whose first read after its creation is stale', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    let reads = 0;
    deployment.simulator.faults.add(({ operation, caller }) => {
      if (operation !== 'GetMultiRegionAccessPoint' || caller !== 'handler') return undefined;
      reads += 1;
      return reads === 1 ? serviceFault('NoSuchMultiRegionAccessPoint', 404) : undefined;
    });
    await deployment.destroy();
    expect(deployment.live).toEqual({});
  });

  test('sends a deletion immediately after it has read the alias', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    deployment.simulator.journal.clear();
    await deployment.destroy();
    const operations = deployment.simulator.journal.entries.map(({ operation }) => operation);
    const before = operations.slice(0, operations.indexOf('DeleteMultiRegionAccessPoint')).slice(-2);
    expect(before).toEqual(['GetMultiRegionAccessPointPolicy', 'GetMultiRegionAccessPoint']);
  });

  test('revokes access with the deployment that removes the last grant', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy({ policy: 1 });
    expect(deployment.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
    await deployment.deploy({ policy: 0 });
    expect(deployment.allowed).toEqual(['s3:GetObject']);
  });
});
