import { lintAndExplain } from '../../../src/linter/engine/engine';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { applicationOf, make, UNKNOWN } from '../support';

type Resources = Record<string, unknown>;

function undecidedIn(resources: Resources, sections: Resources = {}, stack = {}): string[] {
  return lintAndExplain(applicationOf(resources, sections, stack), LINTER_RULES).undecided
    .map(({ ruleId = '', logicalId, location = '', reason }) => [ruleId, logicalId, location, reason].join(' ').trim());
}

const reason = 'only a deployment decides ${Parameter}';

describe('lintAndExplain', () => {
  test.each<[string, Resources, string[]]>([
    ['an access point with known values', { Media: make.accessPoint() }, []],
    ['the name of an access point', { Media: make.accessPoint({ Name: UNKNOWN }) }, [
      `MRAP101 Media Properties/Name ${reason}`,
    ]],
    [
      'a part of a name', { Media: make.accessPoint({ Name: { 'Fn::Sub': 'media-${Parameter}' } }) },
      ['MRAP101 Media Properties/Name only a deployment decides media-${Parameter}'],
    ],
    ['the members of an access point', { Media: make.accessPoint({ Regions: UNKNOWN }) }, [
      'MRAP201', 'MRAP202', 'MRAP203', 'MRAP211', 'MRAP555', 'MRAP207', 'MRAP208',
    ].map((id) => `${id} Media Properties/Regions ${reason}`)],
    ['one member', { Media: make.accessPoint({ Regions: [{ Bucket: UNKNOWN }, { Bucket: 'media' }] }) }, [
      'MRAP203', 'MRAP555',
    ].map((id) => `${id} Media Properties/Regions/0/Bucket ${reason}`)],
    ['a bucket with a generated name as member', {
      Media: make.accessPoint({ Regions: [{ Bucket: { Ref: 'Bucket' } }, { Bucket: 'media' }] }),
      Bucket: make.bucket('media-ireland', { VersioningConfiguration: { Status: UNKNOWN } }),
    }, [`MRAP401 Bucket Properties/VersioningConfiguration/Status ${reason}`]],
    ['a bucket that is no member', {
      Media: make.accessPoint(), Bucket: make.bucket('other', { VersioningConfiguration: { Status: UNKNOWN } }),
    }, []],
    ['the policy of a bucket that is no member', {
      Media: make.accessPoint(), Bucket: make.bucket('other'), Policy: make.bucketPolicy('other', UNKNOWN),
    }, []],
    ['a role of another application', {
      Bucket: make.bucket('media-ireland', make.replication([make.rule('arn:aws:s3:::copy')])),
    }, ['MRAP415 Bucket  role arn:aws:iam::111122223333:role/replication is not in the templates']],
    ['a role with a policy of another application', {
      Bucket: make.bucket(
        'media-ireland', make.replication([make.rule('arn:aws:s3:::copy')], { 'Fn::GetAtt': ['Role', 'Arn'] }),
      ),
      Role: make.role([], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] }),
    }, ['MRAP415 Role  a policy of role ${Role.Arn} is not in the templates']],
    ['no part of a name that is an account', {
      Media: make.accessPoint({ Name: { 'Fn::Sub': 'media-${AWS::AccountId}' } }),
    }, []],
    ['no name of a destination that the role is allowed without access points', {
      Bucket: make.bucket('media-ireland', make.replication([make.rule(UNKNOWN)], { 'Fn::GetAtt': ['Role', 'Arn'] })),
      Role: make.role([
        { Effect: 'Allow', Action: '*', Resource: ['arn:aws:s3:::media-ireland', 'arn:aws:s3:::media-ireland/*'] },
        { Effect: 'Allow', Action: '*', Resource: { 'Fn::Sub': '${Parameter}/*' } },
      ]),
    }, []],
    ['the permissions of a role', {
      Bucket: make.bucket('media-ireland', make.replication([make.rule(UNKNOWN)], { 'Fn::GetAtt': ['Role', 'Arn'] })),
      Role: make.role([{ Effect: 'Allow', Action: '*', Resource: ['arn:aws:s3:::media*', 'arn:aws:s3:::media*/*'] }]),
    }, [
      'MRAP415 Role  only a deployment decides whether role ${Role.Arn} is allowed s3:ReplicateObject on '
        + '${Parameter}/*',
    ]],
    ['the destination of a member', {
      Media: make.accessPoint(),
      Bucket: make.bucket('media-ireland', make.replication([make.rule(UNKNOWN)], { 'Fn::GetAtt': ['Role', 'Arn'] })),
      Role: make.role([{ Effect: 'Allow', Action: '*', Resource: '*' }]),
    }, [`MRAP403 Bucket Properties/ReplicationConfiguration/Rules/0/Destination/Bucket ${reason}`]],
    ['included parts', {
      Media: make.accessPoint({ PublicAccessBlockConfiguration: { 'Fn::Transform': { Name: 'AWS::Include' } } }),
    }, [
      'MRAP501 Media Properties/PublicAccessBlockConfiguration only a deployment decides (Fn::Transform)',
      'transform AWS::Include can change the template',
    ]],
    ['a loop over a parameter', {
      'Media': make.accessPoint(),
      'Fn::ForEach::Loop': ['Name', UNKNOWN, { 'Bucket${Name}': make.bucket({ Ref: 'Name' }) }],
    }, ['only a deployment decides the collection of Fn::ForEach::Loop']],
    ['a template without access points', { Topic: { Type: 'AWS::SNS::Topic', Properties: { Name: UNKNOWN } } }, []],
  ])('lists %s', (_, resources, expected) => {
    expect(undecidedIn(resources)).toEqual(expected);
  });

  test('lists macros, and not the transforms that it applies', () => {
    const Transform = ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions', 'Count', { Name: 'AWS::Include' }];
    expect(undecidedIn({ Media: make.accessPoint() }, { Transform })).toEqual([
      'transform Count can change the template', 'transform AWS::Include can change the template',
    ]);
  });

  test('lists owners of buckets that it compares with an unknown account', () => {
    const owner = { Bucket: 'media-virginia', BucketAccountId: '444455556666' };
    const open = 'only a deployment decides ${AWS::AccountId}';
    expect(undecidedIn({
      Media: make.accessPoint({ Regions: [{ Bucket: 'media-ireland' }, owner] }),
      Reports: {
        Type: 'AWS::S3::AccessPoint',
        Properties: { Bucket: 'media', Name: 'reports', BucketAccountId: '444455556666' },
      },
      Policy: make.bucketPolicy('media-ireland', {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::media-ireland', 'arn:aws:s3:::media-ireland/*'],
        Condition: { StringEquals: { 's3:DataAccessPointAccount': '777788889999' } },
      }),
    }, {}, { account: undefined })).toEqual([
      `MRAP708 Reports  ${open}`, `MRAP208 Media Properties/Regions/1 ${open}`, `MRAP555 Media  ${open}`,
    ]);
  });

  test('lists no rule that reports a finding about the resource', () => {
    const regions = [{ Bucket: UNKNOWN }, { Bucket: UNKNOWN }];
    expect(undecidedIn({ Media: make.accessPoint({ Regions: regions }) })).toEqual([
      `MRAP555 Media Properties/Regions/0/Bucket ${reason}`,
    ]);
  });
});
