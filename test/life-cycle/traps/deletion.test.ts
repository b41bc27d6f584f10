import { slow } from '../../../simulator';
import { MINUTE, SECOND, StackUnderTest } from '../support';

test('delete during creation: waits until it can, and deletes', async () => {
  const one = new StackUnderTest({ duration: ({ operation }) => (operation.startsWith('Create') ? 20 * MINUTE : SECOND) });
  const { reason } = await one.deploy({ timeoutMinutes: 5 });
  expect(reason).toContain('[MRAP904] creating access point "media" did not end within 5 minutes');
  await one.later();
  expect(one.live).toEqual({});
  expect(one.codes).toEqual([]);
});

test('delete of what is gone succeeds and calls nothing that changes', async () => {
  const one = new StackUnderTest();
  await one.deploy();
  await one.byHand('DeleteMultiRegionAccessPoint', { Name: 'media' });
  one.simulator.journal.clear();
  await one.destroy();
  expect(one.mutations).toEqual([]);
});

test('an access point of the same name but another alias, deleted and made again by hand, is not deleted', async () => {
  const one = new StackUnderTest();
  await one.deploy();
  const alias = await one.makeAgain();
  one.simulator.journal.clear();
  await one.destroy();
  expect(one.only.alias).toBe(alias);
  expect(one.mutations).toEqual([]);
  expect(one.reports.map(({ message }) => message).join()).toContain(`its alias is ${alias}`);
});

test('nor does it get the policy or the routes of the former one', async () => {
  const one = new StackUnderTest();
  await one.deploy();
  const alias = await one.makeAgain();
  one.simulator.journal.clear();
  expect(await one.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  expect(one.only).toMatchObject({ alias, routes: [expect.anything()] });
  expect(one.only.policy.established).toBeUndefined();
  expect(one.codes).toContain('MRAP906');
});

test('a retained stack destroyed: no difference visible to clients or replication', async () => {
  const one = new StackUnderTest();
  await one.deploy({ retain: 'except on create' });
  const { accessPoints, buckets } = one.simulator.snapshot();
  one.simulator.journal.clear();
  await one.destroy();
  expect(one.simulator.snapshot()).toMatchObject({ accessPoints, buckets });
  expect(one.mutations).toEqual([]);
});

test('a half made access point whose creation fails just as it is looked at is deleted', async () => {
  const one = new StackUnderTest({
    duration: ({ operation }) => (operation.startsWith('Create') ? 6 * MINUTE : SECOND),
    asyncFailure: ({ operation }) => (operation.startsWith('Create') ? { code: 'InternalErrors', leaves: 'partial' } : undefined),
  });
  // Between the look and the question what became of the operation, it fails.
  one.simulator.faults.add(({ operation }) => (operation === 'GetMultiRegionAccessPoint' ? slow(50 * SECOND) : undefined));
  await one.deploy({ timeoutMinutes: 5 });
  await one.later();
  expect(one.live).toEqual({});
});

test('the last grant removed: access is revoked with the next deployment', async () => {
  const one = new StackUnderTest();
  await one.deploy({ policy: 1 });
  expect(one.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
  await one.deploy({ policy: 0 });
  expect(one.allowed).toEqual(['s3:GetObject']);
});
