import { accessPoint, bucket, read, type Resources, stack } from './templates';

const ARN = { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' };
const OBJECTS = { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}/object/*' };

const allow = (action: unknown, resource: unknown, more: Record<string, unknown> = {}) =>
  ({ Effect: 'Allow', Action: action, Resource: resource, ...more });
const document = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const inline = (...statements: unknown[]) => [{ PolicyName: 'p', PolicyDocument: document(...statements) }];
const identity = (type: string, properties: Record<string, unknown>) =>
  ({ Type: `AWS::IAM::${type}`, Properties: properties });
const policy = (...statements: unknown[]) => ({
  Type: 'AWS::S3::MultiRegionAccessPointPolicy',
  Properties: { MrapName: { Ref: 'Media' }, Policy: document(...statements) },
});

/** The clients as lines: kind and name, access, and the kinds of policies. An asterisk marks uncertain access. */
function listClients(resources: Resources): string[] {
  const { groups } = read(stack('Home', 'eu-west-1', {
    Ireland: bucket('media-ireland'), Media: accessPoint('media', 'media-ireland'), ...resources,
  }));
  return groups[0].clients.map(({ kind, name, access, grantedBy }) => [
    `${kind} ${name}`,
    access.map((one) => `${one.kind}${one.isCertain ? '' : '*'}`).join(' '),
    grantedBy.join(', '),
  ].join(': '));
}

describe('findClients', () => {
  test('lists roles, users and groups with inline, separate and managed policies', () => {
    expect(listClients({
      Reader: identity('Role', { Policies: inline(allow('s3:GetObject', OBJECTS), allow('s3:ListBucket', ARN)) }),
      Writer: identity('User', {}),
      Team: identity('Group', { ManagedPolicyArns: [{ Ref: 'Managed' }] }),
      Admin: identity('Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      Other: identity('Role', { Policies: inline(allow('s3:GetObject', 'arn:aws:s3:::other/*')) }),
      Separate: identity('Policy', {
        PolicyDocument: document(allow(['s3:PutObject'], OBJECTS)), Users: [{ Ref: 'Writer' }], Roles: ['outside'],
      }),
      Managed: identity('ManagedPolicy', { PolicyDocument: document(allow('s3:Delete*', OBJECTS)) }),
    })).toEqual([
      'role Home/Reader: list read: identity policy',
      'role Home/Admin: list read write delete: identity policy',
      'user Home/Writer: write: identity policy',
      'group Home/Team: delete: identity policy',
      'role outside: write: identity policy',
    ]);
  });

  test('lists the principals of the access point policy with their accounts', () => {
    expect(listClients({
      Role: identity('Role', { Policies: inline(allow('s3:GetObject', OBJECTS)) }),
      Policy: policy(
        allow('s3:GetObject', OBJECTS, { Principal: { AWS: ['arn:aws:iam::444455556666:root', '777788889999'] } }),
        allow('s3:PutObject', OBJECTS, { Principal: { AWS: 'arn:aws:iam::444455556666:role/writer' } }),
        allow('s3:PutObject', OBJECTS, { Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } } }),
        allow('s3:GetObject', OBJECTS, { Principal: { Service: 'logging.s3.amazonaws.com' } }),
      ),
    })).toEqual([
      'role Home/Role: read write: identity policy, access point policy',
      'account 444455556666: read: access point policy',
      'account 777788889999: read: access point policy',
      'role arn:aws:iam::444455556666:role/writer: write: access point policy',
      'service logging.s3.amazonaws.com: read: access point policy',
    ]);
  });

  test('marks access with conditions and public access', () => {
    const condition = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-example' } } };
    expect(listClients({
      Policy: policy(
        allow('s3:GetObject', OBJECTS, { Principal: '*', ...condition }),
        allow('s3:PutObject', OBJECTS, { NotPrincipal: { AWS: '444455556666' } }),
      ),
    })).toEqual([
      'everyone everyone: read*: access point policy',
      'everyone everyone except the principals of a NotPrincipal element: write: access point policy',
    ]);
  });

  test('omits access that a deny statement or a permissions boundary prevents', () => {
    expect(listClients({
      Denied: identity('Role', {
        Policies: inline(allow('s3:*', '*'), { ...allow(['s3:PutObject', 's3:DeleteObject'], '*'), Effect: 'Deny' }),
      }),
      Bounded: identity('Role', { Policies: inline(allow('s3:*', '*')), PermissionsBoundary: { Ref: 'Boundary' } }),
      Boundary: identity('ManagedPolicy', { PolicyDocument: document(allow('s3:GetObject', '*')) }),
    })).toEqual(['role Home/Denied: list read: identity policy', 'role Home/Bounded: read: identity policy']);
  });

  test('lists CloudFront distributions and VPC endpoints', () => {
    const origin = { Id: 'media', DomainName: { 'Fn::Sub': '${Media.Alias}.accesspoint.s3-global.amazonaws.com' } };
    const source = { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:cloudfront::111122223333:distribution/${Cdn}' } };
    const endpoint = (more: Record<string, unknown> = {}) => ({
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: { ServiceName: 'com.amazonaws.s3-global.accesspoint', VpcEndpointType: 'Interface', ...more },
    });
    expect(listClients({
      Cdn: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: { Origins: [origin] } } },
      Policy: policy(allow('s3:GetObject', OBJECTS, {
        Principal: { Service: 'cloudfront.amazonaws.com' }, Condition: { StringEquals: source },
      })),
      Open: endpoint(),
      Limited: endpoint({ PolicyDocument: document(allow('s3:GetObject', OBJECTS, { Principal: '*' })) }),
      Other: endpoint({ PolicyDocument: document(allow('s3:GetObject', 'arn:aws:s3:::other/*', { Principal: '*' })) }),
    })).toEqual([
      'CloudFront distribution Home/Cdn: read: access point policy',
      'VPC endpoint Home/Open: list read write delete: endpoint policy',
      'VPC endpoint Home/Limited: read: endpoint policy',
    ]);
  });
});
