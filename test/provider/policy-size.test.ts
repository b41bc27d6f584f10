import { computeWorstCasePolicyLength } from '../../src/provider/policy-size';

describe('computeWorstCasePolicyLength', () => {
  test('returns the length of a policy without tokens', () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::b/*' }],
    };
    const exact = JSON.stringify(policy).length;
    expect(computeWorstCasePolicyLength(policy)).toBeGreaterThanOrEqual(exact);
    expect(computeWorstCasePolicyLength(policy)).toBeLessThanOrEqual(exact + 4);
  });

  test.each<[string, unknown, number]>([
    ['an account', { Ref: 'AWS::AccountId' }, 14],
    ['a role', { Ref: 'Role' }, 130],
    ['an alias', { 'Fn::GetAtt': ['Media', 'Alias'] }, 65],
    ['an ARN', { 'Fn::GetAtt': ['Logs', 'Arn'] }, 302],
    ['another attribute', { 'Fn::GetAtt': ['Thing', 'Name'] }, 130],
    ['text and an alias', { 'Fn::Join': ['', ['arn:', { 'Fn::GetAtt': ['Media', 'Alias'] }, '/*']] }, 71],
    ['another intrinsic function', { 'Fn::ImportValue': 'x' }, 130],
    ['an object with one key', { Service: 'x' }, 15],
    ['a flag', true, 4],
    ['a null value', null, 4],
  ])('computes the length of %s', (_name, value, length) => {
    expect(computeWorstCasePolicyLength(value)).toBe(length);
  });
});
