import { inferEnvironment } from '../../../src/linter/evaluation/inferred-environment';
import { stackOf } from '../support';

const custom = (ServiceToken: unknown) => ({ Type: 'Custom::X', Properties: { ServiceToken } });
const token = (region: string) => `arn:aws:lambda:${region}:111122223333:function:sdk`;
const role = (account: string) => `arn:aws:iam::${account}:role/reader`;
const lambda = (Role: unknown) => ({ Type: 'AWS::Lambda::Function', Properties: { Role } });

describe('inferEnvironment', () => {
  test.each<[string, Record<string, unknown>, object]>([
    ['the Region of a function', { A: custom(token('eu-west-1')) }, { region: 'eu-west-1' }],
    ['the Region of a topic', { A: custom('arn:aws:sns:us-east-1:111122223333:topic') }, { region: 'us-east-1' }],
    ['the account of the role of a function', { A: lambda(role('111122223333')) }, { account: '111122223333' }],
    ['the account of a replication role', {
      A: { Type: 'AWS::S3::Bucket', Properties: { ReplicationConfiguration: { Role: role('111122223333') } } },
    }, { account: '111122223333' }],
    ['nothing from functions of two Regions', { A: custom(token('eu-west-1')), B: custom(token('us-east-1')) }, {}],
    ['nothing from references', { A: custom({ Ref: 'P' }), B: lambda({ Ref: 'R' }) }, {}],
    ['nothing from other roles', { A: { Type: 'AWS::IAM::Policy', Properties: { Role: role('111122223333') } } }, {}],
  ])('infers %s', (_, Resources, expected) => {
    const stack = stackOf({ Resources });
    expect(inferEnvironment(stack)).toEqual({ region: undefined, account: undefined, ...expected });
    expect(inferEnvironment(stack)).toBe(inferEnvironment(stack));
  });

  test('infers nothing from a text', () => {
    expect(inferEnvironment(stackOf('text'))).toEqual({});
  });
});
