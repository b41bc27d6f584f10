import { type ResourceResponse, type Properties } from '../driver/cloudformation';
import { ACCESS_POINT, BUCKETS, Deployment, type DeploymentOptions, MINUTE, SECOND } from './support';

const TYPE = 'Custom::S3MultiRegionAccessPoint';
const { Name: _name, ...UNNAMED } = ACCESS_POINT;
const REQUEST = { resourceType: TYPE, logicalId: 'Media' } as const;

/**
 * Cancels a creation because another resource fails. CloudFormation sends a Delete with an invented id while the
 * handler still runs.
 */
async function cancelled(properties: Properties, afterMs: number, options: DeploymentOptions = {}) {
  const deployment = new Deployment(options);
  const { cloudFormation, clock } = deployment;
  const [created, deleted] = await deployment.run(
    Promise.all([
      cloudFormation.send({ type: 'Create', ...REQUEST, properties }),
      clock
        .sleep(afterMs)
        .then(() =>
          cloudFormation.send({ type: 'Delete', ...REQUEST, properties, physicalId: cloudFormation.inventId('Media') }),
        ),
    ]) as Promise<[ResourceResponse, ResourceResponse]>,
  );
  return { deployment, created, deleted };
}

describe('createHandlers', () => {
  describe('after a creation that was cancelled before it had an id', () => {
    test.each([0, 1, 4, 30, 200])(
      'deletes the access point with a generated name after %d seconds',
      async (seconds) => {
        const { deployment, deleted } = await cancelled(UNNAMED, seconds * SECOND, { duration: () => 20 * SECOND });
        expect(deleted.status).toBe('SUCCESS');
        expect(deployment.live).toEqual({});
      },
    );

    test('deletes the access point with a generated name after a slow creation', async () => {
      const { deployment, deleted } = await cancelled(UNNAMED, 30 * SECOND, { duration: () => 20 * MINUTE });
      expect(deleted.status).toBe('SUCCESS');
      expect(deployment.live).toEqual({});
    });

    test('reports and keeps an access point with a given name', async () => {
      const { deployment, deleted } = await cancelled(ACCESS_POINT, 30 * SECOND);
      expect(deleted.status).toBe('SUCCESS');
      expect(Object.keys(deployment.live)).toEqual(['media']);
      expect(deployment.codes).toEqual(['MRAP907']);
    });
  });

  describe('for a generated name', () => {
    test('generates a valid name that is equal for the same stack, resource and desired state', async () => {
      const names = await Promise.all([1, 2].map(async () => {
        const deployment = new Deployment();
        await deployment.run(deployment.accessPoint.create(UNNAMED));
        return Object.keys(deployment.live)[0];
      }));
      expect(names[0]).toMatch(/^mrap-[0-9a-v]{26}$/);
      expect(names[1]).toBe(names[0]);
    });

    test('generates another name after an immutable change', async () => {
      const deployment = new Deployment();
      const replaceable = { ...UNNAMED, Replacement: 'ALLOW' };
      await deployment.run(deployment.accessPoint.create(replaceable));
      const [before] = Object.keys(deployment.live);
      expect(
        await deployment.run(deployment.accessPoint.update({ ...replaceable, Buckets: BUCKETS.slice(0, 2) })),
      ).toMatchObject({ status: 'SUCCESS' });
      const [after] = Object.keys(deployment.live);
      expect(after).toMatch(/^mrap-/);
      expect(after).not.toBe(before);
    });
  });

  describe('on deletion with an invented id and a generated name', () => {
    async function deleteInvented(deployment: Deployment) {
      const physicalId = deployment.cloudFormation.inventId('Media');
      return deployment.run(
        deployment.cloudFormation.send({ type: 'Delete', ...REQUEST, properties: UNNAMED, physicalId }),
      );
    }

    test('keeps an access point that is older than the deployment', async () => {
      const deployment = new Deployment();
      await deployment.run(deployment.accessPoint.create(UNNAMED));
      deployment.clock.advance(3 * 60 * MINUTE);
      expect(await deleteInvented(deployment)).toMatchObject({ status: 'SUCCESS' });
      expect(Object.keys(deployment.live)).toHaveLength(1);
      expect(deployment.reports.map((finding) => finding.message).join()).toContain('it is older than this deployment');
    });

    test('keeps an access point with other buckets', async () => {
      const deployment = new Deployment();
      await deployment.run(deployment.accessPoint.create(UNNAMED));
      const [name] = Object.keys(deployment.live);
      await deployment.run(deployment.accessPoint.delete());
      await deployment.createForeign(name, ['media-eu', 'media-us']);
      await deleteInvented(deployment);
      expect(Object.keys(deployment.live)).toEqual([name]);
      expect(deployment.reports.map((finding) => finding.message).join()).toContain(
        'bucket "media-jp" is declared but not a member',
      );
    });

    test('looks for the access point for five minutes', async () => {
      const deployment = new Deployment();
      const began = deployment.clock.now();
      expect(await deleteInvented(deployment)).toMatchObject({ status: 'SUCCESS' });
      expect(deployment.clock.now() - began).toBeGreaterThanOrEqual(5 * MINUTE);
      expect(deployment.clock.now() - began).toBeLessThanOrEqual(6 * MINUTE);
    });
  });

  describe('after a failed creation with a pending id', () => {
    const create = (deployment: Deployment, properties: Properties = ACCESS_POINT) =>
      deployment.run(deployment.cloudFormation.send({ type: 'Create', ...REQUEST, properties }));
    const remove = (deployment: Deployment, physicalId: string, properties: Properties = ACCESS_POINT) =>
      deployment.run(deployment.cloudFormation.send({ type: 'Delete', ...REQUEST, properties, physicalId }));

    test('deletes an incomplete access point', async () => {
      const deployment = new Deployment({
        asyncFailure: ({ operation }) =>
          operation.startsWith('Create') ? { code: 'InternalErrors', leaves: 'partial' } : undefined,
      });
      const { physicalId } = await create(deployment);
      expect(deployment.live.media.status).toBe('PARTIALLY_CREATED');
      await remove(deployment, physicalId);
      expect(deployment.live).toEqual({});
    });

    test('deletes the access point of a creation that timed out', async () => {
      const deployment = new Deployment({
        duration: ({ operation }) => (operation.startsWith('Create') ? 20 * MINUTE : SECOND),
      });
      const { physicalId } = await create(deployment, { ...ACCESS_POINT, TimeoutSeconds: 300 });
      await remove(deployment, physicalId);
      expect(deployment.live).toEqual({});
      expect(deployment.reports).toEqual([]);
    });

    test('reports and keeps the access point that uses the name', async () => {
      const deployment = new Deployment();
      const alias = await deployment.createForeign();
      const { physicalId } = await create(deployment);
      await remove(deployment, physicalId);
      expect(deployment.live.media.alias).toBe(alias);
      expect(deployment.codes).toEqual(['MRAP907']);
    });

    test('keeps the access point that uses the name if the creation failed synchronously', async () => {
      const deployment = new Deployment({ duplicateName: 'synchronous' });
      const alias = await deployment.createForeign();
      const { physicalId } = await create(deployment);
      await remove(deployment, physicalId);
      expect(deployment.live.media.alias).toBe(alias);
      expect(deployment.reports.map((finding) => finding.message).join()).toContain(
        'S3 does not confirm that this resource created it (MultiRegionAccessPointAlreadyOwnedByYou)',
      );
    });

    test('looks for the access point until five minutes after the request', async () => {
      const deployment = new Deployment({ maxAccessPoints: 0 });
      const began = deployment.clock.now();
      const { physicalId } = await create(deployment);
      await remove(deployment, physicalId);
      expect(deployment.clock.now() - began).toBeGreaterThanOrEqual(5 * MINUTE);
      expect(deployment.clock.now() - began).toBeLessThanOrEqual(6 * MINUTE);
    });

    test('reports and keeps an access point if the properties of the deletion differ', async () => {
      const deployment = new Deployment({
        duration: ({ operation }) => (operation.startsWith('Create') ? 12 * MINUTE : SECOND),
      });
      const { physicalId } = await create(deployment, { ...ACCESS_POINT, TimeoutSeconds: 600 });
      await remove(deployment, physicalId, { ...ACCESS_POINT, Buckets: BUCKETS.slice(0, 2) });
      expect(deployment.reports.map((finding) => finding.message).join()).toContain(
        'the properties of the deletion differ from those of the creation',
      );
    });

    test('reports and keeps an access point if S3 has forgotten the token', async () => {
      const deployment = new Deployment({
        coldStarts: true,
        duration: ({ operation }) => (operation.startsWith('Create') ? 12 * MINUTE : SECOND),
        clientTokenRetentionMs: 13 * MINUTE,
      });
      const { physicalId } = await create(deployment, { ...ACCESS_POINT, TimeoutSeconds: 600 });
      deployment.clock.advance(10 * MINUTE);
      await remove(deployment, physicalId);
      expect(Object.keys(deployment.live)).toEqual(['media']);
      expect(deployment.codes).toEqual(['MRAP907']);
    });
  });
});
