import { type ResourceResponse, type Properties } from '../driver/cloudformation';
import { ACCESS_POINT, BUCKETS, Deployment, type DeploymentOptions, MINUTE, SECOND } from './support';

const TYPE = 'Custom::S3MultiRegionAccessPoint';
const { Name: _name, ...UNNAMED } = ACCESS_POINT;
const REQUEST = { resourceType: TYPE, logicalId: 'Media' } as const;

/**
 * A creation whose stack fails elsewhere after a while: CloudFormation deletes under an id it invents, while the waiter
 * goes on.
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

describe('a creation that is cancelled before it has an id', () => {
  test.each([0, 1, 4, 30, 200])('under a generated name is undone, after %d seconds', async (seconds) => {
    const { deployment, deleted } = await cancelled(UNNAMED, seconds * SECOND, { duration: () => 20 * SECOND });
    expect(deleted.status).toBe('SUCCESS');
    expect(deployment.live).toEqual({});
  });

  test('under a generated name is undone while S3 takes its time', async () => {
    const { deployment, deleted } = await cancelled(UNNAMED, 30 * SECOND, { duration: () => 20 * MINUTE });
    expect(deleted.status).toBe('SUCCESS');
    expect(deployment.live).toEqual({});
  });

  test('under a given name is left, and reported: anyone could have made one of that name', async () => {
    const { deployment, deleted } = await cancelled(ACCESS_POINT, 30 * SECOND);
    expect(deleted.status).toBe('SUCCESS');
    expect(Object.keys(deployment.live)).toEqual(['media']);
    expect(deployment.codes).toEqual(['MRAP907']);
  });
});

describe('a generated name', () => {
  test('is the same for the same stack, resource and wish, and lawful', async () => {
    const names = await Promise.all([1, 2].map(async () => {
      const deployment = new Deployment();
      await deployment.run(deployment.accessPoint.create(UNNAMED));
      return Object.keys(deployment.live)[0];
    }));
    expect(names[0]).toMatch(/^mrap-[0-9a-v]{26}$/);
    expect(names[1]).toBe(names[0]);
  });

  test('changes with what cannot be changed, so that a replacement does not collide', async () => {
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

describe('a deletion under an invented id, with a generated name', () => {
  async function deleteInvented(deployment: Deployment) {
    const physicalId = deployment.cloudFormation.inventId('Media');
    return deployment.run(
      deployment.cloudFormation.send({ type: 'Delete', ...REQUEST, properties: UNNAMED, physicalId }),
    );
  }

  test('spares what is older than this deployment: it was retained on purpose', async () => {
    const deployment = new Deployment();
    await deployment.run(deployment.accessPoint.create(UNNAMED));
    deployment.clock.advance(3 * 60 * MINUTE);
    expect(await deleteInvented(deployment)).toMatchObject({ status: 'SUCCESS' });
    expect(Object.keys(deployment.live)).toHaveLength(1);
    expect(deployment.reports.map((finding) => finding.message).join()).toContain('it is older than this deployment');
  });

  test('spares what has other buckets', async () => {
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

  test('looks for five minutes where there is nothing', async () => {
    const deployment = new Deployment();
    const began = deployment.clock.now();
    expect(await deleteInvented(deployment)).toMatchObject({ status: 'SUCCESS' });
    expect(deployment.clock.now() - began).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(deployment.clock.now() - began).toBeLessThanOrEqual(6 * MINUTE);
  });
});

describe('a creation that failed under a pending id', () => {
  const create = (deployment: Deployment, properties: Properties = ACCESS_POINT) =>
    deployment.run(deployment.cloudFormation.send({ type: 'Create', ...REQUEST, properties }));
  const remove = (deployment: Deployment, physicalId: string, properties: Properties = ACCESS_POINT) =>
    deployment.run(deployment.cloudFormation.send({ type: 'Delete', ...REQUEST, properties, physicalId }));

  test('and left half an access point: it is deleted', async () => {
    const deployment = new Deployment({
      asyncFailure: ({ operation }) =>
        operation.startsWith('Create') ? { code: 'InternalErrors', leaves: 'partial' } : undefined,
    });
    const { physicalId } = await create(deployment);
    expect(deployment.live.media.status).toBe('PARTIALLY_CREATED');
    await remove(deployment, physicalId);
    expect(deployment.live).toEqual({});
  });

  test('because it took too long: what comes of it is deleted', async () => {
    const deployment = new Deployment({
      duration: ({ operation }) => (operation.startsWith('Create') ? 20 * MINUTE : SECOND),
    });
    const { physicalId } = await create(deployment, { ...ACCESS_POINT, TimeoutSeconds: 300 });
    await remove(deployment, physicalId);
    expect(deployment.live).toEqual({});
    expect(deployment.reports).toEqual([]);
  });

  test('because the name is taken: the other one is spared, and that is reported', async () => {
    const deployment = new Deployment();
    const alias = await deployment.createForeign();
    const { physicalId } = await create(deployment);
    await remove(deployment, physicalId);
    expect(deployment.live.media.alias).toBe(alias);
    expect(deployment.codes).toEqual(['MRAP907']);
  });

  test('because the name is taken, told at once: the other one is spared', async () => {
    const deployment = new Deployment({ duplicateName: 'synchronous' });
    const alias = await deployment.createForeign();
    const { physicalId } = await create(deployment);
    await remove(deployment, physicalId);
    expect(deployment.live.media.alias).toBe(alias);
    expect(deployment.reports.map((finding) => finding.message).join()).toContain(
      'S3 does not confirm that this resource created it (MultiRegionAccessPointAlreadyOwnedByYou)',
    );
  });

  test('and made nothing: it looks until five minutes after the request, for what a second delivery may have made', async () => {
    const deployment = new Deployment({ maxAccessPoints: 0 });
    const began = deployment.clock.now();
    const { physicalId } = await create(deployment);
    await remove(deployment, physicalId);
    expect(deployment.clock.now() - began).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(deployment.clock.now() - began).toBeLessThanOrEqual(6 * MINUTE);
  });

  test('and whose deletion says something else than the creation did: left, since its token proves nothing', async () => {
    const deployment = new Deployment({
      duration: ({ operation }) => (operation.startsWith('Create') ? 6 * MINUTE : SECOND),
    });
    const { physicalId } = await create(deployment, { ...ACCESS_POINT, TimeoutSeconds: 300 });
    await remove(deployment, physicalId, { ...ACCESS_POINT, Buckets: BUCKETS.slice(0, 2) });
    expect(deployment.reports.map((finding) => finding.message).join()).toContain(
      'the properties of the deletion differ from those of the creation',
    );
  });

  test('and whose token S3 has forgotten: left, and reported', async () => {
    const deployment = new Deployment({
      coldStarts: true,
      duration: ({ operation }) => (operation.startsWith('Create') ? 6 * MINUTE : SECOND),
      clientTokenRetentionMs: 7 * MINUTE,
    });
    const { physicalId } = await create(deployment, { ...ACCESS_POINT, TimeoutSeconds: 300 });
    deployment.clock.advance(10 * MINUTE);
    await remove(deployment, physicalId);
    expect(Object.keys(deployment.live)).toEqual(['media']);
    expect(deployment.codes).toEqual(['MRAP907']);
  });
});
