import { emptyAnswerFault, faultInFirstCalls } from '../../../simulator';
import { makePolicy } from '../schedules/template';
import { declareStack, MINUTE, StackUnderTest } from '../support';

const ADOPT = { existing: 'ADOPT' } as const;

/** Creates an access point outside the stack. */
async function createForeign(members: 'three' | 'two' = 'three') {
  const deployment = new StackUnderTest();
  const alias = await deployment.createForeign(
    'media',
    ['media-eu', 'media-us', 'media-jp'].slice(0, members === 'three' ? 3 : 2),
  );
  return { deployment, alias };
}

describe('createHandlers', () => {
  describe('with ADOPT', () => {
    test('adopts an access point with its alias on create', async () => {
      const { deployment, alias } = await createForeign();
      expect(await deployment.deploy(ADOPT)).toMatchObject({ succeeded: true });
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
      expect(deployment.active).toEqual(['eu-west-1']);
    });

    test('keeps the access point when policy and routes change', async () => {
      const { deployment, alias } = await createForeign();
      await deployment.deploy(ADOPT);
      expect(await deployment.deploy({ ...ADOPT, policy: 1, routes: 1 })).toMatchObject({ succeeded: true });
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
      expect(deployment.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
      expect(deployment.active).toEqual(['us-east-1']);
    });

    test('does not adopt an access point on update', async () => {
      const { deployment } = await createForeign();
      const { alias } = deployment.onlyAccessPoint;
      await deployment.deploy({ name: 'video', replacement: 'ALLOW' });
      const { reason } = await deployment.deploy({ ...ADOPT, name: 'media', replacement: 'ALLOW' });
      expect(reason).toContain('MRAP901');
      expect(deployment.live.media.alias).toBe(alias);
      expect(Object.keys(deployment.live).sort()).toEqual(['media', 'video']);
    });

    test('keeps the adopted access point after a rollback', async () => {
      const { deployment, alias } = await createForeign();
      await deployment.deploy(ADOPT, { incident: { change: 0 } });
      await deployment.wait();
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
    });

    test('keeps the adopted access point on delete', async () => {
      const { deployment, alias } = await createForeign();
      await deployment.deploy(ADOPT);
      await deployment.destroy();
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
    });

    test('refuses an access point that differs, lists the differences and keeps it', async () => {
      const { deployment, alias } = await createForeign('two');
      const { reason } = await deployment.deploy(ADOPT);
      expect(reason).toContain(
        '[MRAP905] access point "media" cannot be adopted, because it differs: '
          + 'bucket "media-jp" is declared but not a member',
      );
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
    });
  });

  describe('for an adopter that leaves', () => {
    const DEFAULT_STATEMENTS = 2;

    async function createWithoutPolicy() {
      const { deployment } = await createForeign();
      deployment.clock.advance(20 * MINUTE);
      return deployment;
    }
    const countStatements = ({ onlyAccessPoint }: StackUnderTest) =>
      (JSON.parse(onlyAccessPoint.policy.established!) as { Statement: object[] }).Statement.length;

    test('removes the statements after a failed deployment if there was no policy before', async () => {
      const deployment = await createWithoutPolicy();
      await deployment.deploy({ ...ADOPT, policy: 1 }, { incident: { change: 1 } });
      expect(countStatements(deployment)).toBe(DEFAULT_STATEMENTS);
      expect(deployment.codes).not.toContain('MRAP955');
    });

    test('removes the statements of a renamed construct if there was no policy before', async () => {
      const deployment = await createWithoutPolicy();
      await deployment.deploy({ ...ADOPT, policy: 1 });
      await deployment.deploy({ ...ADOPT, policy: 1, construct: 'Renamed' });
      await deployment.destroy();
      expect(countStatements(deployment)).toBe(DEFAULT_STATEMENTS);
    });

    test('keeps and reports statements that an operator has edited below the marker', async () => {
      const deployment = await createWithoutPolicy();
      await deployment.deploy({ ...ADOPT, policy: 1 });
      const policy = JSON.parse(deployment.onlyAccessPoint.policy.established!) as { Statement: object[] };
      const edited = { ...policy.Statement[0], Sid: 'Edited' };
      await deployment.putPolicyManually({ ...policy, Statement: [...policy.Statement, edited] });
      await deployment.destroy();
      expect(deployment.onlyAccessPoint.policy.established).toContain('Edited');
      expect(deployment.codes).toContain('MRAP955');
    });

    test('reports the statements that the stack has changed', async () => {
      const deployment = await createWithoutPolicy();
      await deployment.putPolicyManually(makePolicy(deployment.onlyAccessPoint.arn, 0));
      await deployment.deploy(ADOPT);
      expect(await deployment.deploy({ ...ADOPT, policy: 1 })).toMatchObject({ succeeded: true });
      await deployment.destroy();
      expect(deployment.codes).toEqual(['MRAP955']);
    });

    test('reports nothing if the stack has not changed the statements', async () => {
      const deployment = await createWithoutPolicy();
      await deployment.putPolicyManually(makePolicy(deployment.onlyAccessPoint.arn, 0));
      await deployment.deploy(ADOPT);
      await deployment.destroy();
      expect(deployment.codes).toEqual([]);
    });

    describe('of a policy with an id of another tool', () => {
      async function createWithId() {
        const deployment = await createWithoutPolicy();
        const policy = { Id: 'team-media-7', ...makePolicy(deployment.onlyAccessPoint.arn, 0) };
        await deployment.putPolicyManually(policy);
        return { deployment, policy };
      }
      const readPolicy = ({ onlyAccessPoint }: StackUnderTest): unknown =>
        JSON.parse(onlyAccessPoint.policy.established!);

      test('restores the policy after a refused adoption', async () => {
        const { deployment, policy } = await createWithId();
        expect((await deployment.deploy({ ...ADOPT, policy: 1 })).reason).toContain('MRAP917');
        expect(readPolicy(deployment)).toEqual(policy);
      });

      test('restores the id after the second of two adopters has changed the policy and leaves', async () => {
        const { deployment, policy } = await createWithId();
        await deployment.deploy(ADOPT);
        await deployment.deploy({ ...ADOPT, construct: 'Renamed' });
        await deployment.deploy({ ...ADOPT, construct: 'Renamed', policy: 1 });
        await deployment.destroy();
        expect(readPolicy(deployment)).toEqual({ ...makePolicy(deployment.onlyAccessPoint.arn, 1), Id: policy.Id });
      });
    });

    test('does not let a second adopter overwrite the statements of the first one', async () => {
      const deployment = await createWithoutPolicy();
      await deployment.deploy({ ...ADOPT, policy: 1 });
      const other = deployment.createOtherStack();
      const { reason } = await deployment.run(other.deploy(declareStack({ ...ADOPT, policy: 2 })));
      expect(reason).toContain('MRAP917');
      expect(deployment.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
    });
  });

  describe('for a renamed construct', () => {
    test('refuses the name and changes nothing', async () => {
      const deployment = new StackUnderTest();
      await deployment.deploy();
      const before = deployment.onlyAccessPoint;
      const { reason } = await deployment.deploy({ construct: 'Renamed' });
      expect(reason).toContain('MRAP901');
      expect(deployment.onlyAccessPoint).toEqual(before);
      expect(await deployment.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
    });

    test('keeps the alias in two deployments with retain and ADOPT', async () => {
      const deployment = new StackUnderTest();
      await deployment.deploy({ retain: 'except on create' });
      const { alias } = deployment.onlyAccessPoint;
      await deployment.deployNothing();
      expect(deployment.active).toEqual(['eu-west-1']);
      expect(await deployment.deploy({ ...ADOPT, construct: 'Renamed', retain: 'except on create' })).toMatchObject({
        succeeded: true,
      });
      expect(deployment.active).toEqual(['eu-west-1']);
      await deployment.destroy();
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
    });

    test('does not delete an access point that the construct adopts in the same deployment', async () => {
      const deployment = new StackUnderTest();
      await deployment.deploy();
      const { alias } = deployment.onlyAccessPoint;
      expect(await deployment.deploy({ ...ADOPT, construct: 'Renamed' })).toMatchObject({ succeeded: true });
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
      expect(deployment.reports.map(({ message }) => message).join()).toContain('another resource has adopted it');
    });

    test('does not delete the adopted access point when the response with its policy is truncated', async () => {
      const deployment = new StackUnderTest();
      await deployment.deploy();
      const { alias } = deployment.onlyAccessPoint;
      const former = deployment.stack.resources.get('Media')!;
      await deployment.deploy({ ...ADOPT, construct: 'Renamed' });
      deployment.simulator.faults.add(
        faultInFirstCalls(1, emptyAnswerFault(200), ({ operation }) => operation === 'GetMultiRegionAccessPointPolicy'),
      );
      await deployment.run(
        deployment.cloudFormation.send({
          type: 'Delete',
          resourceType: former.declared.type,
          logicalId: 'Media',
          properties: former.properties,
          physicalId: former.physicalId,
        }),
      );
      expect(deployment.onlyAccessPoint.alias).toBe(alias);
    });
  });
});
