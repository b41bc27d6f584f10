import { findRoleByArn, findRoles } from '../../../src/linter/model/roles';
import { applicationOf, make, UNKNOWN } from '../support';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const WRITE = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };
const role = (properties = {}) => make.role([READ], { RoleName: 'reader', ...properties });
const attached = (type: string, properties: object) => ({
  Type: `AWS::IAM::${type}`,
  Properties: { PolicyDocument: { Statement: [WRITE] }, ...properties },
});
const managed = { Managed: attached('ManagedPolicy', {}) };

describe('findRoles', () => {
  test.each<[string, Record<string, unknown>, string[], boolean]>([
    ['inline statements', { Role: role() }, ['s3:GetObject'], true],
    [
      'a policy that names the role', { Role: role(), Policy: attached('Policy', { Roles: [{ Ref: 'Role' }] }) },
      ['s3:GetObject', 's3:PutObject'], true,
    ],
    [
      'a role policy', { Role: role(), Policy: attached('RolePolicy', { RoleName: 'reader' }) },
      ['s3:GetObject', 's3:PutObject'], true,
    ],
    ['two attached policies', {
      Role: role(),
      One: attached('Policy', { Roles: ['reader'] }),
      Two: attached('Policy', { Roles: ['other', 'reader'] }),
    }, ['s3:GetObject', 's3:PutObject', 's3:PutObject'], true],
    [
      'a policy of a role that only a deployment decides',
      { Role: role(), Policy: attached('RolePolicy', { RoleName: UNKNOWN }) }, ['s3:GetObject'], false,
    ],
    [
      'a policy of a role whose name is the same parameter',
      { Role: role({ RoleName: UNKNOWN }), Policy: attached('RolePolicy', { RoleName: UNKNOWN }) },
      ['s3:GetObject', 's3:PutObject'], true,
    ],
    ['no policy of another role or user', {
      Role: role(),
      Policy: attached('Policy', { Roles: ['other'] }),
      Users: attached('Policy', { Users: ['reader'] }),
    }, ['s3:GetObject'], true],
    [
      'a managed policy', { Role: role({ ManagedPolicyArns: [{ Ref: 'Managed' }] }), ...managed },
      ['s3:GetObject', 's3:PutObject'], true,
    ],
    ['a managed policy that is attached twice', {
      Role: role({ ManagedPolicyArns: [{ Ref: 'Managed' }] }),
      Managed: attached('ManagedPolicy', { Roles: ['reader'] }),
    }, ['s3:GetObject', 's3:PutObject'], true],
    ['an AWS managed policy, which is unknown', {
      Role: role({ ManagedPolicyArns: [{ Ref: 'Managed' }, 'arn:aws:iam::aws:policy/AmazonS3FullAccess'] }),
      ...managed,
    }, ['s3:GetObject', 's3:PutObject'], false],
    ['an unknown inline policy', { Role: role({ Policies: [UNKNOWN] }) }, [], false],
    ['an unknown statement beside known ones', {
      Role: role({
        Policies: [{ PolicyDocument: { Statement: [READ, UNKNOWN] } }, { PolicyDocument: { Statement: [READ] } }],
      }),
    }, ['s3:GetObject', 's3:GetObject'], false],
  ])('reads %s', (_, resources, actions, complete) => {
    const [found] = findRoles(applicationOf(resources));
    expect(found.statements.flatMap((statement) => statement.actions?.values ?? [])).toEqual(actions);
    expect(found.complete).toBe(complete);
  });
});

describe('findRoleByArn', () => {
  test('finds a role by its ARN', () => {
    const application = applicationOf({ Role: role(), Named: role({ RoleName: 'named' }) });
    expect(findRoleByArn(application, 'arn:aws:iam::111122223333:role/named')?.resource.logicalId).toBe('Named');
    expect(findRoleByArn(application, 'arn:aws:iam::111122223333:role/none')).toBeUndefined();
    expect(findRoleByArn(application, undefined)).toBeUndefined();
    expect(findRoles(application)[0].trust?.location).toBe('Properties/AssumeRolePolicyDocument');
  });
});
