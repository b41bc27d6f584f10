import fc from 'fast-check';
import {
  checkControlRegion, checkRoutes, checkRoutesControlRegion, checkRoutesManagers, type Route, type RoutingTable,
} from '../../src/diagnostics/checks/routes';
import { ids } from './support';

const MEMBERS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const table = (routes: Route[], others = 100): RoutingTable => ({ routes, others });
const EU_ACTIVE: Route = { region: 'eu-west-1', dial: 100 };

test.each<[string, RoutingTable, (string | undefined)[] | undefined, string[]]>([
  ['all active', table([]), MEMBERS, []],
  ['one active', table([EU_ACTIVE], 0), MEMBERS, []],
  ['one passive', table([{ region: 'eu-west-1', dial: 0 }]), MEMBERS, []],
  ['members unknown', table([{ region: 'eu-west-1', dial: 0 }]), undefined, []],
  ['one member unknown', table([{ region: 'mx-central-1', dial: 100 }], 0), ['eu-west-1', undefined], []],
  ['a route of an unknown Region', table([{ dial: 100 }], 0), MEMBERS, []],
  ['a dial between', table([{ region: 'eu-west-1', dial: 50 }]), MEMBERS, ['MRAP301 ERROR']],
  ['a dial between, for the others', table([EU_ACTIVE], 10), MEMBERS, ['MRAP301 ERROR']],
  ['a dial between, of an unknown Region', table([{ dial: 7 }]), MEMBERS, ['MRAP301 ERROR']],
  ['all passive', table([], 0), MEMBERS, ['MRAP302 ERROR']],
  ['all passive, one by one', table(MEMBERS.map((region) => ({ region, dial: 0 }))), MEMBERS, ['MRAP302 ERROR']],
  ['all passive, members unknown', table([{ region: 'eu-west-1', dial: 0 }, { dial: 0 }], 0), undefined, ['MRAP302 ERROR']],
  ['a Region twice', table([EU_ACTIVE, EU_ACTIVE], 0), MEMBERS, ['MRAP303 ERROR']],
  ['a Region twice, members unknown', table([EU_ACTIVE, EU_ACTIVE], 0), undefined, ['MRAP303 ERROR']],
  ['no member', table([EU_ACTIVE, { region: 'eu-west-2', dial: 100 }], 0), MEMBERS, ['MRAP303 ERROR']],
  ['a single member', table([EU_ACTIVE], 0), ['eu-west-1'], ['MRAP304 ERROR']],
  ['a single unknown member', table([]), [undefined], ['MRAP304 ERROR']],
])('routes: %s', (_name, routes, members, expected) => {
  expect(ids(checkRoutes(routes, members))).toEqual(expected);
});

test('a table passes exactly when a member stays active', () => {
  const dial = fc.constantFrom(0, 100);
  fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...MEMBERS)), fc.array(dial, { minLength: 3, maxLength: 3 }), dial, (named, dials, others) => {
    const routes = named.map((region, index) => ({ region, dial: dials[index] }));
    const active = MEMBERS.some((region) => (routes.find((route) => route.region === region)?.dial ?? others) === 100);
    expect(checkRoutes({ routes, others }, MEMBERS).length === 0).toBe(active);
  }));
});

test('routes are managed in five Regions, access points in one', () => {
  expect(checkRoutesControlRegion('eu-west-1')).toEqual([]);
  expect(ids(checkRoutesControlRegion('eu-central-1'))).toEqual(['MRAP305 ERROR']);
  expect(checkControlRegion('us-west-2')).toEqual([]);
  expect(ids(checkControlRegion('us-east-1'))).toEqual(['MRAP306 ERROR']);
});

test('one manager for the routes of an access point', () => {
  const findings = checkRoutesManagers([
    { accessPoint: 'A', path: 'one' }, { accessPoint: 'B', path: 'two' }, { accessPoint: 'A', path: 'three' },
  ]);
  expect(ids(findings)).toEqual(['MRAP307 ERROR']);
  expect(findings[0].message).toContain('["one", "three"]');
});
