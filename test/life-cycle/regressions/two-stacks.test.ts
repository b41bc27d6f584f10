import { parsePolicyMarker, renderPolicyWithMarker } from '../../../control/policy-marker';
import { emptyAnswerFault, serviceFault, slowAnswerFault } from '../../../simulator';
import { Operator } from '../../support/operator';
import { adoptByOtherStack, MINUTE, SECOND, StackUnderTest, declareStack } from '../support';

const ADOPT = { existing: 'ADOPT' } as const;
const ACCOUNT = '111122223333';

const readOwner = ({ onlyAccessPoint }: StackUnderTest) => parsePolicyMarker(onlyAccessPoint.policy.established)?.owner;

describe('createHandlers', () => {
  test('deletes an access point with its maker after its adopter was destroyed', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    await maker.run(adopter.destroy());
    await maker.wait();
    await maker.destroy();
    expect(maker.live).toEqual({});
  });

  test('keeps an adopted access point after both constructs have changed the policy', async () => {
    const deployment = new StackUnderTest();
    await deployment.deploy();
    const { alias } = deployment.onlyAccessPoint;
    const [before, after] = [0, 1].map((policy) => declareStack({ ...ADOPT, construct: 'Renamed', policy }));
    for (const template of [[...declareStack(), ...before], [...after, ...declareStack({ policy: 1 })], after]) {
      expect(await deployment.run(deployment.stack.deploy(template))).toMatchObject({ succeeded: true });
    }
    await deployment.wait();
    expect(deployment.onlyAccessPoint.alias).toBe(alias);
  });

  test('restores the policy of an adopter whose update another adoption interrupts and then fails', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    const update = adopter.deploy(declareStack({ ...ADOPT, policy: 1 }));
    const adoption = maker.clock.sleep(3 * SECOND).then(() =>
      maker.stack.deploy(declareStack({ ...ADOPT, construct: 'Renamed' })));
    const outcomes = await maker.run(Promise.all([update, adoption]));
    expect(outcomes.map(({ succeeded }) => succeeded)).toEqual([false, false]);
    await maker.wait();
    expect(maker.allowed).toEqual(['s3:GetObject']);
  });

  test('lets the maker change its policy while the refused policy of an adopter stays proposed', async () => {
    const maker = new StackUnderTest({ failedPolicy: 'stays' });
    await maker.deploy();
    const { policy: { established } } = maker.onlyAccessPoint;
    const marker = parsePolicyMarker(established)!;
    const Policy = renderPolicyWithMarker(
      JSON.parse(established!) as Record<string, unknown>,
      { ...marker, owner: [...marker.owner!].reverse().join('') },
    );
    maker.simulator.configure({ asyncFailure: () => ({ code: 'MalformedPolicy', leaves: 'nothing' }) });
    await maker.simulator.call(
      'PutMultiRegionAccessPointPolicy',
      { ClientToken: 'adopter', Details: { Name: 'media', Policy } },
      { accountId: ACCOUNT, region: 'us-west-2', caller: 'adopter' },
    );
    await maker.wait();
    maker.simulator.configure({ asyncFailure: () => undefined });
    expect(maker.onlyAccessPoint.policy.proposed).toBe(Policy);
    expect(await maker.deploy({ policy: 2 })).toMatchObject({ succeeded: true });
    expect(maker.allowed).toEqual(['s3:PutObject']);
  });

  test('hands an access point back to its maker after the construct of the adopter was renamed', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    const renamed = declareStack({ ...ADOPT, construct: 'Renamed' });
    expect(await maker.run(adopter.deploy(renamed))).toMatchObject({ succeeded: true });
    await maker.run(adopter.destroy());
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
    await maker.destroy();
    expect(maker.live).toEqual({});
  });

  test('hands an access point back to its maker after a failed adoption by a second construct', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    const owner = readOwner(maker);
    const both = [...declareStack(ADOPT), ...declareStack({ ...ADOPT, construct: 'Renamed' })];
    await maker.run(adopter.deploy(both, { incident: { change: 1 } }));
    expect(readOwner(maker)).toBe(owner);
    await maker.run(adopter.destroy());
    expect(readOwner(maker)).toBeDefined();
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('keeps an adopted access point if responses with its policy are truncated for a minute', async () => {
    const { maker, alias } = await adoptByOtherStack();
    const until = maker.clock.now() + MINUTE;
    maker.simulator.faults.add(({ operation, at }) =>
      operation === 'GetMultiRegionAccessPointPolicy' && at < until ? emptyAnswerFault(200) : undefined);
    await maker.destroy();
    expect(maker.onlyAccessPoint.alias).toBe(alias);
  });

  test.each(['INCONSISTENT_ACROSS_REGIONS', 'PARTIALLY_DELETED'] as const)(
    'keeps an adopted access point that is %s',
    async (status) => {
      const { maker, alias } = await adoptByOtherStack();
      maker.simulator.setStatus(ACCOUNT, 'media', status);
      await maker.destroy();
      expect(maker.onlyAccessPoint.alias).toBe(alias);
      expect(maker.codes).toContain('MRAP907');
    },
  );

  test('deletes the stack of an adopter if the access point disappears between two reads', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    let isDeleted = false;
    maker.simulator.faults.add(({ operation, caller }) => {
      if (operation !== 'GetMultiRegionAccessPointPolicy' || caller !== 'handler' || isDeleted) return undefined;
      isDeleted = true;
      void new Operator(maker.simulator).deleteAccessPoint('media');
      return serviceFault('NoSuchMultiRegionAccessPoint', 404);
    });
    await maker.run(adopter.destroy());
    expect(maker.retries).toBe(0);
    await maker.wait();
    expect(maker.live).toEqual({});
  });

  test.each(['DELETING', 'PARTIALLY_DELETED'] as const)(
    'rolls back the policy of an access point that is %s', async (status) => {
      const deployment = new StackUnderTest();
      await deployment.deploy();
      deployment.simulator.faults.add(({ operation, input }) => {
        if (operation === 'SubmitMultiRegionAccessPointRoutes' && JSON.stringify(input).includes('media-us')) {
          deployment.simulator.setStatus(ACCOUNT, 'media', status);
        }
        return undefined;
      });
      const change = deployment.deploy({ policy: 1, routes: 1 }, { incident: { change: 1 } });
      expect(await change).toMatchObject({ succeeded: false });
      expect(deployment.retries).toBe(0);
      expect(deployment.codes).toContain('MRAP906');
    },
  );

  test.each([['fails', { incident: { change: 2 } }], ['is removed', {}]] as const)(
    'removes the grants of an adopter that %s from an access point without a policy', async (_what, options) => {
      const deployment = new StackUnderTest();
      await deployment.createForeign();
      deployment.clock.advance(3 * 60 * MINUTE);
      await deployment.deploy({ ...ADOPT, policy: 2 }, options);
      if (!('incident' in options)) await deployment.destroy();
      await deployment.wait();
      const { established } = deployment.onlyAccessPoint.policy;
      const { Statement: statements } = JSON.parse(established!) as { Statement: { Principal: object }[] };
      expect(statements).toHaveLength(2);
      expect(statements.map(({ Principal }) => Principal)).toEqual(
        [0, 1].map(() => ({ AWS: `arn:aws:iam::${ACCOUNT}:root` })));
    },
  );

  test('waits for the first policy of a creation of twelve minutes before it adopts the access point', async () => {
    const maker = new StackUnderTest({
      duration: ({ operation }) => (operation.startsWith('Create') ? 12 * MINUTE : SECOND),
      duplicateName: 'synchronous',
      createInFlight: 'already-owned',
    });
    const adopter = maker.createOtherStack();
    // The first policy of the maker follows four minutes after the creation.
    const until = maker.clock.now() + 16 * MINUTE;
    maker.simulator.faults.add(({ operation, input, at }) => {
      const isClaim = /-c[0-9a-f]{20}/.test(JSON.stringify(input));
      const isOfMaker = operation === 'PutMultiRegionAccessPointPolicy' && !isClaim;
      return isOfMaker && at < until ? serviceFault('OperationAborted', 409) : undefined;
    });
    const creation = maker.stack.deploy(declareStack({ policy: 1 }));
    const adoption = maker.clock.sleep(30 * SECOND).then(() =>
      adopter.deploy(declareStack({ ...ADOPT, policy: 1 })));
    const outcomes = await maker.run(Promise.all([creation, adoption]));
    expect(outcomes.map(({ succeeded }) => succeeded)).toEqual([true, true]);
  });

  test('deletes the stack of an adopter whose access point was deleted partially', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    maker.simulator.setStatus(ACCOUNT, 'media', 'PARTIALLY_DELETED');
    await maker.run(adopter.destroy());
    expect(maker.codes).toContain('MRAP943');
    expect(maker.retries).toBe(0);
  });

  test('hands an access point back if its policy changes at the same time', async () => {
    const { maker, adopter } = await adoptByOtherStack();
    const adopterPolicy = maker.onlyAccessPoint.policy.established!.replace('s3:GetObject', 's3:PutObject');
    maker.simulator.configure({ duration: () => SECOND / 2 });
    maker.simulator.faults.add(({ operation, caller, countOfThisOperation }) => {
      if (operation === 'PutMultiRegionAccessPointPolicy' && caller === 'handler' && countOfThisOperation === 4) {
        void maker.clock.sleep(SECOND).then(() => maker.simulator.call(
          operation,
          { ClientToken: 'late', Details: { Name: 'media', Policy: adopterPolicy } },
          { accountId: ACCOUNT, region: 'us-west-2', caller: 'late handler' },
        ));
      }
      return undefined;
    });
    await maker.run(adopter.destroy());
    expect(maker.codes).not.toContain('MRAP943');
    expect(maker.allowed).toEqual(['s3:PutObject']);
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('makes the maker the owner if it declares its first policy after an adopter has left', async () => {
    const maker = new StackUnderTest();
    const [accessPoint] = declareStack();
    await maker.run(maker.stack.deploy([accessPoint]));
    maker.clock.advance(20 * MINUTE);
    const adopter = maker.createOtherStack();
    expect(await maker.run(adopter.deploy(declareStack(ADOPT)))).toMatchObject({ succeeded: true });
    await maker.run(adopter.destroy());
    expect(readOwner(maker)).toBeUndefined();
    expect(await maker.deploy()).toMatchObject({ succeeded: true });
    expect(readOwner(maker)).toBe(maker.stack.resources.get('Media')!.data.Owner);
    await maker.destroy();
    expect(maker.live).toEqual({});
  });

  test('removes a former owner from the policy although S3 has refused another policy', async () => {
    const deployment = new StackUnderTest({ failedPolicy: 'stays' });
    const { simulator, directory, cloudFormation } = deployment;
    await deployment.createForeign();
    deployment.clock.advance(20 * MINUTE);
    await deployment.deploy(ADOPT);
    let isRefused = false;
    simulator.faults.add(({ operation, caller }) => {
      const isInCleanup = directory.showStatus(cloudFormation.stackId) === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
      if (!isInCleanup || isRefused || caller !== 'handler' || !operation.endsWith('Policy')) return undefined;
      isRefused = true;
      simulator.configure({ asyncFailure: () => ({ code: 'MalformedPolicy', leaves: 'nothing' }) });
      const Policy = deployment.onlyAccessPoint.policy.established!.replace('s3:GetObject', 's3:PutObject');
      void simulator.call(
        'PutMultiRegionAccessPointPolicy',
        { ClientToken: 'other', Details: { Name: 'media', Policy } },
        { accountId: ACCOUNT, region: 'us-west-2', caller: 'other handler' },
      );
      void deployment.clock.sleep(MINUTE).then(() => { simulator.configure({ asyncFailure: () => undefined }); });
      return undefined;
    });
    await deployment.deploy({ ...ADOPT, construct: 'Renamed' });
    expect(isRefused).toBe(true);
    expect(parsePolicyMarker(deployment.onlyAccessPoint.policy.established)!.formers).toEqual([]);
  });

  describe('for a construct that is renamed twice', () => {
    /** Renames a construct twice, with reads of the policy during the second clean-up that are older than it. */
    async function renameTwice(oldReads: number) {
      const deployment = new StackUnderTest();
      await deployment.createForeign();
      deployment.clock.advance(20 * MINUTE);
      await deployment.deploy(ADOPT);
      await deployment.deploy({ ...ADOPT, construct: 'Renamed' });
      await returnOldPolicy(deployment, oldReads);
      expect(await deployment.deploy(ADOPT)).toMatchObject({ succeeded: true });
      return deployment;
    }

    /** Lets reads of the policy during a clean-up return the policy of now. */
    async function returnOldPolicy({ simulator, directory, cloudFormation }: StackUnderTest, count: number) {
      const call = simulator.call.bind(simulator);
      const context = { accountId: ACCOUNT, region: 'us-west-2', caller: 'operator' };
      const old = await call('GetMultiRegionAccessPointPolicy', { Name: 'media' }, context);
      let reads = 0;
      const callOrReturnOld = (...args: Parameters<typeof call>): Promise<unknown> => {
        const isInCleanup = directory.showStatus(cloudFormation.stackId) === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
        if (args[0] !== 'GetMultiRegionAccessPointPolicy' || !isInCleanup) return call(...args);
        reads += 1;
        return reads <= count ? Promise.resolve(old) : call(...args);
      };
      simulator.call = callOrReturnOld as typeof simulator.call;
    }

    test('keeps the last owner although one read of the policy is older than its adoption', async () => {
      const deployment = await renameTwice(1);
      expect(readOwner(deployment)).toBe(deployment.stack.resources.get('Media')!.data.Owner);
      expect(deployment.allowed).toEqual(['s3:GetObject']);
      expect(deployment.codes).not.toContain('MRAP943');
    });

    test('keeps the last owner and reports it if all reads of the policy are older than its adoption', async () => {
      const deployment = await renameTwice(Infinity);
      expect(readOwner(deployment)).toBe(deployment.stack.resources.get('Media')!.data.Owner);
      expect(deployment.codes).toContain('MRAP943');
    });
  });

  describe('for an adopter that leaves while another policy is proposed', () => {
    /** Puts the policy of a former deletion of the adopter, or of another adopter. */
    async function proposeOther(duration: number, isRefused: boolean, chooseOwner: (maker: string) => string) {
      const { maker, adopter } = await adoptByOtherStack();
      const { policy: { established } } = maker.onlyAccessPoint;
      const { formers: [owner], ...marker } = parsePolicyMarker(established)!;
      const statements = JSON.parse(established!) as Record<string, unknown>;
      const other = { ...marker, request: 'a0', owner: chooseOwner(owner), formers: [] };
      const failure = { code: 'MalformedPolicy', leaves: 'nothing' } as const;
      maker.simulator.configure({
        failedPolicy: 'stays', duration: () => duration, asyncFailure: () => (isRefused ? failure : undefined),
      });
      await maker.simulator.call(
        'PutMultiRegionAccessPointPolicy',
        { ClientToken: 'other', Details: { Name: 'media', Policy: renderPolicyWithMarker(statements, other) } },
        { accountId: ACCOUNT, region: 'us-west-2', caller: 'other handler' },
      );
      if (isRefused) await maker.wait();
      maker.simulator.configure({ duration: () => SECOND, asyncFailure: () => undefined });
      await maker.run(adopter.destroy());
      expect(maker.retries).toBe(0);
      await maker.wait();
      return { maker, owner };
    }
    const reverse = (owner: string) => [...owner].reverse().join('');

    test.each([
      ['an earlier deletion', (owner: string) => owner],
      ['another adopter', reverse],
    ])('hands the access point back although S3 has refused the policy of %s', async (_name, chooseOwner) => {
      const { maker, owner } = await proposeOther(SECOND, true, chooseOwner);
      expect(readOwner(maker)).toBe(owner);
      expect(maker.codes).not.toContain('MRAP943');
    });

    test('waits until S3 has established the policy of an earlier deletion', async () => {
      const { maker, owner } = await proposeOther(8 * MINUTE, false, (former) => former);
      expect(readOwner(maker)).toBe(owner);
      expect(maker.codes).not.toContain('MRAP943');
    });

    test('reports that S3 establishes the policy of another adopter for longer than four minutes', async () => {
      const { maker, owner } = await proposeOther(8 * MINUTE, false, reverse);
      expect(readOwner(maker)).toBe(reverse(owner));
      expect(maker.codes.filter((code) => code === 'MRAP943')).toEqual(['MRAP943']);
    });
  });

  test('does not overwrite the policy of an adoption that S3 is establishing', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    maker.clock.advance(20 * MINUTE);
    maker.simulator.configure({ duration: () => 30 * SECOND });
    // A read can arrive before S3 has established the adoption, and a put after it.
    maker.simulator.faults.add(({ operation }) =>
      operation === 'GetMultiRegionAccessPointPolicy' ? slowAnswerFault(4 * SECOND) : undefined);
    const adopter = maker.createOtherStack();
    const adoption = adopter.deploy(declareStack(ADOPT));
    const change = maker.clock.sleep(50 * SECOND).then(() => maker.stack.deploy(declareStack({ policy: 1 })));
    const [adopted, changed] = await maker.run(Promise.all([adoption, change]));
    expect(adopted).toMatchObject({ succeeded: true });
    expect(changed.reason).toContain('MRAP940');
    expect(maker.allowed).toEqual(['s3:GetObject']);
  });

  test('fails an adoption whose owner another deployment has replaced before the policy is put', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    maker.clock.advance(20 * MINUTE);
    const adopter = maker.createOtherStack();
    const { policy } = maker.onlyAccessPoint;
    // The maker puts its own marker again between the two policies of the adopter: its adoption, and its statements.
    maker.simulator.faults.add(({ operation, caller, countOfThisOperation }) => {
      const isSecondPolicyOfAdopter = operation === 'PutMultiRegionAccessPointPolicy' && caller === 'handler'
        && countOfThisOperation === 3;
      if (!isSecondPolicyOfAdopter) return undefined;
      void maker.simulator.call(
        operation,
        { ClientToken: 'late', Details: { Name: 'media', Policy: policy.established! } },
        { accountId: ACCOUNT, region: 'us-west-2', caller: 'late handler' },
      );
      return serviceFault('OperationAborted', 409);
    });
    const { succeeded, reason } = await maker.run(adopter.deploy(declareStack(ADOPT)));
    expect(reason).toContain('MRAP940');
    expect(succeeded).toBe(false);
  });
});
