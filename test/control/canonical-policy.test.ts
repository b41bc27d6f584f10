import { canonicalizePolicy, comparePolicies } from '../../control/canonical-policy';

const STATEMENT = { Effect: 'Allow', Principal: { AWS: 'a' }, Action: ['s3:GetObject', 's3:PutObject'], Resource: 'r' };

describe('comparePolicies', () => {
  test.each<[string, unknown, unknown]>([
    ['the order of keys', { Version: 'v', Statement: [STATEMENT] }, { Statement: [STATEMENT], Version: 'v' }],
    [
      'the order of lists',
      { Statement: [STATEMENT] },
      { Statement: [{ ...STATEMENT, Action: ['s3:PutObject', 's3:GetObject'] }] },
    ],
    ['a list with one value', { Statement: [STATEMENT] }, { Statement: [{ ...STATEMENT, Resource: ['r'] }] }],
    [
      'the order of statements',
      { Statement: [STATEMENT, { Effect: 'Deny' }] },
      { Statement: [{ Effect: 'Deny' }, STATEMENT] },
    ],
    [
      'the spelling of a public principal',
      { Statement: [{ Principal: '*' }] },
      { Statement: [{ Principal: { AWS: '*' } }] },
    ],
    [
      'the type of booleans and numbers',
      { Statement: [{ Condition: { Bool: { x: true }, NumericLessThan: { y: 3 } } }] },
      { Statement: [{ Condition: { NumericLessThan: { y: '3' }, Bool: { x: ['true'] } } }] },
    ],
    ['a null value', { Statement: [{ Sid: null }] }, { Statement: [{ Sid: null }] }],
  ])('ignores %s', (_name, one, other) => {
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
  ])('reports %s that differs', (_name, change) => {
    const { onlyLive, onlyDeclared } = comparePolicies(
      { Statement: [STATEMENT] },
      { Statement: { ...STATEMENT, ...change } },
    );
    expect([onlyLive.length, onlyDeclared.length]).toEqual([1, 1]);
  });

  test('treats a single statement as a list', () => {
    expect(comparePolicies({ Statement: STATEMENT }, { Statement: [STATEMENT] })).toEqual({
      onlyLive: [],
      onlyDeclared: [],
    });
  });

  test('finds no statements in a value that is not a policy', () => {
    expect(comparePolicies('text', [1])).toEqual({ onlyLive: [], onlyDeclared: [] });
  });
});
