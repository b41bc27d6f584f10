import { checkReplicatedMembers } from '../../src/diagnostics/checks/member-replication';

const idsOf = (members: string[], edges: string[], passive: string[] = []) => checkReplicatedMembers({
  members, passive: new Set(passive), replicates: (from, to) => edges.includes(`${from}${to}`),
}).map(({ ruleId, message }) => `${ruleId} ${message}`);

test.each<[string, string[], string[], string[]]>([
  ['no rule at all', ['a', 'b'], [], []],
  ['both ways', ['a', 'b'], ['ab', 'ba'], []],
  ['one way to a passive member', ['a', 'b'], ['ab'], ['b']],
  ['a full mesh', ['a', 'b', 'c'], ['ab', 'ac', 'ba', 'bc', 'ca', 'cb'], []],
  ['no member', [], [], []],
])('%s is right', (_what, members, edges, passive) => {
  expect(idsOf(members, edges, passive)).toEqual([]);
});

test('one way between two', () => {
  expect(idsOf(['a', 'b'], ['ab'])).toEqual([expect.stringMatching(/^MRAP404 .*"b".*"a"/)]);
  expect(idsOf(['a', 'b'], ['ab'], ['a'])).toEqual([expect.stringContaining('MRAP404')]);
});

test('a gap among three', () => {
  expect(idsOf(['a', 'b', 'c'], ['ab', 'ac', 'ba', 'ca', 'cb'])).toEqual([expect.stringMatching(/^MRAP403 .*b -> c.*6 rules/)]);
});
