import { empty, firstCalls } from '../../../simulator';
import { StackUnderTest } from '../support';

const ADOPT = { existing: 'ADOPT' } as const;

/** An access point that something else made. */
async function withForeign(members: 'three' | 'two' = 'three') {
  const one = new StackUnderTest();
  const alias = await one.makeForeign('media', ['media-eu', 'media-us', 'media-jp'].slice(0, members === 'three' ? 3 : 2));
  return { one, alias };
}

describe('ADOPT', () => {
  test('on create: taken over with its alias', async () => {
    const { one, alias } = await withForeign();
    expect(await one.deploy(ADOPT)).toMatchObject({ succeeded: true });
    expect(one.only.alias).toBe(alias);
    expect(one.active).toEqual(['eu-west-1']);
  });

  test('on update: policy and routes change, the access point stays', async () => {
    const { one, alias } = await withForeign();
    await one.deploy(ADOPT);
    expect(await one.deploy({ ...ADOPT, policy: 1, routes: 1 })).toMatchObject({ succeeded: true });
    expect(one.only.alias).toBe(alias);
    expect(one.allowed).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(one.active).toEqual(['us-east-1']);
  });

  test('on update, an update never takes over what its own operation did not make', async () => {
    const { one } = await withForeign();
    const { alias } = one.only;
    await one.deploy({ name: 'video', replacement: 'ALLOW' });
    const { reason } = await one.deploy({ ...ADOPT, name: 'media', replacement: 'ALLOW' });
    expect(reason).toContain('MRAP901');
    expect(one.live.media.alias).toBe(alias);
    expect(Object.keys(one.live).sort()).toEqual(['media', 'video']);
  });

  test('on rollback: spared', async () => {
    const { one, alias } = await withForeign();
    await one.deploy(ADOPT, { incident: { change: 0 } });
    await one.later();
    expect(one.only.alias).toBe(alias);
  });

  test('on delete: spared', async () => {
    const { one, alias } = await withForeign();
    await one.deploy(ADOPT);
    await one.destroy();
    expect(one.only.alias).toBe(alias);
  });

  test('refuses what differs, with the list of differences, and spares it', async () => {
    const { one, alias } = await withForeign('two');
    const { reason } = await one.deploy(ADOPT);
    expect(reason).toContain('[MRAP905] access point "media" cannot be adopted, because it differs: bucket "media-jp" is declared but not a member');
    expect(one.only.alias).toBe(alias);
  });
});

describe('renaming a construct', () => {
  test('is refused, and nothing is touched', async () => {
    const one = new StackUnderTest();
    await one.deploy();
    const before = one.only;
    const { reason } = await one.deploy({ construct: 'Renamed' });
    expect(reason).toContain('MRAP901');
    expect(one.only).toEqual(before);
    expect(await one.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
  });

  test('in two deployments, through retain and ADOPT, keeps the alias', async () => {
    const one = new StackUnderTest();
    await one.deploy({ retain: 'except on create' });
    const { alias } = one.only;
    await one.deployNothing();
    expect(one.active).toEqual(['eu-west-1']);
    expect(await one.deploy({ ...ADOPT, construct: 'Renamed', retain: 'except on create' })).toMatchObject({ succeeded: true });
    expect(one.active).toEqual(['eu-west-1']);
    await one.destroy();
    expect(one.only.alias).toBe(alias);
  });

  test('in one deployment with ADOPT, without retain: the former construct does not delete it', async () => {
    const one = new StackUnderTest();
    await one.deploy();
    const { alias } = one.only;
    expect(await one.deploy({ ...ADOPT, construct: 'Renamed' })).toMatchObject({ succeeded: true });
    expect(one.only.alias).toBe(alias);
    expect(one.reports.map(({ message }) => message).join()).toContain('another construct has taken it over');
  });

  test('nor when the answer about the policy is cut short', async () => {
    const one = new StackUnderTest();
    await one.deploy();
    const { alias } = one.only;
    await one.deploy({ ...ADOPT, construct: 'Renamed' });
    const former = one.stack.held.get('Renamed')!;
    one.simulator.faults.add(firstCalls(1, empty(200), ({ operation }) => operation === 'GetMultiRegionAccessPointPolicy'));
    const physicalId = former.physicalId.replace('/adopted', '');
    await one.run(one.cloudFormation.send({
      type: 'Delete', resourceType: former.declared.type, logicalId: 'Media', properties: former.properties, physicalId,
    }));
    expect(one.only.alias).toBe(alias);
  });
});
