import { slowDown } from '../../../simulator';
import { SECOND, StackUnderTest } from '../support';

const ALLOWED = { replacement: 'ALLOW', members: 'two' } as const;

/** A stack whose access point may be replaced. */
async function replaceable(options: ConstructorParameters<typeof StackUnderTest>[0] = {}) {
  const one = new StackUnderTest();
  await one.deploy();
  one.simulator.configure(options);
  const { alias } = one.only;
  one.simulator.journal.clear();
  return { one, alias };
}

test('refused replacement and its rollback: nothing is touched, and the stack is as before', async () => {
  const { one, alias } = await replaceable();
  const { reason } = await one.deploy({ members: 'two' });
  expect(reason).toContain('[MRAP903] access point "media" would be replaced and lose its alias, because the template has another set of buckets; nothing was changed');
  expect(one.mutations).toEqual([]);
  expect(one.only.alias).toBe(alias);
  expect(await one.deploy({ policy: 1 })).toMatchObject({ succeeded: true });
});

test('allowed replacement: new name, old one deleted afterwards', async () => {
  const { one, alias } = await replaceable();
  expect(await one.deploy(ALLOWED)).toMatchObject({ succeeded: true });
  expect(one.only.name).toMatch(/^media-[0-9a-f]{8}$/);
  expect(one.only.alias).not.toBe(alias);
  const order = one.simulator.journal.entries.filter(({ operation }) => /^(Create|Delete)Multi/.test(operation!)).map(({ operation }) => operation);
  expect(order).toEqual(['CreateMultiRegionAccessPoint', 'DeleteMultiRegionAccessPoint']);
});

describe('a failed replacement', () => {
  test.each(['old id', 'new id'] as const)('rollback with the %s: the former one stays, the half made one goes', async (rollbackUnder) => {
    const { one, alias } = await replaceable({ asyncFailure: ({ operation }) => (operation.startsWith('Create') ? { code: 'InternalErrors', leaves: 'partial' } : undefined) });
    expect(await one.deploy(ALLOWED, { rollbackUnder })).toMatchObject({ succeeded: false });
    await one.later();
    expect(one.only.alias).toBe(alias);
  });

  test('of one that had replaced another: the former one stays', async () => {
    const { one } = await replaceable();
    await one.deploy(ALLOWED);
    const { alias } = one.only;
    await one.deploy({ replacement: 'ALLOW', name: 'video' }, { incident: { change: 1 } });
    await one.later();
    expect(one.only.alias).toBe(alias);
  });

  test('that is cancelled before it has an id: the rollback finds what it makes and deletes it', async () => {
    const { one, alias } = await replaceable({ duration: () => 60 * SECOND });
    const { reason } = await one.deploy(ALLOWED, { incident: { change: 0, afterMs: 5 * SECOND } });
    expect(reason).toBe('cancelled');
    await one.later();
    expect(one.only.alias).toBe(alias);
    expect(one.simulator.snapshot().retired).toHaveLength(1);
  });

  test('that is cancelled under a name that the user gave: left, and reported', async () => {
    const { one, alias } = await replaceable({ duration: () => 60 * SECOND });
    await one.deploy({ replacement: 'ALLOW', name: 'video' }, { incident: { change: 0, afterMs: 5 * SECOND } });
    await one.later();
    expect(one.live.media.alias).toBe(alias);
    expect(Object.keys(one.live)).toEqual(['media', 'video']);
    expect(one.codes).toContain('MRAP907');
  });

  test('after the former one was deleted and made again by hand: the successor stays, and the stack can be deployed', async () => {
    const { one } = await replaceable();
    await one.makeAgain();
    await one.deploy(ALLOWED, { incident: { change: 1 } });
    const names = Object.keys(one.live);
    expect(names).toEqual(['media', expect.stringMatching(/^media-[0-9a-f]{8}$/)]);
    expect(await one.deploy({ policy: 2 })).toMatchObject({ succeeded: true });
    expect(Object.keys(one.live)).toEqual(names);
  });
});

test('replaced so often that the id has no room for another: refused before anything is touched', async () => {
  const one = new StackUnderTest();
  await one.deploy();
  const outcomes = [];
  for (let index = 0; index < 24; index += 1) {
    outcomes.push(await one.deploy({ replacement: 'ALLOW', name: index % 2 === 0 ? 'video' : 'media', members: index % 3 === 0 ? 'two' : 'three' }));
  }
  const refused = outcomes.findIndex(({ succeeded }) => !succeeded);
  expect(refused).toBeGreaterThan(5);
  expect(outcomes[refused].reason).toContain('[MRAP919] access point');
  expect(Object.keys(one.live)).toHaveLength(1);
});

describe('nothing that can be changed touches the access point', () => {
  test.each([
    ['property order', (properties: object) => Object.fromEntries(Object.entries(properties).reverse())],
    ['Region order', (properties: { Buckets: object[] }) => ({ ...properties, Buckets: [...properties.Buckets].reverse() })],
    ['timeout', (properties: object) => ({ ...properties, TimeoutSeconds: 600, ServiceTimeout: 900 })],
  ])('%s', async (_name, change) => {
    const one = new StackUnderTest();
    await one.deploy();
    one.simulator.journal.clear();
    const template = [...one.stack.held.values()].map(({ declared, properties }) =>
      ({ ...declared, properties: () => (declared.logicalId === 'Media' ? change(properties as never) : properties) }));
    expect(await one.run(one.stack.deploy(template))).toMatchObject({ succeeded: true });
    expect(one.simulator.journal.entries.length).toBeGreaterThan(0);
    expect(one.mutations).toEqual([]);
  });
});

test.each([
  ['Media', { Replacement: 'PERHAPS' }], ['MediaPolicy', { Origin: 'elsewhere' }], ['MediaRoutes', { LiveRoutes: 'PERHAPS' }],
])('an update with properties that cannot be read fails, and its rollback succeeds: %s', async (logicalId, change) => {
  const { one, alias } = await replaceable();
  const broken = [...one.stack.held.values()].map(({ declared, properties }) =>
    ({ ...declared, properties: () => ({ ...properties, ...(declared.logicalId === logicalId ? change : {}) }) }));
  expect((await one.run(one.stack.deploy(broken))).reason).toContain('MRAP916');
  expect(one.only.alias).toBe(alias);
  expect(await one.deploy({ policy: 1, routes: 1 })).toMatchObject({ succeeded: true });
});

test('a policy change that CloudFormation has given up does not overwrite the one it went back to', async () => {
  const { one } = await replaceable();
  // S3 does not take it while the change runs; its handler goes on when CloudFormation has gone back already.
  const began = one.clock.now();
  one.simulator.faults.add(({ input, at }) => (JSON.stringify(input).includes('s3:PutObject') && at < began + 60 * SECOND ? slowDown() : undefined));
  await one.deploy({ policy: 1 }, { incident: { change: 0, afterMs: 10 * SECOND } });
  await one.later();
  expect(one.allowed).toEqual(['s3:GetObject']);
});
