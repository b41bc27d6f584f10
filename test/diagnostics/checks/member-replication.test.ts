import { checkMemberReplication, type MemberRoutes } from '../../../src/diagnostics/checks/member-replication';

/** Checks members with one-letter names; `ab` is a rule from a to b. */
function check(members: string[], rules: string[], tables: MemberRoutes[] = []): string[] {
  const replicates = (from: string, to: string) => rules.includes(`${from}${to}`);
  return checkMemberReplication({
    members: members.map((bucket) => ({ bucket, region: `region-${bucket}` })),
    tables,
    replicates,
  })
    .map(({ ruleId, message }) => `${ruleId} ${message}`);
}

const passive = (...regions: string[]): MemberRoutes =>
  ({ routes: regions.map((region) => ({ region, dial: 0 })), others: 100, complete: true });

describe('checkMemberReplication', () => {
  test.each<[string, string[], string[], MemberRoutes[]]>([
    ['members without rules', ['a', 'b'], [], []],
    ['two-way replication', ['a', 'b'], ['ab', 'ba'], []],
    ['one-way replication to a passive member', ['a', 'b'], ['ab'], [passive('region-b')]],
    ['one-way replication to a member that a route by bucket makes passive', ['a', 'b'], ['ab'], [
      { routes: [{ bucket: 'b', dial: 0 }], others: 100, complete: true },
    ]],
    ['one-way replication to members that are passive by default', ['a', 'b'], ['ab'], [
      { routes: [{ region: 'region-a', dial: 100 }], others: 0, complete: true },
    ]],
    ['one-way replication if a route is not known', ['a', 'b'], ['ab'], [{ routes: [], complete: false }]],
    ['rules between all members', ['a', 'b', 'c'], ['ab', 'ac', 'ba', 'bc', 'ca', 'cb'], []],
    ['no members', [], [], []],
  ])('accepts %s', (_title, members, rules, tables) => {
    expect(check(members, rules, tables)).toEqual([]);
  });

  test('reports one-way replication between two active members', () => {
    expect(check(['a', 'b'], ['ab'])).toEqual([expect.stringMatching(/^MRAP404 .*"b".*"a"/)]);
  });

  test('reports one-way replication if only the source is passive', () => {
    expect(check(['a', 'b'], ['ab'], [passive('region-a')])).toEqual([expect.stringContaining('MRAP404')]);
  });

  test('reports a member that keeps its current route', () => {
    expect(check(['a', 'b'], ['ab'], [{ routes: [], complete: true }])).toEqual([expect.stringContaining('MRAP404')]);
  });

  test('reports missing rules among three members', () => {
    expect(check(['a', 'b', 'c'], ['ab', 'ac', 'ba', 'ca', 'cb']))
      .toEqual([expect.stringMatching(/^MRAP403 .*b -> c.*6 rules/)]);
  });
});
