import fc from 'fast-check';
import {
  formatPhysicalId,
  parsePhysicalId,
  type PendingId,
  type PhysicalId,
  type SettledId,
} from '../../lambda/access-point/physical-id';
import {
  hashDeclaration,
  formatRoutesId,
  areRoutesAlreadyApplied,
  parseRoutesId,
  type RoutesId,
} from '../../lambda/routes/physical-id';
import { readRoutesResourceProperties } from '../../src/wire/routes';

const name = fc.stringMatching(/^[a-z0-9][-a-z0-9]{1,48}[a-z0-9]$/);
const alias = fc.stringMatching(/^[a-z][a-z0-9]{0,57}\.mrap$/);
const hash = fc.stringMatching(/^[0-9a-f]{20}$/);
const common = { name, alias, specHash: hash, owner: hash };
const settled = fc.oneof(
  fc.record({ kind: fc.constantFrom('created', 'adopted'), ...common }),
  fc.record({ kind: fc.constant('renamed'), ...common, formerOwners: fc.array(hash, { minLength: 1, maxLength: 3 }) }),
) as fc.Arbitrary<SettledId>;
const pending = fc.record({
  kind: fc.constant('pending'),
  name,
  startedAt: fc.nat(),
  clientToken: fc.stringMatching(/^[0-9a-f]{40}$/),
  specHash: hash,
}) as fc.Arbitrary<PendingId>;
const id: fc.Arbitrary<PhysicalId> = fc.tuple(fc.oneof(settled, pending), fc.option(settled, { nil: undefined }))
  .map(([own, replaces]) => (replaces ? { ...own, replaces } : own));

describe('parsePhysicalId', () => {
  test('parses a formatted id, which has at most 1,024 bytes', () => {
    fc.assert(fc.property(id, (written) => {
      const text = formatPhysicalId(written);
      expect(parsePhysicalId(text)).toEqual(written);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024);
    }));
  });

  test('parses the id of a replacement with the complete id of the replaced access point', () => {
    const first: SettledId = { kind: 'created', name: 'a-1', alias: 'a.mrap', specHash: 'aa', owner: 'oa' };
    const named = { name: 'b-1', alias: 'b.mrap', specHash: 'bb' };
    const second: SettledId = { kind: 'created', ...named, owner: 'ob', replaces: first };
    const third: SettledId = {
      kind: 'created', name: 'c-1', alias: 'c.mrap', specHash: 'cc', owner: 'oc', replaces: second,
    };
    expect(formatPhysicalId(third)).toBe('c-1/c.mrap/cc/oc/replaces/b-1/b.mrap/bb/ob/replaces/a-1/a.mrap/aa/oa');
    expect(parsePhysicalId(formatPhysicalId(third))).toEqual(third);
  });

  test.each([
    'Stack-Media-1ABCDEFGHIJKL',
    '',
    'media',
    'media/m.mrap',
    'media/m.mrap/x',
    'media/m.mrap/x/y/z',
    'media/adopted/m.mrap',
    'media/pending/soon/token/made',
    'media/pending/1/token',
    'media/m.mrap/x/o/replaces/media',
    'media/m.mrap/x/o/replaces/media/pending/1/t/m',
    'a/a.mrap/a/o/replaces/b/b.mrap/b/o/replaces/c',
    'Stack/replaces/b/b.mrap/b/o',
  ])('returns undefined for %j', (text) => {
    expect(parsePhysicalId(text)).toBeUndefined();
  });
});

const HOUR = 60 * 60 * 1000;
const NOW = 1_800_000_000_000;
const declaration = (accessPointHash: string, routesHash: string) => ({ accessPointHash, routesHash });
const settings = (accessPointHash: string, routesHash: string) => ({
  accessPointHash,
  routesHash,
  settingsHash: `settings ${routesHash}`,
});
const skipped = (routesHash: string, at: number) => ({
  accessPointHash: 'a',
  settingsHash: `settings ${routesHash}`,
  at,
});

describe('parseRoutesId', () => {
  test('parses a formatted id', () => {
    const skippedRoutes = fc.record({
      accessPointHash: hash,
      settingsHash: hash,
      at: fc.nat().map((seconds) => seconds * 1000),
    });
    fc.assert(
      fc.property(hash, hash, fc.option(skippedRoutes, { nil: undefined }), (accessPointHash, routesHash, left) => {
        const written: RoutesId = { accessPointHash, routesHash, ...(left ? { skippedRoutes: left } : {}) };
        expect(parseRoutesId(formatRoutesId(written))).toEqual(written);
      }),
    );
  });

  test.each(['', 'Stack-Routes-1ABC', 'aa', 'aa/bb/untouched/cc', 'aa/bb/left/cc/1', 'AA/bb'])(
    'returns undefined for %j',
    (text) => {
      expect(parseRoutesId(text)).toBeUndefined();
    },
  );
});

describe('hashDeclaration', () => {
  test('ignores the order of the routes', () => {
    const routes = [
      { Region: 'eu-west-1', TrafficDialPercentage: 100 },
      { Region: 'us-east-1', TrafficDialPercentage: '0' },
    ];
    const [one, other] = [routes, [...routes].reverse()].map((Routes) =>
      hashDeclaration(readRoutesResourceProperties({ AccessPointArn: 'arn', Routes })),
    );
    expect(one).toEqual(other);
  });
});

describe('areRoutesAlreadyApplied', () => {
  test.each<[string, RoutesId | undefined, string, string, boolean]>([
    ['declared as before', declaration('a', '1'), '1', '1', true],
    ['declared as before with an unknown id', undefined, '1', '1', true],
    ['declared anew', declaration('a', '1'), '2', '1', false],
    ['declared anew with an unknown id', undefined, '2', '1', false],
    ['rolled back after a failure before any change', declaration('a', '1'), '1', '2', true],
    [
      'rolled back after a deployment that kept the previous routes',
      { ...declaration('a', '2'), skippedRoutes: skipped('1', NOW - HOUR) },
      '1',
      '2',
      true,
    ],
    [
      'declared again the next day',
      { ...declaration('a', '2'), skippedRoutes: skipped('1', NOW - 5 * HOUR) },
      '1',
      '2',
      false,
    ],
    [
      'declared with third settings',
      { ...declaration('a', '2'), skippedRoutes: skipped('1', NOW - HOUR) },
      '3',
      '2',
      false,
    ],
  ])('decides about routes that are %s', (_name, known, desired, before, expected) => {
    expect(areRoutesAlreadyApplied(known, settings('a', desired), declaration('a', before), NOW)).toBe(expected);
  });
});
