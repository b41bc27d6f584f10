import { lint } from '../../../src/linter/engine/engine';
import { RULES } from '../../../src/linter/rules/all-rules';
import { allow, applicationOf, applicationOfStacks, ARN, delegate, idsIn, make, OBJECTS, READER, UNKNOWN } from './support';

const media = make.accessPoint();
const on = (...statements: unknown[]) => ({ Media: media, Policy: make.policy({ Ref: 'Media' }, ...statements) });
const whole = (policy: unknown) => ({ Media: media, Policy: { Type: 'AWS::S3::MultiRegionAccessPointPolicy', Properties: { MrapName: { Ref: 'Media' }, Policy: policy } } });
const call = (policy: unknown, phase = 'Create') => make.call('putMultiRegionAccessPointPolicy', { Details: { Name: 'media', Policy: policy } }, { region: 'us-west-2' }, phase);

test.each<[string, Record<string, unknown>, string[]]>([
  ['a policy of deployment', whole(UNKNOWN), []],
  ['no policy', whole(undefined), []],
  ['a policy as text', whole(JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: READER, Action: 's3:GetObject', Resource: '*' } })), []],
  ['a statement of deployment', whole({ Version: '2012-10-17', Statement: [UNKNOWN] }), []],
  ['an older version', whole({ Version: '2008-10-17', Statement: [] }), ['MRAP508 WARNING']],
  ['a version of deployment', whole({ Version: UNKNOWN, Statement: [] }), []],
  ['a version that is a number', whole({ Version: 2012, Statement: [] }), ['MRAP508 WARNING']],
  ['no action and no resource', on({ Effect: 'Allow', Principal: READER }), ['MRAP508', 'MRAP508']],
  ['an effect of deployment', on(allow({ Effect: UNKNOWN, Action: 's3:GetObjectAttributes' })), []],
  ['all but some actions', on(allow({ Action: undefined, NotAction: 's3:DeleteObject' })), []],
  ['all but some resources', on(allow({ Resource: undefined, NotResource: OBJECTS })), []],
  ['a resource of deployment', on(allow({ Resource: UNKNOWN })), []],
  ['everything', on(allow({ Action: '*', Resource: '*' })), []],
  ['every object of the account', on(allow({ Resource: 'arn:aws:s3::111122223333:accesspoint/*' })), []],
  ['objects with a policy variable', on(allow({ Resource: { 'Fn::Sub': 'arn:aws:s3::${AWS::AccountId}:accesspoint/${Media.Alias}/object/${!aws:username}/*' } })), []],
  ['a management action in its own policy', on(allow({ Action: 's3:GetMultiRegionAccessPoint', Resource: ARN })), []],
  ['an action of another service', on(allow({ Action: 'kms:Decrypt' })), []],
  ['a denial of what is not supported', on(allow({ Effect: 'Deny', Action: 's3:GetObjectAttributes' })), []],
  ['everyone in one organization', on(allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })), []],
  ['everyone denied', on(allow({ Effect: 'Deny', Principal: '*' })), []],
  ['everyone, with nothing blocked', {
    Media: make.accessPoint({ PublicAccessBlockConfiguration: { BlockPublicPolicy: false } }), Policy: make.policy({ Ref: 'Media' }, allow({ Principal: '*' })),
  }, ['MRAP501', 'MRAP507 WARNING']],
  ['a policy for a name elsewhere', { Policy: make.policy('elsewhere', allow({ Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*' })) }, []],
  ['a policy for a name elsewhere, on a bucket', { Policy: make.policy('elsewhere', allow({ Resource: 'arn:aws:s3:::bucket/*' })) }, ['MRAP502']],
  ['a policy for nothing, on a bucket', { Policy: make.policy(undefined, allow({ Resource: 'arn:aws:s3:::bucket/*' })) }, ['MRAP502']],
  ['a listing elsewhere on objects', {
    Policy: make.policy('elsewhere', allow({ Action: 's3:ListBucket', Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*' })),
  }, ['MRAP504']],
  ['a policy put by a call', { Media: media, Call: call({ Version: '2012-10-17', Statement: [allow({ Principal: '*' })] }) }, ['MRAP507']],
  ['a policy put by a call as text', { Media: media, Call: call('{"Version":"2012-10-17","Statement":[]}', 'Update') }, []],
  ['a policy put by a deletion', { Media: media, Call: call({ Statement: [allow({ Principal: '*' })] }, 'Delete') }, []],
  ['two policies, one by a call', { ...on(allow()), Call: call({ Version: '2012-10-17', Statement: [] }) }, ['MRAP514']],
  ['two policies, one under a condition', { ...on(allow()), Other: { ...make.policy({ Ref: 'Media' }, allow()), Condition: 'Sometimes' } }, []],
  ['a pattern for access points in a role', { Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/*' }]) }, []],
  ['a role for a bucket and an access point', {
    Media: media, Role: make.role([{ Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: ['arn:aws:s3:::bucket', ARN] }]),
  }, []],
  ['a role for all but an access point', { Media: media, Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', NotResource: ARN }]) }, []],
  ['a manager in a role', { Media: media, Role: make.role([{ Effect: 'Allow', Action: 's3:GetMultiRegionAccessPointRoutes', Resource: ARN }]) }, []],
])('%s', (_, resources, expected) => {
  expect(idsIn(applicationOf(resources))).toEqual(expected);
});

describe('managers of access points', () => {
  const create = { Effect: 'Allow', Action: 's3:CreateMultiRegionAccessPoint', Resource: 'arn:aws:s3::111122223333:accesspoint/*' };
  const describeOperation = { Effect: 'Allow', Action: 's3:Describe*', Resource: 'arn:aws:s3:us-west-2:*:async-request/mrap/*' };
  const list = { Effect: 'Allow', Action: 's3:List*', Resource: '*' };

  test.each<[string, Record<string, unknown>, string[]]>([
    ['with everything', { Role: make.role([create, describeOperation, list]) }, []],
    ['with everything at once', { Role: make.role([{ ...create, Action: ['s3:CreateMultiRegionAccessPoint', 's3:*'], Resource: '*' }]) }, []],
    ['with a policy of AWS\'s own', { Role: make.role([create], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] }) }, []],
    ['with a policy of the application', {
      Role: make.role([create], { ManagedPolicyArns: [{ Ref: 'Managed' }] }),
      Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [describeOperation, list] } } },
    }, []],
    ['with a policy that attaches itself', {
      Role: make.role([create]),
      One: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [describeOperation] } } },
      Two: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { Ref: 'Role' }, PolicyDocument: { Statement: list } } },
    }, []],
    ['with a policy for someone else', {
      Role: make.role([create, describeOperation]), One: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Other' }], Users: ['x'], PolicyDocument: { Statement: [list] } } },
    }, ['MRAP512']],
    ['with a policy of deployment', { Role: make.role([create], { Policies: UNKNOWN }) }, []],
    ['with statements of deployment', { Role: make.role([create, UNKNOWN]) }, []],
    ['who list one bucket', { Role: make.role([create, describeOperation, { ...list, Resource: 'arn:aws:s3:::bucket' }]) }, ['MRAP512']],
    ['who list all but one bucket', { Role: make.role([create, describeOperation, { ...list, Resource: undefined, NotResource: 'arn:aws:s3:::bucket' }]) }, []],
    ['who list what deployment shows', { Role: make.role([create, describeOperation, { ...list, Resource: UNKNOWN }]) }, []],
    ['who may not list', { Role: make.role([create, describeOperation, { ...list, Effect: 'Deny' }]) }, ['MRAP512']],
    ['who only read', { Role: make.role([{ ...create, Action: 's3:GetMultiRegionAccessPoint' }]) }, []],
    ['who create some', { Role: make.role([describeOperation, list, { ...create, Resource: ['arn:aws:s3::111122223333:accesspoint/a.mrap', '*'] }]) }, []],
    ['who may not create one', { Role: make.role([{ ...create, Effect: 'Deny', Resource: 'arn:aws:s3::111122223333:accesspoint/a.mrap' }]) }, []],
    ['who create what deployment shows', { Role: make.role([describeOperation, list, { ...create, Resource: UNKNOWN }]) }, []],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });
});

// A statement that names something beside the access point may mean its actions for that.
test.each<[string, object, string[]]>([
  ['the access point alone, on the wrong level', { Resource: ARN }, ['MRAP504']],
  ['its objects, on the wrong level', { Action: 's3:ListBucket', Resource: OBJECTS }, ['MRAP504']],
  ['both', { Action: ['s3:ListBucket', 's3:GetObject'], Resource: [ARN, OBJECTS] }, []],
  ['what it does not support', { Action: 's3:GetBucketPolicy', Resource: ARN }, ['MRAP505']],
  ['its management', { Action: ['s3:GetMultiRegionAccessPoint', 'kms:Decrypt'], Resource: ARN }, []],
  ['the wrong level, beside a bucket', { Resource: [ARN, 'arn:aws:s3:::media-ireland/*'] }, []],
  ['the wrong level, beside another access point', { Resource: [ARN, 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap'] }, []],
  ['the wrong level of one elsewhere', { Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap' }, ['MRAP504']],
  ['the wrong level, beside what deployment shows', { Resource: [ARN, UNKNOWN] }, []],
  ['all but the access point', { Resource: undefined, NotResource: ARN }, []],
  ['nothing', { Resource: [] }, []],
  ['no resource', { Resource: undefined }, []],
  ['the wrong level, denied', { Effect: 'Deny', Resource: ARN }, []],
])('an identity may use %s', (_, statement, expected) => {
  expect(idsIn(applicationOf({ Media: media, Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', ...statement }]) }))).toEqual(expected);
});

test('a policy of an access point may not manage it', () => {
  const managing = allow({ Action: 's3:DeleteMultiRegionAccessPoint', Resource: ARN });
  expect(idsIn(applicationOf({ Media: media, Policy: make.policy('media', managing) }))).toEqual([]);
  expect(idsIn(applicationOf({ Media: media, Policy: make.policy('media', allow({ Action: 's3:GetBucketPolicy', Resource: ARN })) }))).toEqual(['MRAP505']);
});

test.each([
  [{ Effect: undefined }, 'has a statement without Effect, expected Allow or Deny'],
  [{ Principal: undefined }, 'has a statement without Principal, expected a principal in every statement'],
  [{ Action: undefined }, 'has a statement without Action, expected an action in every statement'],
  [{ Resource: undefined }, 'has a statement without Resource, expected the access point or its objects'],
])('a policy with %j says what is missing', (fields, expected) => {
  const findings = lint(applicationOf({ Media: media, Policy: make.policy('media', allow(fields)) }), RULES);
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(expected)]);
});

test.each<[unknown, string[]]>([
  [undefined, ['has no Version, expected "2012-10-17"']],
  ['2008-10-17', ['has Version "2008-10-17", expected "2012-10-17"']],
  ['2012-10-17', []],
  [UNKNOWN, []],
])('Version %j', (version, expected) => {
  const policy = {
    Type: 'AWS::S3::MultiRegionAccessPointPolicy',
    Properties: { MrapName: 'media', Policy: { Version: version, Statement: [allow()] } },
  };
  const findings = lint(applicationOf({ Media: media, Policy: policy }), RULES);
  expect(findings.map(({ message }) => message)).toEqual(expected.map((text) => expect.stringContaining(text)));
});

describe('denials', () => {
  const member = { Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']), Bucket: make.bucket('media-ireland') };
  const deny = (condition: unknown, fields = {}) => ({ ...on({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: OBJECTS, Condition: condition, ...fields }) });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['by an unknown signature', deny({ StringNotEquals: { 's3:signatureversion': UNKNOWN } }), []],
    ['by a signature that is named', deny({ StringEquals: { 's3:signatureversion': 'AWS' } }), []],
    ['by a signature and something else', deny({ StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256', 'aws:PrincipalArn': 'x' } }), []],
    ['by addresses of both kinds', deny({ NotIpAddress: { 'aws:SourceIp': ['2001:db8::/32', '192.0.2.0/24'] } }), []],
    ['by addresses of the newer kind', deny({ NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' } }), ['MRAP515']],
    ['of addresses of the newer kind', deny({ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }), []],
    ['by addresses and something else', deny({ NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' }, Bool: { 'aws:ViaAWSService': 'false' } }), []],
    ['by a signature, in an effect of deployment', deny({ StringNotEquals: { 's3:signatureversion': 'AWS' } }, { Effect: UNKNOWN }), []],
    ['by a signature, and what deployment shows', deny({ StringNotEquals: { 's3:signatureversion': 'AWS', 'aws:x': UNKNOWN } }), []],
    ['by signatures, one of deployment', deny({ StringNotEquals: { 's3:signatureversion': ['AWS', UNKNOWN] } }), []],
    ['but for another signature', on(allow({ Condition: { StringNotEquals: { 's3:signatureversion': 'AWS' } } })), []],
    ['but for other than the newer kind', on(allow({ Condition: { NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' } } })), []],
    ['of no address', deny({ NotIpAddress: { 'aws:SourceIp': [] } }), []],
    ['of everyone but the newer kind', on(allow({ Condition: { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } } })), ['MRAP515']],
    ['of old TLS', deny({ NumericLessThan: { 's3:TlsVersion': '1.2' } }), []],
    ['of new TLS', deny({ NumericGreaterThan: { 's3:TlsVersion': 1.1 } }), ['MRAP804']],
    ['of newest TLS', deny({ NumericGreaterThanEquals: { 's3:TlsVersion': 1.3 } }), []],
    ['of TLS newer than 1.2', deny({ NumericGreaterThan: { 's3:TlsVersion': '1.2' } }), []],
    ['of TLS newer than one of two', deny({ NumericGreaterThan: { 's3:TlsVersion': ['1.1', '1.3'] } }), []],
    ['of TLS from 1.2 or 1.3', deny({ NumericGreaterThanEquals: { 's3:TlsVersion': ['1.2', '1.3'] } }), []],
    ['of new TLS, where there is any', deny({ NumericGreaterThanIfExists: { 's3:TlsVersion': '1.1' } }), ['MRAP804']],
    ['of new TLS, in an effect of deployment', deny({ NumericGreaterThan: { 's3:TlsVersion': '1.1' } }, { Effect: UNKNOWN }), []],
    ['of TLS of deployment', deny({ NumericGreaterThan: { 's3:TlsVersion': UNKNOWN } }), []],
    ['but for old TLS', on(allow({ Condition: { NumericLessThanEquals: { 's3:TlsVersion': '1.1' } } })), ['MRAP804']],
    ['but for one old TLS', on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': '1.1' } } })), ['MRAP804']],
    ['but for TLS before 1.2', on(allow({ Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } })), ['MRAP804']],
    ['but for TLS before 1.3', on(allow({ Condition: { NumericLessThan: { 's3:TlsVersion': ['1.2', '1.3'] } } })), []],
    ['but for other TLS', on(allow({ Condition: { NumericNotEquals: { 's3:TlsVersion': '1.1' } } })), []],
    ['but for old TLS or new', on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': ['1.1', '1.2'] } } })), []],
    ['but for TLS up to 1.2', on(allow({ Condition: { NumericLessThanEquals: { 's3:TlsVersion': '1.2' } } })), []],
    ['but for no TLS at all', on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': [] } } })), []],
    ['of a bucket that is no member', {
      Bucket: make.bucket('other'), Policy: make.bucketPolicy('other', { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { NumericGreaterThan: { 's3:TlsVersion': 1.1 } } }),
    }, []],
    ['of a member by deployment', { ...member, Policy: make.bucketPolicy('media-ireland', UNKNOWN) }, []],
    ['of a member', { ...member, Policy: make.bucketPolicy('media-ireland', delegate('media-ireland'), { Effect: 'Deny', Principal: '*', Action: '*', Resource: 'arn:aws:s3:::media-ireland/*', Condition: { NumericGreaterThan: { 's3:TlsVersion': 1.1 } } }) }, ['MRAP804']],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });
});

describe('delegation', () => {
  const app = (...statements: unknown[]) => ({ Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']), Bucket: make.bucket('media-ireland'), Policy: make.bucketPolicy({ Ref: 'Bucket' }, ...statements) });
  const to = (fields: Record<string, unknown>) => app(delegate('media-ireland', fields));
  const when = (condition: unknown) => to({ Condition: condition });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['to one access point', when({ StringEquals: { 's3:DataAccessPointArn': ARN } }), []],
    ['to another access point', when({ StringEquals: { 's3:DataAccessPointArn': 'arn:aws:s3::111122223333:accesspoint/other.mrap' } }), ['MRAP555']],
    ['by pattern and account', when({ StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3::111122223333:accesspoint/*' }, StringEquals: { 's3:DataAccessPointAccount': '111122223333' } }), []],
    ['by ARN as ARN', when({ ArnEquals: { 's3:DataAccessPointArn': ARN } }), []],
    ['to an account of deployment', when({ StringEquals: { 's3:DataAccessPointAccount': UNKNOWN } }), []],
    ['by conditions of deployment', when(UNKNOWN), []],
    ['to one principal', to({ Principal: READER, Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } } }), []],
    ['to all but one principal', to({ Principal: undefined, NotPrincipal: READER, Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } } }), ['MRAP552']],
    ['to nobody', to({ Principal: undefined, Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } } }), []],
    ['with a set qualifier', when({ 'ForAnyValue:StringEquals': { 's3:DataAccessPointAccount': '111122223333' } }), []],
    ['to what is not another', when({ StringNotEquals: { 's3:DataAccessPointAccount': '444455556666' } }), ['MRAP552']],
    ['to a malformed ARN', when({ StringLike: { 's3:DataAccessPointArn': 'arn*' } }), ['MRAP553']],
    ['narrowed by an organization', when({ StringLike: { 's3:DataAccessPointArn': '*' }, StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }), ['MRAP552 WARNING']],
    ['in two halves', app(
      delegate('media-ireland', { Action: 's3:ListBucket*', Resource: 'arn:aws:s3:::media-ireland' }), delegate('media-ireland', { Action: ['s3:*Object*', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], Resource: 'arn:aws:s3:::media-ireland/*' }),
    ), []],
    ['of all but deletion', to({ Action: undefined, NotAction: 's3:DeleteBucket' }), []],
    ['of all but another bucket', to({ Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }), []],
    ['of a resource of deployment', to({ Resource: UNKNOWN }), []],
    ['of the wrong half twice', to({ Resource: ['arn:aws:s3:::media-ireland/a/*', 'arn:aws:s3:::media-ireland/b/*'] }), ['MRAP551']],
    ['in an effect of deployment', to({ Effect: UNKNOWN }), []],
    ['beside logs', app(delegate('media-ireland'), { Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::media-ireland/*' }), []],
    ['beside a denial', app(delegate('media-ireland'), { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::media-ireland/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), []],
    ['beside configuration', app(delegate('media-ireland'), { Effect: 'Allow', Principal: READER, Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::media-ireland' }), []],
    ['beside all but one principal', app(delegate('media-ireland'), { Effect: 'Allow', NotPrincipal: READER, Action: 's3:GetObject', Resource: 'arn:aws:s3:::media-ireland/*' }), []],
    ['absent, with the same allowed to a role', { ...app(), Policy: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media-ireland/*' }]) }, []],
    ['absent, with the same allowed by the bucket', app({ Effect: 'Allow', Principal: READER, Action: 's3:Get*', Resource: 'arn:aws:s3:::media-ireland/*' }), []],
    ['by a call', { ...app(), Policy: make.call('putBucketPolicy', { Bucket: 'media-ireland', Policy: { Statement: delegate('media-ireland') } }) }, []],
    ['by a call of deployment', { ...app(), Policy: { Type: 'Custom::AWS', Properties: { Create: UNKNOWN } } }, []],
    ['on a bucket that nobody names', { Policy: make.bucketPolicy(undefined, delegate('x', { Condition: { StringLike: { 's3:DataAccessPointArn': '*' } } })) }, ['MRAP553']],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  // An identity that may use the bucket itself needs no delegation; one that may not, or uses another bucket, does.
  test.each<[string, unknown, string[]]>([
    ['reads it', { Resource: 'arn:aws:s3:::media-ireland/*' }, []],
    ['writes it', { Action: 's3:PutObject', Resource: 'arn:aws:s3:::media-ireland/*' }, []],
    ['reads it among others', { Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::media-ireland/films/*'] }, []],
    ['reads everything', { Resource: '*' }, []],
    ['reads buckets that begin alike', { Resource: 'arn:aws:s3:::media-*' }, []],
    ['reads everything but another bucket', { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }, []],
    ['reads what deployment shows', { Resource: UNKNOWN }, []],
    ['reads a bucket of deployment', { Resource: { 'Fn::Sub': 'arn:aws:s3:::${Parameter}/*' } }, []],
    ['may do what deployment shows', { Action: UNKNOWN, Resource: 'arn:aws:s3:::media-ireland/*' }, []],
    ['reads another bucket', { Resource: 'arn:aws:s3:::other/*' }, ['MRAP555']],
    ['reads buckets that begin otherwise', { Resource: 'arn:aws:s3:::other-*' }, ['MRAP555']],
    ['reads something else', { Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/media-ireland' }, ['MRAP555']],
    ['reads everything but it', { Resource: undefined, NotResource: 'arn:aws:s3:::media-*' }, ['MRAP555']],
    ['lists it', { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::media-ireland' }, ['MRAP555']],
    ['is denied it', { Effect: 'Deny', Resource: 'arn:aws:s3:::media-ireland/*' }, ['MRAP555']],
  ])('absent, with a role that %s', (_, statement, expected) => {
    const role = make.role([{ Effect: 'Allow', Action: 's3:GetObject', ...statement as object }]);
    expect(idsIn(applicationOf({ ...app(), Policy: role }))).toEqual(expected);
  });

  test.each<[string, unknown[], string[]]>([
    ['is delegated', [allow()], []],
    ['is not', [allow({ Action: ['s3:PutObject', 'S3:deleteobject'] })], ['MRAP557']],
    ['is denied', [allow({ Effect: 'Deny', Action: 's3:PutObject' })], []],
    ['is all but something', [allow({ Action: undefined, NotAction: 's3:PutObject' })], []],
    ['is missing', [allow({ Action: undefined })], ['MRAP508']],
  ])('of reading alone, where what the access point allows %s', (_, statements, expected) => {
    const reading = delegate('media-ireland', { Action: ['s3:GetObject', 's3:ListBucket'] });
    expect(idsIn(applicationOf({ ...app(reading), Allowed: make.policy({ Ref: 'Media' }, ...statements) }))).toEqual(expected);
  });

  test('of a bucket of another account is an error', () => {
    const foreign = { Media: make.accessPoint({ Regions: [{ Bucket: 'media-partner', BucketAccountId: '444455556666' }, { Bucket: 'media-virginia' }] }) };
    expect(idsIn(applicationOfStacks({ 'Main eu-west-1': foreign, 'Partner us-east-1 444455556666': { Bucket: make.bucket('media-partner') } }))).toEqual(['MRAP555 ERROR']);
  });
});
