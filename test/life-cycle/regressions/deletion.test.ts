import { slowAnswerFault } from '../../../simulator';
import { MINUTE, SECOND, StackUnderTest } from '../support';

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

  test('revokes access with the deployment that removes the last grant', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy({ policy: 1 });
    expect(deployment.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
    await deployment.deploy({ policy: 0 });
    expect(deployment.allowed).toEqual(['s3:GetObject']);
  });
});
