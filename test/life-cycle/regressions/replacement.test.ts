import { slowDownFault } from '../../../simulator';
import { type Properties } from '../../driver/cloudformation';
import { Operator } from '../../support/operator';
import { MINUTE, SECOND, StackUnderTest } from '../support';

const ALLOWED = { replacement: 'ALLOW', members: 'two' } as const;

/** Deploys a stack, and then configures the simulator for its replacement. */
async function deployReplaceable(options: ConstructorParameters<typeof StackUnderTest>[0] = {}) {
  const deployment = new StackUnderTest();
  await deployment.deploy();
  deployment.simulator.configure(options);
  const { alias } = deployment.onlyAccessPoint;
  deployment.simulator.journal.clear();
  return { deployment, alias };
}

describe('createHandlers', () => {
  test('refuses a replacement without ALLOW, changes nothing and rolls back', async () => {
    const { deployment, alias } = await deployReplaceable();
    const { reason } = await deployment.deploy({ members: 'two' });
    expect(reason).toContain(
      '[MRAP903] access point "media" would be replaced and lose its alias, '
        + 'because the template has another set of buckets; nothing was changed',
    );
    expect(deployment.mutations).toEqual([]);
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
    expect(await deployment.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('creates the replacement with a new name before it deletes the old access point', async () => {
    const { deployment, alias } = await deployReplaceable();
    expect(await deployment.deploy(ALLOWED)).toMatchObject({ succeeded: true });
    expect(deployment.onlyAccessPoint.name).toMatch(/^media-[0-9a-f]{8}$/);
    expect(deployment.onlyAccessPoint.alias).not.toBe(alias);
    const order = deployment.simulator.journal.entries
      .filter(({ operation }) => /^(Create|Delete)Multi/.test(operation!))
      .map(({ operation }) => operation);
    expect(order).toEqual(['CreateMultiRegionAccessPoint', 'DeleteMultiRegionAccessPoint']);
  });

  describe('for a failed replacement', () => {
    test.each(['old id', 'new id'] as const)(
      'keeps only the replaced access point if the rollback uses the %s',
      async (rollbackUnder) => {
        const { deployment, alias } = await deployReplaceable({
          asyncFailure: ({ operation }) =>
            operation.startsWith('Create') ? { code: 'InternalErrors', leaves: 'partial' } : undefined,
        });
        expect(await deployment.deploy(ALLOWED, { rollbackUnder })).toMatchObject({ succeeded: false });
        await deployment.wait();
        expect(deployment.onlyAccessPoint.alias).toBe(alias);
      },
    );

    test('keeps a replaced access point that itself replaced another one', async () => {
      const { deployment } = await deployReplaceable();
      await deployment.deploy(ALLOWED);
      const { alias } = deployment.onlyAccessPoint;
      await deployment.deploy({ replacement: 'ALLOW', name: 'video' }, { incident: { change: 1 } });
      await deployment.wait();
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
    });

    test('deletes the new access point if the replacement is cancelled before it has an id', async () => {
      const { deployment, alias } = await deployReplaceable({ duration: () => 60 * SECOND });
      const { reason } = await deployment.deploy(ALLOWED, { incident: { change: 0, afterMs: 5 * SECOND } });
      expect(reason).toBe('cancelled');
      await deployment.wait();
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
      expect(deployment.simulator.snapshot().retired).toHaveLength(1);
    });

    test('reports and keeps the new access point with a given name if the replacement is cancelled', async () => {
      const { deployment, alias } = await deployReplaceable({ duration: () => 60 * SECOND });
      await deployment.deploy(
        { replacement: 'ALLOW', name: 'video' },
        { incident: { change: 0, afterMs: 5 * SECOND } },
      );
      await deployment.wait();
      expect(deployment.live.media.alias).toBe(alias);
      expect(Object.keys(deployment.live)).toEqual(['media', 'video']);
      expect(deployment.codes).toContain('MRAP907');
    });

    describe('without a rollback', () => {
      /** Cancels a replacement before it has an id. Its handler then still creates the access point. */
      async function cancelReplacement() {
        const { deployment, alias } = await deployReplaceable({ duration: () => 60 * SECOND });
        await deployment.deploy(ALLOWED, { incident: { change: 0, afterMs: 5 * SECOND }, onFailure: 'keep' });
        await deployment.wait(10 * MINUTE);
        expect(Object.keys(deployment.live)).toEqual(['media', expect.stringMatching(/^media-[0-9a-f]{8}$/)]);
        return { deployment, alias };
      }

      test('continues the cancelled replacement if the update is repeated', async () => {
        const { deployment, alias } = await cancelReplacement();
        expect(await deployment.deploy(ALLOWED)).toMatchObject({ succeeded: true });
        expect(deployment.onlyAccessPoint.name).toMatch(/^media-/);
        expect(deployment.onlyAccessPoint.alias).not.toBe(alias);
        await deployment.destroy();
        expect(deployment.live).toEqual({});
      });

      test('leaves the new access point of a cancelled replacement if the stack is deleted', async () => {
        const { deployment } = await cancelReplacement();
        await deployment.destroy();
        expect(deployment.onlyAccessPoint.name).toMatch(/^media-[0-9a-f]{8}$/);
      });
    });

    test('keeps the replacement if the replaced access point was recreated manually', async () => {
      const { deployment } = await deployReplaceable();
      await deployment.recreate();
      await deployment.deploy(ALLOWED, { incident: { change: 1 } });
      const names = Object.keys(deployment.live);
      expect(names).toEqual(['media', expect.stringMatching(/^media-[0-9a-f]{8}$/)]);
      expect(await deployment.deploy({ policy: 2 })).toMatchObject({ succeeded: true });
      expect(Object.keys(deployment.live)).toEqual(names);
    });

    describe('after which the replacement stays, because the replaced access point was recreated manually', () => {
      async function keepReplacement() {
        const { deployment } = await deployReplaceable();
        await deployment.recreate();
        await deployment.deploy(ALLOWED, { incident: { change: 1 } });
        const { Alias: alias } = deployment.stack.resources.get('Media')!.data;
        return { deployment, alias };
      }

      test.each(['old id', 'new id'] as const)('rolls back the next one under the %s', async (rollbackUnder) => {
        const { deployment, alias } = await keepReplacement();
        const change = { name: 'video', replacement: 'ALLOW' } as const;
        expect(await deployment.deploy(change, { incident: { change: 1 }, rollbackUnder }))
          .toMatchObject({ succeeded: false });
        expect(deployment.retries).toBe(0);
        expect(deployment.stack.resources.get('Media')!.data.Alias).toBe(alias);
        expect(Object.keys(deployment.live)).toEqual(['media', expect.stringMatching(/^media-[0-9a-f]{8}$/)]);
      });

      test('refuses to replace it without a change of its declaration, so that no rollback deletes it', async () => {
        const { deployment, alias } = await keepReplacement();
        const change = { replacement: 'ALLOW', timeoutMinutes: 30 } as const;
        const { reason } = await deployment.deploy(change, { incident: { change: 0 } });
        expect(Object.values(deployment.live).map((live) => live.alias)).toContain(alias);
        expect(deployment.stack.resources.get('Media')!.data.Alias).toBe(alias);
        expect(reason).toContain('MRAP960');
        expect(deployment.retries).toBe(0);
      });

      test('deletes the access point of the next one if that is cancelled before it has an id', async () => {
        const { deployment, alias } = await keepReplacement();
        const live = Object.keys(deployment.live);
        deployment.simulator.configure({ duration: () => 60 * SECOND });
        const change = { block: 'partial', replacement: 'ALLOW' } as const;
        const { reason } = await deployment.deploy(change, { incident: { change: 0, afterMs: 5 * SECOND } });
        expect(reason).toBe('cancelled');
        await deployment.wait();
        expect(deployment.stack.resources.get('Media')!.data.Alias).toBe(alias);
        expect(Object.keys(deployment.live)).toEqual(live);
      });

      test('replaces it if the template declares another name', async () => {
        const { deployment, alias } = await keepReplacement();
        expect(await deployment.deploy({ name: 'video', replacement: 'ALLOW' })).toMatchObject({ succeeded: true });
        expect(Object.keys(deployment.live).sort()).toEqual(['media', 'video']);
        expect(deployment.live.video.alias).not.toBe(alias);
      });

      test('keeps it if the failed change is deployed again', async () => {
        const { deployment, alias } = await keepReplacement();
        expect(await deployment.deploy(ALLOWED)).toMatchObject({ succeeded: true });
        expect(deployment.stack.resources.get('Media')!.data.Alias).toBe(alias);
      });

      test('rolls back a refused change of the next replacement that stays', async () => {
        const { deployment } = await keepReplacement();
        const { name } = Object.values(deployment.live).find((entry) => entry.name !== 'media')!;
        deployment.simulator.faults.add(({ operation, input }) => {
          const isReplaced = operation === 'CreateMultiRegionAccessPoint' && JSON.stringify(input).includes('video');
          if (isReplaced) void new Operator(deployment.simulator).deleteAccessPoint(name);
          return undefined;
        });
        await deployment.deploy({ name: 'video', replacement: 'ALLOW' }, { incident: { change: 1 } });
        expect(Object.keys(deployment.live).sort()).toEqual(['media', 'video']);
        const { reason } = await deployment.deploy({ timeoutMinutes: 30 });
        expect(reason).toContain('[MRAP960] access point "video" differs from its declaration since a failed update');
        expect(deployment.retries).toBe(0);
        expect(Object.keys(deployment.live).sort()).toEqual(['media', 'video']);
      });
    });
  });

  test('refuses a replacement that does not fit into the id', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const outcomes = [];
    for (let index = 0; index < 24; index += 1) {
      outcomes.push(
        await deployment.deploy({
          replacement: 'ALLOW',
          name: index % 2 === 0 ? 'video' : 'media',
          members: index % 3 === 0 ? 'two' : 'three',
        }),
      );
    }
    const refused = outcomes.findIndex(({ succeeded }) => !succeeded);
    expect(refused).toBeGreaterThan(5);
    expect(outcomes[refused].reason).toContain('[MRAP919] access point');
    expect(Object.keys(deployment.live)).toHaveLength(1);
  });

  describe('for a change of mutable properties', () => {
    test.each([
      ['property order', (properties: Properties) => Object.fromEntries(Object.entries(properties).reverse())],
      [
        'Region order',
        (properties: Properties) => ({ ...properties, Buckets: [...(properties.Buckets as object[])].reverse() }),
      ],
      ['timeout', (properties: Properties) => ({ ...properties, TimeoutSeconds: 600, ServiceTimeout: 900 })],
    ])('does not change the access point if the %s differs', async (_name, change) => {
      const deployment = new StackUnderTest();
      await deployment.deploy();
      deployment.simulator.journal.clear();
      const template = [...deployment.stack.resources.values()].map(({ declared, properties }) => ({
        ...declared,
        properties: () => (declared.logicalId === 'Media' ? change(properties) : properties),
      }));
      expect(await deployment.run(deployment.stack.deploy(template))).toMatchObject({ succeeded: true });
      expect(deployment.simulator.journal.entries.length).toBeGreaterThan(0);
      expect(deployment.mutations).toEqual([]);
    });
  });

  test.each([
    ['Media', { Replacement: 'PERHAPS' }],
    ['MediaPolicy', { Origin: 'elsewhere' }],
    ['MediaRoutes', { LiveRoutes: 'PERHAPS' }],
  ])('fails for malformed properties of %s and rolls back', async (logicalId, change) => {
    const { deployment, alias } = await deployReplaceable();
    const broken = [...deployment.stack.resources.values()].map(({ declared, properties }) => ({
      ...declared,
      properties: () => ({ ...properties, ...(declared.logicalId === logicalId ? change : {}) }),
    }));
    expect((await deployment.run(deployment.stack.deploy(broken))).reason).toContain('MRAP916');
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
    expect(await deployment.deploy({ policy: 1, routes: 1 })).toMatchObject({ succeeded: true });
  });

  test('does not overwrite the policy of a rollback with the policy of the cancelled change', async () => {
    const { deployment } = await deployReplaceable();
    // S3 throttles the new policy until CloudFormation has cancelled the change and rolled it back. The handler then
    // still runs.
    const began = deployment.clock.now();
    deployment.simulator.faults.add(({ input, at }) =>
      JSON.stringify(input).includes('s3:PutObject') && at < began + 45 * SECOND ? slowDownFault() : undefined,
    );
    await deployment.deploy({ policy: 1 }, { incident: { change: 0, afterMs: 10 * SECOND } });
    await deployment.wait();
    expect(deployment.allowed).toEqual(['s3:GetObject']);
  });
});
