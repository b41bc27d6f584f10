import { canonicalizePolicy, comparePolicies } from '../../control/canonical-policy';

const STATEMENT = { Effect: 'Allow', Principal: { AWS: 'a' }, Action: ['s3:GetObject', 's3:PutObject'], Resource: 'r' };

test.each<[string, unknown, unknown]>([
  ['the order of keys', { Version: 'v', Statement: [STATEMENT] }, { Statement: [STATEMENT], Version: 'v' }],
  [
    'the order of lists',
    { Statement: [STATEMENT] },
    { Statement: [{ ...STATEMENT, Action: ['s3:PutObject', 's3:GetObject'] }] },
  ],
  ['a list of one', { Statement: [STATEMENT] }, { Statement: [{ ...STATEMENT, Resource: ['r'] }] }],
  [
    'the order of statements',
    { Statement: [STATEMENT, { Effect: 'Deny' }] },
    { Statement: [{ Effect: 'Deny' }, STATEMENT] },
  ],
  ['everyone', { Statement: [{ Principal: '*' }] }, { Statement: [{ Principal: { AWS: '*' } }] }],
  [
    'flags and figures',
    { Statement: [{ Condition: { Bool: { x: true }, NumericLessThan: { y: 3 } } }] },
    { Statement: [{ Condition: { NumericLessThan: { y: '3' }, Bool: { x: ['true'] } } }] },
  ],
  ['nothing', { Statement: [{ Sid: null }] }, { Statement: [{ Sid: null }] }],
])('%s does not matter', (_name, one, other) => {
  expect(canonicalizePolicy(one)).toEqual(canonicalizePolicy(other));
  expect(comparePolicies(one, other)).toEqual({ onlyLive: [], onlyDeclared: [] });
});

test.each<[string, object]>([
  ['an action', { Action: 's3:GetObject' }],
  ['a principal', { Principal: { AWS: 'b' } }],
  ['the kind of a principal', { Principal: { Service: 'a' } }],
  ['a resource', { Resource: 's' }],
  ['the effect', { Effect: 'Deny' }],
  ['a condition', { Condition: { Bool: { x: 'true' } } }],
])('%s does', (_name, change) => {
  const { onlyLive, onlyDeclared } = comparePolicies(
    { Statement: [STATEMENT] },
    { Statement: { ...STATEMENT, ...change } },
  );
  expect([onlyLive.length, onlyDeclared.length]).toEqual([1, 1]);
});

test('a statement that is no list counts as one', () => {
  expect(comparePolicies({ Statement: STATEMENT }, { Statement: [STATEMENT] })).toEqual({
    onlyLive: [],
    onlyDeclared: [],
  });
});

test('what is no policy has no statements', () => {
  expect(comparePolicies('text', [1])).toEqual({ onlyLive: [], onlyDeclared: [] });
});
