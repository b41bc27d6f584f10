import { ACCESS_POINT, Deployment, MINUTE } from './support';


describe('createHandlers', () => {
  describe('on deletion', () => {
    async function created(options = {}) {
      const deployment = new Deployment(options);
      await deployment.run(deployment.accessPoint.create(ACCESS_POINT));
      deployment.simulator.journal.clear();
      return deployment;
    }

    const deleteByHand = (deployment: Deployment) => deployment.simulator.call(
      'DeleteMultiRegionAccessPoint', { ClientToken: `by-hand-${deployment.clock.now()}`, Details: { Name: 'media' } },
      { accountId: '111122223333', region: 'us-west-2', caller: 'operator' });

    test('succeeds if the access point does not exist', async () => {
      const deployment = await created();
      await deleteByHand(deployment);
      deployment.clock.advance(MINUTE);
      expect(await deployment.run(deployment.accessPoint.delete())).toMatchObject({ status: 'SUCCESS' });
    });

    test('waits for a deletion in progress', async () => {
      const deployment = await created({ duration: () => 2 * MINUTE });
      await deleteByHand(deployment);
      deployment.simulator.journal.clear();
      expect(await deployment.run(deployment.accessPoint.delete())).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.mutations).toEqual([]);
      expect(deployment.live).toEqual({});
    });

    test('does not delete another access point with the same name', async () => {
      const deployment = await created();
      await deleteByHand(deployment);
      deployment.clock.advance(MINUTE);
      const alias = await deployment.createForeign();
      expect(await deployment.run(deployment.accessPoint.delete())).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.live.media.alias).toBe(alias);
      expect(deployment.codes).toEqual(['MRAP907']);
    });

    test('repeats a deletion after a retryable failure', async () => {
      const deployment = await created();
      let failures = 2;
      deployment.simulator.configure({
        asyncFailure: ({ attempt }) =>
          attempt <= failures ? { code: 'InternalErrors', leaves: 'partial' } : undefined,
      });
      expect(await deployment.run(deployment.accessPoint.delete())).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.live).toEqual({});
      failures = 0;
    });

    test('fails with the cause after the last attempt', async () => {
      const deployment = await created({
        asyncFailure: ({ operation }: { operation: string }) =>
          operation.startsWith('Delete') ? { code: 'AccessDenied', message: 'no' } : undefined,
      });
      const answer = await deployment.run(deployment.accessPoint.delete());
      expect(answer).toMatchObject({ status: 'FAILED' });
      expect(answer.reason).toContain(
        '[MRAP908] access point "media" could not be deleted: AccessDenied; in eu-west-1: FAILED',
      );
    });

    test('fails with a message after the time-out', async () => {
      const deployment = await created();
      deployment.simulator.configure({ duration: () => 24 * 60 * MINUTE });
      const answer = await deployment.run(deployment.accessPoint.delete());
      expect(answer.reason).toContain(
        '[MRAP904] deleting access point "media" did not end within 55 minutes, last state: DELETING; '
        + 'it may still exist',
      );
    });
  });
});
