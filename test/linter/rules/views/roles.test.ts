import { roleByArn, roles } from '../../../../src/linter/model/roles';
import { applicationOf, make, UNKNOWN } from '../support';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const WRITE = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };
const role = (properties = {}) => make.role([READ], { RoleName: 'reader', ...properties });
const attached = (type: string, properties: object) => ({ Type: `AWS::IAM::${type}`, Properties: { PolicyDocument: { Statement: [WRITE] }, ...properties } });
const managed = { Managed: attached('ManagedPolicy', {}) };

test.each<[string, Record<string, unknown>, string[], boolean]>([
  ['by itself', { Role: role() }, ['s3:GetObject'], true],
  ['by a policy that names it', { Role: role(), Policy: attached('Policy', { Roles: [{ Ref: 'Role' }] }) }, ['s3:GetObject', 's3:PutObject'], true],
  ['by a policy of the role alone', { Role: role(), Policy: attached('RolePolicy', { RoleName: 'reader' }) }, ['s3:GetObject', 's3:PutObject'], true],
  ['by two policies', { Role: role(), One: attached('Policy', { Roles: ['reader'] }), Two: attached('Policy', { Roles: ['other', 'reader'] }) }, ['s3:GetObject', 's3:PutObject', 's3:PutObject'], true],
  ['not by a policy of others', { Role: role(), Policy: attached('Policy', { Roles: ['other'] }), Users: attached('Policy', { Users: ['reader'] }) }, ['s3:GetObject'], true],
  ['by a managed policy', { Role: role({ ManagedPolicyArns: [{ Ref: 'Managed' }] }), ...managed }, ['s3:GetObject', 's3:PutObject'], true],
  ['by one that is attached twice', { Role: role({ ManagedPolicyArns: [{ Ref: 'Managed' }] }), Managed: attached('ManagedPolicy', { Roles: ['reader'] }) }, ['s3:GetObject', 's3:PutObject'], true],
  ['by one of AWS', { Role: role({ ManagedPolicyArns: [{ Ref: 'Managed' }, 'arn:aws:iam::aws:policy/AmazonS3FullAccess'] }), ...managed }, ['s3:GetObject', 's3:PutObject'], false],
  ['by a policy of deployment', { Role: role({ Policies: [UNKNOWN] }) }, [], false],
  ['by statements of deployment, in part', { Role: role({ Policies: [{ PolicyDocument: { Statement: [READ, UNKNOWN] } }, { PolicyDocument: { Statement: [READ] } }] }) }, ['s3:GetObject', 's3:GetObject'], false],
])('a role is allowed %s', (_, resources, actions, complete) => {
  const [found] = roles(applicationOf(resources));
  expect(found.statements.flatMap((statement) => statement.actions?.values ?? [])).toEqual(actions);
  expect(found.complete).toBe(complete);
});

test('a role is found by its ARN', () => {
  const application = applicationOf({ Role: role(), Named: role({ RoleName: 'named' }) });
  expect(roleByArn(application, 'arn:aws:iam::111122223333:role/named')?.resource.logicalId).toBe('Named');
  expect(roleByArn(application, 'arn:aws:iam::111122223333:role/none')).toBeUndefined();
  expect(roleByArn(application, undefined)).toBeUndefined();
  expect(roles(application)[0].trust?.location).toBe('Properties/AssumeRolePolicyDocument');
});
