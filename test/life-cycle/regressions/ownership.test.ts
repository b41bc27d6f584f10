import { putPolicyOwner, readPolicyOwner } from '../../../control/own';
import { getPolicy } from '../../../control/policies';
import { serviceFault } from '../../../simulator';
import { Operator } from '../../support/operator';
import { directS3 } from '../../support/simulated-s3';
import { adoptByOtherStack, StackUnderTest, MINUTE, SECOND, declareStack } from '../support';

const ADOPT = { existing: 'ADOPT' } as const;

const putManually = ({ simulator, onlyAccessPoint: { arn } }: StackUnderTest) =>
  simulator.call(
    'PutMultiRegionAccessPointPolicy',
    {
      ClientToken: 'operator',
      Details: {
        Name: 'media',
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: '111122223333' },
              Action: 's3:PutObject',
              Resource: `${arn}/object/*`,
            },
          ],
        }),
      },
    },
    { accountId: '111122223333', region: 'us-west-2', caller: 'operator' },
  );

describe('createHandlers', () => {
  test('keeps an adopted access point after its maker has changed the policy and was destroyed', async () => {
    const { maker, adopter, alias } = await adoptByOtherStack();
    expect((await maker.deploy({ policy: 1 })).reason).toContain('[MRAP940] policy of access point "media"');
    expect(maker.codes).toContain('MRAP946');
    await maker.wait();
    await maker.destroy();
    expect(maker.onlyAccessPoint.alias).toBe(alias);
    expect(await maker.run(adopter.deploy(declareStack({ ...ADOPT, policy: 1 })))).toMatchObject({ succeeded: true });
    expect(maker.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
  });

  test('rolls back the maker without a change of the policy that the adopter declares', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    expect(await maker.run(adopter.deploy(declareStack({ ...ADOPT, policy: 1 })))).toMatchObject({ succeeded: true });
    expect((await maker.deploy({ policy: 2 })).reason).toContain('MRAP940');
    expect(maker.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(maker.reports.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^policy of access point "media" was left to its owner .*a rollback must not fail$/),
    );
  });

  test('reports that S3 refuses to hand an access point back, and succeeds', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    maker.simulator.faults.add(({ operation, caller }) =>
      operation === 'PutMultiRegionAccessPointPolicy' && caller === 'handler'
        ? serviceFault('MalformedPolicy', 400)
        : undefined);
    await maker.run(adopter.destroy());
    expect(maker.codes).toContain('MRAP943');
    expect(maker.onlyAccessPoint.name).toBe('media');
  });

  describe('for a cancelled adoption', () => {
    /** Cancels an adoption after its claim, and lets S3 refuse policies of the rollback. */
    async function cancelAdoption(refusals: number) {
      const maker = new StackUnderTest();
      await maker.deploy();
      const claims = countPolicies(maker);
      const adopter = maker.createOtherStack();
      let refused = 0;
      maker.simulator.configure({
        asyncFailure: ({ operation }) => {
          if (operation !== 'PutMultiRegionAccessPointPolicy' || countPolicies(maker) <= claims + 1) return undefined;
          refused += 1;
          return refused <= refusals
            ? { code: 'MalformedPolicy', message: 'Invalid principal in policy', leaves: 'nothing' } : undefined;
        },
      });
      // Without an answer of CloudFormation, the adoption does not know that it was cancelled.
      maker.directory.beforeRead = async () => { throw new Error('CloudFormation does not answer'); };
      await maker.run(adopter.deploy(declareStack(ADOPT), { incident: { change: 0, afterMs: 100 } }));
      await maker.wait();
      maker.simulator.configure({ asyncFailure: () => undefined });
      return maker;
    }
    const countPolicies = ({ mutations }: StackUnderTest) =>
      mutations.filter((operation) => operation === 'PutMultiRegionAccessPointPolicy').length;

    test('hands the access point back after S3 has refused the policy once', async () => {
      const maker = await cancelAdoption(1);
      expect(maker.codes).not.toContain('MRAP943');
      expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
    });

    test('reports one refusal if S3 refuses every policy', async () => {
      const maker = await cancelAdoption(Infinity);
      expect(maker.codes.filter((code) => code === 'MRAP943')).toEqual(['MRAP943']);
    });
  });

  test('keeps an access point that a renamed construct adopted in an earlier deployment', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const { alias } = deployment.onlyAccessPoint;
    const renamed = declareStack({ ...ADOPT, construct: 'Renamed' });
    const both = [...declareStack(), ...renamed];
    expect(await deployment.run(deployment.stack.deploy(both))).toMatchObject({ succeeded: true });
    const changed = declareStack({ ...ADOPT, construct: 'Renamed', policy: 1 });
    expect(await deployment.run(deployment.stack.deploy(changed))).toMatchObject({ succeeded: true });
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
    expect(deployment.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
  });

  test('fails to delete an access point whose policy another tool has changed', async () => {
    const { maker, alias } = await adoptByOtherStack();
    await putManually(maker);
    maker.clock.advance(10 * MINUTE);
    await expect(maker.destroy()).rejects.toThrow('[MRAP944] access point "media" was not deleted');
    expect(maker.onlyAccessPoint.alias).toBe(alias);
  });

  test('deletes an access point after its owner is written into the policy again', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    await putManually(maker);
    maker.clock.advance(10 * MINUTE);
    const failure = await maker.destroy().catch((error: Error) => error.message);
    const [, arn, owner] = /cdk-s3-mrap own (\S+) --owner (\S+) /.exec(String(failure))!;
    expect(arn).toBe(maker.onlyAccessPoint.arn);
    const s3 = directS3(maker.simulator);
    const policy = await getPolicy(s3, '111122223333', 'media');
    await putPolicyOwner(
      s3, maker.clock, '111122223333', 'media', readPolicyOwner(policy.established!).statements, owner,
    );
    maker.clock.advance(10 * MINUTE);
    await maker.destroy();
    expect(maker.live).toEqual({});
  });

  test('keeps an access point of a removed construct whose policy another tool has changed', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const { alias } = deployment.onlyAccessPoint;
    await putManually(deployment);
    deployment.clock.advance(10 * MINUTE);
    expect(await deployment.deployNothing()).toMatchObject({ succeeded: true });
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
    expect(deployment.codes).toContain('MRAP907');
  });

  test('deletes nothing under a marker that was put over the policy of another tool', async () => {
    const { maker, alias } = await adoptByOtherStack();
    await putManually(maker);
    maker.clock.advance(10 * MINUTE);
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
    await expect(maker.destroy()).rejects.toThrow('MRAP944');
    expect(maker.onlyAccessPoint.alias).toBe(alias);
  });

  test.each([0, 1, 2])('hands an access point back if the adoption fails after change %d', async (change) => {
    const maker = new StackUnderTest();
    await maker.deploy({ policy: 1 });
    const adopter = maker.createOtherStack();
    const template = declareStack({ ...ADOPT, policy: 1 });
    expect(await maker.run(adopter.deploy(template, { incident: { change } }))).toMatchObject({ succeeded: false });
    expect(await maker.deploy({ policy: 0 })).toMatchObject({ succeeded: true });
    expect(maker.allowed).toEqual(['s3:GetObject']);
    await maker.destroy();
    expect(maker.live).toEqual({});
  });

  test('hands an access point back if the adoption is cancelled', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    const adopter = maker.createOtherStack();
    // Without an answer of CloudFormation, the adoption does not know that it was cancelled.
    maker.directory.beforeRead = async () => { throw new Error('CloudFormation does not answer'); };
    await maker.run(adopter.deploy(declareStack(ADOPT), { incident: { change: 0, afterMs: 100 } }));
    await maker.wait();
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
    await maker.destroy();
    expect(maker.live).toEqual({});
  });

  test('hands an access point back if S3 establishes the policy late and fails once', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    const adopter = maker.createOtherStack();
    expect(await maker.run(adopter.deploy(declareStack(ADOPT)))).toMatchObject({ succeeded: true });
    let operations = 0;
    maker.simulator.configure({
      duration: () => 9 * MINUTE,
      asyncFailure: () => {
        operations += 1;
        return operations === 1 ? { code: 'InternalErrors', leaves: 'nothing' } : undefined;
      },
    });
    await maker.run(adopter.destroy());
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('waits for its put in a new process, although reads now show the owner that the put replaces', async () => {
    const maker = new StackUnderTest({ coldStarts: true });
    await maker.deploy();
    const s3 = directS3(maker.simulator);
    const { statements } = readPolicyOwner((await getPolicy(s3, '111122223333', 'media')).established!);
    let puts = 0;
    maker.simulator.configure({
      policyLagMs: 20 * SECOND,
      duration: () => {
        puts += 1;
        return puts === 1 ? 5 * MINUTE : 10 * MINUTE;
      },
    });
    // The update does not wait longer than four minutes for this put, and puts its policy before reads show it.
    await putPolicyOwner(s3, maker.clock, '111122223333', 'media', statements, 'f'.repeat(20));
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('hands an access point back if the deletion by another tool fails', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    maker.simulator.configure({
      duration: ({ operation }) => (operation === 'DeleteMultiRegionAccessPoint' ? MINUTE : 0),
      asyncFailure: ({ operation }) =>
        (operation === 'DeleteMultiRegionAccessPoint' ? { code: 'InternalErrors' } : undefined),
    });
    expect(await new Operator(maker.simulator).deleteAccessPoint('media')).toBe(true);
    await maker.run(adopter.destroy());
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('hands an access point back if a second delivery of the failed adoption still runs', async () => {
    let invocations = -1;
    const maker = new StackUnderTest({
      plan: () => {
        if (invocations >= 0) invocations += 1;
        return invocations === 2 ? { death: { call: 1, when: 'after', how: 'exited' } } : {};
      },
    });
    await maker.deploy();
    // The second delivery sees the result of its operation ten seconds later.
    maker.simulator.configure({ duplicateName: 'asynchronous', duration: () => 10 * SECOND });
    invocations = 0;
    // Without an answer of CloudFormation, the second delivery does not know that the first one has failed.
    maker.directory.beforeRead = async () => { throw new Error('CloudFormation does not answer'); };
    const adopter = maker.createOtherStack({ deliveries: ({ type }) => (type === 'Create' ? [0, SECOND] : [0]) });
    expect(await maker.run(adopter.deploy(declareStack(ADOPT)))).toMatchObject({ succeeded: false });
    await maker.wait();
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('hands an access point back to the first adopter when the second one is destroyed', async () => {
    const first = new StackUnderTest();
    await first.createForeign();
    first.clock.advance(10 * MINUTE);
    expect(await first.deploy({ ...ADOPT, policy: 1 })).toMatchObject({ succeeded: true });
    const second = first.createOtherStack();
    expect(await first.run(second.deploy(declareStack({ ...ADOPT, policy: 1 })))).toMatchObject({ succeeded: true });
    await first.run(second.destroy());
    expect(await first.deploy({ ...ADOPT, policy: 0 })).toMatchObject({ succeeded: true });
    expect(first.allowed).toEqual(['s3:GetObject']);
  });

  test('waits for the first policy of a new access point before it adopts it', async () => {
    const deployment = new StackUnderTest();
    await deployment.createForeign();
    const start = deployment.clock.now();
    expect(await deployment.deploy(ADOPT)).toMatchObject({ succeeded: true });
    expect(deployment.clock.now() - start).toBeGreaterThanOrEqual(8 * MINUTE);
  });

  test('deletes the access point of a renamed construct with its stack', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    await deployment.deploy({ ...ADOPT, construct: 'Renamed' });
    await deployment.destroy();
    expect(deployment.live).toEqual({});
  });

  test('keeps the access point if the renaming of its construct is rolled back', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const { alias } = deployment.onlyAccessPoint;
    const template = declareStack({ ...ADOPT, construct: 'Renamed' });
    expect(await deployment.run(deployment.stack.deploy(template, { incident: { change: 2 } }))).toMatchObject({
      succeeded: false,
    });
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
    expect(await deployment.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('keeps an access point that an operator creates after a failed creation', async () => {
    const deployment = new StackUnderTest({
      duration: ({ operation }) => (operation.startsWith('Create') ? 12 * MINUTE : 0),
    });
    const [{ type, properties }] = declareStack({ timeoutMinutes: 10 });
    const request = { resourceType: type, logicalId: 'Media', properties: properties(() => '') };
    const { physicalId } = await deployment.run(deployment.cloudFormation.send({ ...request, type: 'Create' }));
    deployment.clock.advance(10 * MINUTE);
    deployment.simulator.configure({ duration: () => 0 });
    await deployment.deleteManually();
    const alias = await deployment.createForeign();
    await deployment.run(deployment.cloudFormation.send({ ...request, type: 'Delete', physicalId }));
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
  });

  test('continues a creation with a generated name that was cancelled and not rolled back', async () => {
    const deployment = new StackUnderTest({ duration: () => 5 * MINUTE });
    const [{ type, properties }] = declareStack({ name: undefined });
    const fields = { resourceType: type, logicalId: 'Media', properties: properties(() => '') };
    const request = { ...fields, type: 'Create' } as const;
    void deployment.cloudFormation.send(request);
    await deployment.wait(MINUTE);
    deployment.cloudFormation.cancel('Media', 'Create');
    await deployment.wait(30 * MINUTE);
    const { alias } = deployment.onlyAccessPoint;
    const response = await deployment.run(deployment.cloudFormation.send(request));
    expect(response).toMatchObject({ status: 'SUCCESS', data: { Alias: alias } });
  });
});
