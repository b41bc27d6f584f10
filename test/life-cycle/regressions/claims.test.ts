import { parsePolicyMarker, renderPolicyWithMarker } from '../../../control/policy-marker';
import { ACCOUNT } from '../../support/accounts';
import { declareStack, SECOND, StackUnderTest } from '../support';

const ADOPT = { existing: 'ADOPT' } as const;

const readMarker = ({ onlyAccessPoint }: StackUnderTest) => parsePolicyMarker(onlyAccessPoint.policy.established)!;

describe('createHandlers', () => {
  test('hands an access point back past an adoption that had only claimed it', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    const { policy: { established } } = maker.onlyAccessPoint;
    const marker = readMarker(maker);
    const cancelled = { ...marker, owner: 'f'.repeat(20), formers: [marker.owner!], claim: 'c'.repeat(20) };
    const Policy = renderPolicyWithMarker(JSON.parse(established!) as Record<string, unknown>, cancelled);
    await maker.simulator.call(
      'PutMultiRegionAccessPointPolicy',
      { ClientToken: 'cancelled', Details: { Name: 'media', Policy } },
      { accountId: ACCOUNT, region: 'us-west-2', caller: 'other handler' },
    );
    await maker.wait();
    const adopter = maker.createOtherStack();
    expect(await maker.run(adopter.deploy(declareStack(ADOPT)))).toMatchObject({ succeeded: true });
    await maker.run(adopter.destroy());
    expect(readMarker(maker).owner).toBe(marker.owner);
  });

  test('names each former owner once after two adoptions at the same moment', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    maker.simulator.configure({ duration: () => 0 });
    const adopter = maker.createOtherStack();
    await maker.run(Promise.all([
      maker.stack.deploy(declareStack({ construct: 'Renamed', existing: 'ADOPT' })),
      maker.clock.sleep(SECOND).then(() => adopter.deploy(declareStack({ existing: 'ADOPT' }))),
    ]));
    await maker.wait();
    const { formers } = readMarker(maker);
    expect(formers.length).toBeGreaterThan(0);
    expect(new Set(formers).size).toBe(formers.length);
  });

  test('keeps an adopted access point if the deletion of a cancelled policy follows its second creation', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    const adopter = maker.createOtherStack();
    const cancelled = { incident: { change: 1, afterMs: 0 }, onFailure: 'keep' } as const;
    await maker.run(adopter.deploy(declareStack(ADOPT), cancelled));
    const repeated = await maker.run(adopter.deploy(declareStack(ADOPT), { leftovers: 'last' }));
    expect(repeated).toMatchObject({ succeeded: true });
    await maker.wait();
    await maker.destroy();
    expect(maker.onlyAccessPoint.name).toBe('media');
    await maker.run(adopter.destroy());
    expect(maker.codes).not.toContain('MRAP906');
  });

  test('keeps an access point that another stack adopted before a construct was renamed without success', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    const adopter = maker.createOtherStack();
    expect(await maker.run(adopter.deploy(declareStack(ADOPT)))).toMatchObject({ succeeded: true });
    const { owner } = readMarker(maker);
    const renamed = { ...ADOPT, construct: 'Renamed', policy: 1 } as const;
    expect(await maker.deploy(renamed, { onFailure: 'keep' })).toMatchObject({ succeeded: false });
    await maker.destroy();
    expect(readMarker(maker).owner).toBe(owner);
  });

  test('keeps an access point that another stack adopted before a construct was renamed twice', async () => {
    const maker = new StackUnderTest();
    await maker.deploy();
    const adopter = maker.createOtherStack();
    expect(await maker.run(adopter.deploy(declareStack(ADOPT)))).toMatchObject({ succeeded: true });
    const { alias } = maker.onlyAccessPoint;
    expect(await maker.deploy({ ...ADOPT, construct: 'Renamed' })).toMatchObject({ succeeded: true });
    // The rollback deletes the policy of the last construct, so that the live policy names its former owner again.
    for (const onFailure of ['keep', 'roll back'] as const) {
      expect(await maker.deploy(ADOPT, { incident: { change: 0 }, onFailure })).toMatchObject({ succeeded: false });
    }
    await maker.destroy();
    expect(maker.onlyAccessPoint.alias).toBe(alias);
  });
});
