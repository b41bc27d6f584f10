import { computeMaxPolicyLength } from '../../src/provider/policy-size';

test('without tokens it is the length of the text', () => {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::b/*' }] };
  const exact = JSON.stringify(policy).length;
  expect(computeMaxPolicyLength(policy)).toBeGreaterThanOrEqual(exact);
  expect(computeMaxPolicyLength(policy)).toBeLessThanOrEqual(exact + 4);
});

test.each<[string, unknown, number]>([
  ['an account', { Ref: 'AWS::AccountId' }, 14],
  ['a role', { Ref: 'Role' }, 130],
  ['an alias', { 'Fn::GetAtt': ['Media', 'Alias'] }, 65],
  ['an ARN', { 'Fn::GetAtt': ['Logs', 'Arn'] }, 302],
  ['another attribute', { 'Fn::GetAtt': ['Thing', 'Name'] }, 130],
  ['text and an alias', { 'Fn::Join': ['', ['arn:', { 'Fn::GetAtt': ['Media', 'Alias'] }, '/*']] }, 71],
  ['any other intrinsic', { 'Fn::ImportValue': 'x' }, 130],
  ['an object with one key that is no intrinsic', { Service: 'x' }, 15],
  ['a flag', true, 4],
  ['nothing', null, 4],
])('%s counts %j as %d', (_name, value, length) => {
  expect(computeMaxPolicyLength(value)).toBe(length);
});
