import fc from 'fast-check';
import {
  checkControlRegion, checkRoutingTable, checkRoutesControlRegion, checkRoutesManagers, type Route, type RoutingTable,
} from '../../../src/diagnostics/checks/routes';
import { ids } from './support';

const MEMBERS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const table = (routes: Route[], others = 100): RoutingTable => ({ routes, others });
const EU_ACTIVE: Route = { region: 'eu-west-1', dial: 100 };

describe('checkRoutingTable', () => {
  test.each<[string, RoutingTable, (string | undefined)[] | undefined, string[]]>([
    ['a table with all members active', table([]), MEMBERS, []],
    ['a table with one active member', table([EU_ACTIVE], 0), MEMBERS, []],
    ['a table with one passive member', table([{ region: 'eu-west-1', dial: 0 }]), MEMBERS, []],
    ['a table for unknown members', table([{ region: 'eu-west-1', dial: 0 }]), undefined, []],
    [
      'a table for a partly unknown list of members', table([{ region: 'mx-central-1', dial: 100 }], 0),
      ['eu-west-1', undefined], [],
    ],
    ['a route of an unknown Region', table([{ dial: 100 }], 0), MEMBERS, []],
    ['a dial of 50', table([{ region: 'eu-west-1', dial: 50 }]), MEMBERS, ['MRAP301 ERROR']],
    ['a dial of 10 for all other members', table([EU_ACTIVE], 10), MEMBERS, ['MRAP301 ERROR']],
    ['a dial of 7 in an unknown Region', table([{ dial: 7 }]), MEMBERS, ['MRAP301 ERROR']],
    ['a table with all members passive by default', table([], 0), MEMBERS, ['MRAP302 ERROR']],
    [
      'a table with a passive route for each member', table(MEMBERS.map((region) => ({ region, dial: 0 }))), MEMBERS,
      ['MRAP302 ERROR'],
    ],
    [
      'a table with passive routes for unknown members', table([{ region: 'eu-west-1', dial: 0 }, { dial: 0 }], 0),
      undefined, ['MRAP302 ERROR'],
    ],
    ['a Region with two routes', table([EU_ACTIVE, EU_ACTIVE], 0), MEMBERS, ['MRAP303 ERROR']],
    ['a Region with two routes for unknown members', table([EU_ACTIVE, EU_ACTIVE], 0), undefined, ['MRAP303 ERROR']],
    [
      'a route that matches no member', table([EU_ACTIVE, { region: 'eu-west-2', dial: 100 }], 0), MEMBERS,
      ['MRAP303 ERROR'],
    ],
    ['routes of a single-Region access point', table([EU_ACTIVE], 0), ['eu-west-1'], ['MRAP304 ERROR']],
    ['routes of an access point with one unknown member', table([]), [undefined], ['MRAP304 ERROR']],
  ])('checks %s', (_name, routes, members, expected) => {
    expect(ids(checkRoutingTable(routes, members))).toEqual(expected);
  });

  test('accepts a table only if a member stays active', () => {
    const dial = fc.constantFrom(0, 100);
    const names = fc.uniqueArray(fc.constantFrom(...MEMBERS));
    fc.assert(fc.property(names, fc.array(dial, { minLength: 3, maxLength: 3 }), dial, (named, dials, others) => {
      const routes = named.map((region, index) => ({ region, dial: dials[index] }));
      const active = MEMBERS.some((region) =>
        (routes.find((route) => route.region === region)?.dial ?? others) === 100);
      expect(checkRoutingTable({ routes, others }, MEMBERS).length === 0).toBe(active);
    }));
  });
});

describe('checkRoutesControlRegion', () => {
  test('accepts the five control Regions', () => {
    expect(checkRoutesControlRegion('eu-west-1')).toEqual([]);
    expect(ids(checkRoutesControlRegion('eu-central-1'))).toEqual(['MRAP305 ERROR']);
  });
});

describe('checkControlRegion', () => {
  test('accepts only the Region of the control plane', () => {
    expect(checkControlRegion('us-west-2')).toEqual([]);
    expect(ids(checkControlRegion('us-east-1'))).toEqual(['MRAP306 ERROR']);
  });
});

describe('checkRoutesManagers', () => {
  test('reports two managers of one access point', () => {
    const findings = checkRoutesManagers([
      { accessPoint: 'A', path: 'one' }, { accessPoint: 'B', path: 'two' }, { accessPoint: 'A', path: 'three' },
    ]);
    expect(ids(findings)).toEqual(['MRAP307 ERROR']);
    expect(findings[0].message).toContain('["one", "three"]');
  });
});
