import { meetsCondition } from '../../../cli/simulate/evaluate-condition';
import { evaluateStatements, readStatements } from '../../../cli/simulate/evaluate-statements';
import { substituteVariables } from '../../../cli/simulate/policy-variables';
import { type ConditionValues } from '../../../simulator';
import { readPolicyConditions } from '../../../src/linter/iam/condition';

const CONTEXT: ConditionValues = {
  's3:prefix': ['home/ann/'],
  's3:max-keys': ['10'],
  's3:x-amz-server-side-encryption': [],
  's3:requestobjecttagkeys': ['a', 'b'],
  's3:requestobjecttag/a': ['1'],
  's3:object-lock-retain-until-date': ['2026-01-02T00:00:00.000Z'],
  'aws:securetransport': ['true'],
  'aws:username': ['ann'],
};

describe('meetsCondition', () => {
  test.each<[string, object, boolean]>([
    ['a text', { StringEquals: { 's3:prefix': 'home/ann/' } }, true],
    ['another text', { StringNotEquals: { 's3:prefix': 'home/ann/' } }, false],
    ['a pattern', { StringLike: { 's3:prefix': ['other/*', 'home/*'] } }, true],
    ['the case of a text', { StringEqualsIgnoreCase: { 's3:prefix': 'HOME/ANN/' } }, true],
    ['a boolean', { Bool: { 'aws:SecureTransport': 'false' } }, false],
    ['a variable', { StringLike: { 's3:prefix': 'home/${aws:username}/*' } }, true],
    ['a variable without value', { StringNotLike: { 's3:prefix': 'home/${aws:PrincipalTag/team}/*' } }, false],
    ['a variable with a default', { StringLike: { 's3:prefix': 'home/${aws:PrincipalTag/team, \'ann\'}/' } }, true],
    ['an absent key', { StringEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }, false],
    ['an absent key with Not', { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }, true],
    ['an absent key with IfExists', { StringEqualsIfExists: { 's3:x-amz-server-side-encryption': 'aws:kms' } }, true],
    ['the absence of a key', { Null: { 's3:x-amz-server-side-encryption': 'true' } }, true],
    ['the presence of a key', { Null: { 's3:prefix': 'false' } }, true],
    ['an unknown key', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }, false],
    ['an unknown key with Null', { Null: { 'aws:PrincipalOrgID': 'true' } }, false],
    ['the tag of a request', { StringEquals: { 's3:RequestObjectTag/A': '1' } }, true],
    ['a tag that is absent', { StringEquals: { 's3:RequestObjectTag/b': '1' } }, false],
    ['the absence of a tag', { Null: { 's3:ExistingObjectTag/b': 'true' } }, true],
    ['all values', { 'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['a', 'b', 'c'] } }, true],
    ['all values except one', { 'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['a'] } }, false],
    ['no value', { 'ForAllValues:StringEquals': { 's3:x-amz-server-side-encryption': 'x' } }, true],
    ['any value', { 'ForAnyValue:StringEquals': { 's3:RequestObjectTagKeys': ['b', 'c'] } }, true],
    ['any other value', { 'ForAnyValue:StringNotEquals': { 's3:RequestObjectTagKeys': ['a'] } }, true],
    ['a number', { NumericEquals: { 's3:max-keys': '10' } }, true],
    ['several numbers', { NumericNotEquals: { 's3:max-keys': ['9', '10'] } }, false],
    ['a larger number', { NumericLessThan: { 's3:max-keys': '10' } }, false],
    ['a number or less', { NumericLessThanEquals: { 's3:max-keys': '10' } }, true],
    ['a number or more', { NumericGreaterThanEquals: { 's3:max-keys': '11' } }, false],
    ['a smaller number', { NumericGreaterThan: { 's3:max-keys': '9' } }, true],
    ['no number', { NumericGreaterThan: { 's3:max-keys': 'many' } }, false],
    ['a number of an absent key', { NumericLessThanIfExists: { 's3:x-amz-server-side-encryption': '5' } }, true],
    ['a date', { DateLessThan: { 's3:object-lock-retain-until-date': '2026-01-03T00:00:00Z' } }, true],
    ['a date in seconds', { DateGreaterThan: { 's3:object-lock-retain-until-date': '1767225600' } }, true],
    ['an operator that is unknown', { IpAddress: { 's3:prefix': '10.0.0.0/8' } }, false],
  ])('compares %s', (_, block, isMet) => {
    const { conditions: [condition] } = readPolicyConditions(block);
    expect(meetsCondition(condition, CONTEXT)).toBe(isMet);
  });

  test('does not know the tags of requests that concern no object', () => {
    const { conditions: [condition] } = readPolicyConditions({ Null: { 's3:RequestObjectTag/a': 'true' } });
    expect(meetsCondition(condition, {})).toBe(false);
  });
});

describe('evaluateStatements', () => {
  const evaluate = (Resource: string, resource: string, context: ConditionValues = CONTEXT) => evaluateStatements(
    readStatements(JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource } })),
    { action: 's3:GetObject', resource, context });

  test('replaces variables in resources', () => {
    const pattern = 'arn:aws:s3:::media/home/${aws:username}/*';
    expect(evaluate(pattern, 'arn:aws:s3:::media/home/ann/a')).toBe('allowed');
    expect(evaluate(pattern, 'arn:aws:s3:::media/home/bob/a')).toBe('silent');
    expect(evaluate(pattern, 'arn:aws:s3:::media/home/ann/a', {})).toBe('silent');
    expect(evaluate(pattern, 'arn:aws:s3:::media/home/bob/a', { 'aws:username': ['*'] })).toBe('silent');
  });

  test('replaces no characters that a policy writes as variables', () => {
    expect(substituteVariables('a/${*}/${aws:username}', CONTEXT)).toBe('a/${*}/ann');
    expect(evaluate('arn:aws:s3:::media/${$}', 'arn:aws:s3:::media/${$}')).toBe('allowed');
  });

  test('evaluates many policies', () => {
    const policies = [...Array(150).keys()].map((number) => `arn:aws:s3:::media/${number}`);
    expect(new Set(policies.map((arn) => evaluate(arn, arn)))).toEqual(new Set(['allowed']));
    expect(evaluate('arn:aws:s3:::media/0', 'arn:aws:s3:::media/1')).toBe('silent');
  });
});
