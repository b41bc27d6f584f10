import { parsePolicyMarker } from '../../../control/policy-marker';
import { emptyAnswerFault } from '../../../simulator';
import { declareStack, MINUTE, SECOND, StackUnderTest } from '../support';

const ADOPT = { existing: 'ADOPT' } as const;

describe('createHandlers', () => {
  test('hands an access point back if S3 has not established the policy of a failed adoption yet', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    maker.simulator.configure({
      duration: ({ operation }) => (operation === 'PutMultiRegionAccessPointPolicy' ? 40 * MINUTE : 0),
    });
    const adopter = maker.createOtherStack();
    const template = declareStack({ ...ADOPT, timeoutMinutes: 15 });
    const failed = maker.run(adopter.deploy(template));
    expect(await failed).toMatchObject({ succeeded: false });
    await maker.wait();
    maker.simulator.configure({ duration: () => 0 });
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('names no owner in the first policy if S3 establishes it long after a failed adoption', async () => {
    const deployment = new StackUnderTest({
      duration: ({ operation }) => (operation === 'PutMultiRegionAccessPointPolicy' ? 12 * MINUTE : 0),
    });
    await deployment.createForeign();
    expect(await deployment.deploy({ ...ADOPT, timeoutMinutes: 15 })).toMatchObject({ succeeded: false });
    await deployment.wait();
    const marker = parsePolicyMarker(deployment.onlyAccessPoint.policy.established);
    expect(marker).toMatchObject({ isBlank: true, formers: [] });
    expect(marker).not.toHaveProperty('owner');
  });

  test.each([0, 1, 2, 3, 4])(
    'hands an access point back if S3 truncates read %d of its policy, and the next one, during the adoption',
    async (first) => {
      const maker = new StackUnderTest();
      await maker.deploy();
      const readOwner = () => parsePolicyMarker(maker.onlyAccessPoint.policy.established)!.owner;
      const owner = readOwner();
      let [puts, reads] = [0, 0];
      maker.simulator.faults.add(({ operation }) => {
        puts += operation === 'PutMultiRegionAccessPointPolicy' ? 1 : 0;
        if (puts === 0 || operation !== 'GetMultiRegionAccessPointPolicy') return undefined;
        reads += 1;
        return reads === first + 1 || reads === first + 2 ? emptyAnswerFault(200) : undefined;
      });
      const adopter = maker.createOtherStack();
      expect(await maker.run(adopter.deploy(declareStack(ADOPT)))).toMatchObject({ succeeded: true });
      expect(reads).toBeGreaterThan(first);
      await maker.run(adopter.destroy());
      expect(readOwner()).toBe(owner);
    },
  );

  test('hands an access point back if its first put fails, and stays proposed in old reads', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    const isPut = ({ operation }: { operation: string }) => operation === 'PutMultiRegionAccessPointPolicy';
    let puts = 0;
    maker.simulator.configure({
      failedPolicy: 'stays',
      policyLagMs: 20 * SECOND,
      // S3 establishes the policy of the adoption four minutes after the start of the deletion.
      duration: (call) => {
        puts += isPut(call) ? 1 : 0;
        return isPut(call) && puts === 1 ? 1_142 * SECOND : 0;
      },
      asyncFailure: (call) => (isPut(call) && puts === 2 ? { code: 'InternalErrors' } : undefined),
    });
    const adopter = maker.createOtherStack();
    const template = declareStack({ ...ADOPT, timeoutMinutes: 15 });
    expect(await maker.run(adopter.deploy(template))).toMatchObject({ succeeded: false });
    await maker.wait();
    maker.simulator.configure({ duration: () => 0, asyncFailure: () => undefined });
    expect(puts).toBeGreaterThan(2);
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('hands an access point back if its put fails later, and reads do not show the adoption yet', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    let puts = 0;
    maker.simulator.configure({
      policyLagMs: 20 * SECOND,
      // S3 establishes the policy of the adoption four minutes after the start of the deletion.
      duration: ({ operation }) => (operation === 'PutMultiRegionAccessPointPolicy' ? 1_138 * SECOND : 0),
      asyncFailure: ({ operation }) => {
        if (operation !== 'PutMultiRegionAccessPointPolicy') return undefined;
        puts += 1;
        return puts === 2 ? { code: 'InternalErrors' } : undefined;
      },
    });
    const adopter = maker.createOtherStack();
    const template = declareStack({ ...ADOPT, timeoutMinutes: 15 });
    expect(await maker.run(adopter.deploy(template))).toMatchObject({ succeeded: false });
    await maker.wait();
    maker.simulator.configure({ duration: () => 0, asyncFailure: () => undefined });
    expect(await maker.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });
});
