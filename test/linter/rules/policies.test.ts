import { lint } from '../../../src/linter/engine/engine';
import { RULES } from '../../../src/linter/rules/all-rules';
import { allow, applicationOf, applicationOfStacks, ARN, delegate, idsIn, make, OBJECTS, READER, UNKNOWN, withTitles } from '../support';

const media = make.accessPoint();
const on = (...statements: unknown[]) => ({ Media: media, Policy: make.policy({ Ref: 'Media' }, ...statements) });
const whole = (policy: unknown) => ({ Media: media, Policy: { Type: 'AWS::S3::MultiRegionAccessPointPolicy', Properties: { MrapName: { Ref: 'Media' }, Policy: policy } } });
const call = (policy: unknown, phase = 'Create') => make.call('putMultiRegionAccessPointPolicy', { Details: { Name: 'media', Policy: policy } }, { region: 'us-west-2' }, phase);

describe('lint', () => {
  test.each(withTitles<Record<string, unknown>>(
    ['a policy from a parameter', whole(UNKNOWN), []],
    ['no policy', whole(undefined), []],
    ['a policy as JSON text', whole(JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: READER, Action: 's3:GetObject', Resource: '*' } })), []],
    ['a statement from a parameter', whole({ Version: '2012-10-17', Statement: [UNKNOWN] }), []],
    ['an older version', whole({ Version: '2008-10-17', Statement: [] }), ['MRAP508 WARNING']],
    ['a version from a parameter', whole({ Version: UNKNOWN, Statement: [] }), []],
    ['a version that is a number', whole({ Version: 2012, Statement: [] }), ['MRAP508 WARNING']],
    ['a statement without action and resource', on({ Effect: 'Allow', Principal: READER }), ['MRAP508', 'MRAP508']],
    ['an effect from a parameter', on(allow({ Effect: UNKNOWN, Action: 's3:GetObjectAttributes' })), []],
    ['NotAction', on(allow({ Action: undefined, NotAction: 's3:DeleteObject' })), []],
    ['NotResource', on(allow({ Resource: undefined, NotResource: OBJECTS })), []],
    ['a resource from a parameter', on(allow({ Resource: UNKNOWN })), []],
    ['a wildcard for actions and resources', on(allow({ Action: '*', Resource: '*' })), []],
    ['a wildcard for the access points of the account', on(allow({ Resource: 'arn:aws:s3::111122223333:accesspoint/*' })), []],
    ['objects with a policy variable', on(allow({ Resource: { 'Fn::Sub': 'arn:aws:s3::${AWS::AccountId}:accesspoint/${Media.Alias}/object/${!aws:username}/*' } })), []],
    ['a management action', on(allow({ Action: 's3:GetMultiRegionAccessPoint', Resource: ARN })), []],
    ['an action of another service', on(allow({ Action: 'kms:Decrypt' })), []],
    ['a denial of an unsupported action', on(allow({ Effect: 'Deny', Action: 's3:GetObjectAttributes' })), []],
    ['a policy that allows every principal of an organization', on(allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })), []],
    ['a policy that denies every principal', on(allow({ Effect: 'Deny', Principal: '*' })), []],
    ['a policy that allows every principal without BlockPublicPolicy', {
      Media: make.accessPoint({ PublicAccessBlockConfiguration: { BlockPublicPolicy: false } }), Policy: make.policy({ Ref: 'Media' }, allow({ Principal: '*' })),
    }, ['MRAP501', 'MRAP507 WARNING']],
    ['a policy of an access point of another application', { Policy: make.policy('elsewhere', allow({ Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*' })) }, []],
    ['a policy of an access point of another application with a bucket as resource', { Policy: make.policy('elsewhere', allow({ Resource: 'arn:aws:s3:::bucket/*' })) }, ['MRAP502']],
    ['a policy without an access point with a bucket as resource', { Policy: make.policy(undefined, allow({ Resource: 'arn:aws:s3:::bucket/*' })) }, ['MRAP502']],
    ['s3:ListBucket on objects of an access point of another application', {
      Policy: make.policy('elsewhere', allow({ Action: 's3:ListBucket', Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*' })),
    }, ['MRAP504']],
    ['a call of PutMultiRegionAccessPointPolicy with a public policy', { Media: media, Call: call({ Version: '2012-10-17', Statement: [allow({ Principal: '*' })] }) }, ['MRAP507']],
    ['a call of PutMultiRegionAccessPointPolicy with JSON text', { Media: media, Call: call('{"Version":"2012-10-17","Statement":[]}', 'Update') }, []],
    ['a call of PutMultiRegionAccessPointPolicy on deletion', { Media: media, Call: call({ Statement: [allow({ Principal: '*' })] }, 'Delete') }, []],
    ['two policies of which a call puts one', { ...on(allow()), Call: call({ Version: '2012-10-17', Statement: [] }) }, ['MRAP514']],
    ['two policies, one under a condition', { ...on(allow()), Other: { ...make.policy({ Ref: 'Media' }, allow()), Condition: 'Sometimes' } }, []],
    ['a role with a wildcard below an access point', { Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/*' }]) }, []],
    ['a role with actions on a bucket and an access point', {
      Media: media, Role: make.role([{ Effect: 'Allow', Action: ['s3:ListBucket', 's3:GetBucketLocation'], Resource: ['arn:aws:s3:::bucket', ARN] }]),
    }, []],
    ['a role with NotResource', { Media: media, Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', NotResource: ARN }]) }, []],
    ['a role with a management action', { Media: media, Role: make.role([{ Effect: 'Allow', Action: 's3:GetMultiRegionAccessPointRoutes', Resource: ARN }]) }, []],
  ))('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  describe('management permissions', () => {
    const create = { Effect: 'Allow', Action: 's3:CreateMultiRegionAccessPoint', Resource: 'arn:aws:s3::111122223333:accesspoint/*' };
    const describeOperation = { Effect: 'Allow', Action: 's3:Describe*', Resource: 'arn:aws:s3:us-west-2:*:async-request/mrap/*' };
    const list = { Effect: 'Allow', Action: 's3:List*', Resource: '*' };

    test.each(withTitles<Record<string, unknown>>(
      ['a role with all permissions', { Role: make.role([create, describeOperation, list]) }, []],
      ['a role with all permissions by wildcards', { Role: make.role([{ ...create, Action: ['s3:CreateMultiRegionAccessPoint', 's3:*'], Resource: '*' }]) }, []],
      ['a role with an AWS managed policy', { Role: make.role([create], { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess'] }) }, []],
      ['a role with a managed policy of the application', {
        Role: make.role([create], { ManagedPolicyArns: [{ Ref: 'Managed' }] }),
        Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: [describeOperation, list] } } },
      }, []],
      ['a role to which policies are attached', {
        Role: make.role([create]),
        One: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [describeOperation] } } },
        Two: { Type: 'AWS::IAM::RolePolicy', Properties: { RoleName: { Ref: 'Role' }, PolicyDocument: { Statement: list } } },
      }, []],
      ['a role beside a policy of another role', {
        Role: make.role([create, describeOperation]), One: { Type: 'AWS::IAM::Policy', Properties: { Roles: [{ Ref: 'Other' }], Users: ['x'], PolicyDocument: { Statement: [list] } } },
      }, ['MRAP512']],
      ['a role with policies from a parameter', { Role: make.role([create], { Policies: UNKNOWN }) }, []],
      ['a role with a statement from a parameter', { Role: make.role([create, UNKNOWN]) }, []],
      ['a role that lists one bucket', { Role: make.role([create, describeOperation, { ...list, Resource: 'arn:aws:s3:::bucket' }]) }, ['MRAP512']],
      ['a role that lists all buckets but one', { Role: make.role([create, describeOperation, { ...list, Resource: undefined, NotResource: 'arn:aws:s3:::bucket' }]) }, []],
      ['a role that lists a resource from a parameter', { Role: make.role([create, describeOperation, { ...list, Resource: UNKNOWN }]) }, []],
      ['a role that is denied to list', { Role: make.role([create, describeOperation, { ...list, Effect: 'Deny' }]) }, ['MRAP512']],
      ['a role that only reads access points', { Role: make.role([{ ...create, Action: 's3:GetMultiRegionAccessPoint' }]) }, []],
      ['a role that creates access points with aliases and with a wildcard', { Role: make.role([describeOperation, list, { ...create, Resource: ['arn:aws:s3::111122223333:accesspoint/a.mrap', '*'] }]) }, []],
      ['a role that is denied to create one access point', { Role: make.role([{ ...create, Effect: 'Deny', Resource: 'arn:aws:s3::111122223333:accesspoint/a.mrap' }]) }, []],
      ['a role that creates a resource from a parameter', { Role: make.role([describeOperation, list, { ...create, Resource: UNKNOWN }]) }, []],
    ))('%s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });

  // In a statement with several resources, the actions may be meant for another resource than the access point.
  test.each(withTitles<object>(
    ['an object action on the access point', { Resource: ARN }, ['MRAP504']],
    ['s3:ListBucket on objects', { Action: 's3:ListBucket', Resource: OBJECTS }, ['MRAP504']],
    ['both levels with an action for each', { Action: ['s3:ListBucket', 's3:GetObject'], Resource: [ARN, OBJECTS] }, []],
    ['an unsupported action', { Action: 's3:GetBucketPolicy', Resource: ARN }, ['MRAP505']],
    ['a management action', { Action: ['s3:GetMultiRegionAccessPoint', 'kms:Decrypt'], Resource: ARN }, []],
    ['an object action on the access point and on objects of a bucket', { Resource: [ARN, 'arn:aws:s3:::media-ireland/*'] }, []],
    ['an object action on two access points', { Resource: [ARN, 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap'] }, []],
    ['an object action on an access point of another application', { Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap' }, ['MRAP504']],
    ['an object action on the access point and a resource from a parameter', { Resource: [ARN, UNKNOWN] }, []],
    ['NotResource', { Resource: undefined, NotResource: ARN }, []],
    ['an empty list of resources', { Resource: [] }, []],
    ['a statement without resources', { Resource: undefined }, []],
    ['a denied object action on the access point', { Effect: 'Deny', Resource: ARN }, []],
  ))('%s in an identity policy', (_, statement, expected) => {
    expect(idsIn(applicationOf({ Media: media, Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', ...statement }]) }))).toEqual(expected);
  });

  test('reports MRAP505 for bucket management actions, but not for management actions of the access point', () => {
    const managing = allow({ Action: 's3:DeleteMultiRegionAccessPoint', Resource: ARN });
    expect(idsIn(applicationOf({ Media: media, Policy: make.policy('media', managing) }))).toEqual([]);
    expect(idsIn(applicationOf({ Media: media, Policy: make.policy('media', allow({ Action: 's3:GetBucketPolicy', Resource: ARN })) }))).toEqual(['MRAP505']);
  });

  test.each([
    ['Effect', 'has a statement without Effect, expected Allow or Deny'],
    ['Principal', 'has a statement without Principal, expected a principal in every statement'],
    ['Action', 'has a statement without Action, expected an action in every statement'],
    ['Resource', 'has a statement without Resource, expected the access point or its objects'],
  ])('reports a statement without %s', (element, expected) => {
    const findings = lint(applicationOf({ Media: media, Policy: make.policy('media', allow({ [element]: undefined })) }), RULES);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(expected)]);
  });

  test.each<[unknown, string[]]>([
    [undefined, ['has no Version, expected "2012-10-17"']],
    ['2008-10-17', ['has the wrong version, got "2008-10-17", expected "2012-10-17"']],
    ['2012-10-17', []],
    [UNKNOWN, []],
  ])('lists the problems of Version %j', (version, expected) => {
    const policy = {
      Type: 'AWS::S3::MultiRegionAccessPointPolicy',
      Properties: { MrapName: 'media', Policy: { Version: version, Statement: [allow()] } },
    };
    const findings = lint(applicationOf({ Media: media, Policy: policy }), RULES);
    expect(findings.map(({ message }) => message)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  describe('impossible conditions', () => {
    const member = { Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']), Bucket: make.bucket('media-ireland') };
    const deny = (condition: unknown, fields = {}) => ({ ...on({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: OBJECTS, Condition: condition, ...fields }) });

    test.each(withTitles<Record<string, unknown>>(
      ['a denial of a signature version from a parameter', deny({ StringNotEquals: { 's3:signatureversion': UNKNOWN } }), []],
      ['a denial of one signature version', deny({ StringEquals: { 's3:signatureversion': 'AWS' } }), []],
      ['a denial of other signature versions for other principals', deny({ StringNotEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256', 'aws:PrincipalArn': 'x' } }), []],
      ['a denial of addresses outside IPv4 and IPv6 ranges', deny({ NotIpAddress: { 'aws:SourceIp': ['2001:db8::/32', '192.0.2.0/24'] } }), []],
      ['a denial of addresses outside an IPv6 range', deny({ NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' } }), ['MRAP515']],
      ['a denial of an IPv6 range', deny({ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }), []],
      ['a denial of addresses outside an IPv6 range with another condition', deny({ NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' }, Bool: { 'aws:ViaAWSService': 'false' } }), []],
      ['an effect from a parameter', deny({ StringNotEquals: { 's3:signatureversion': 'AWS' } }, { Effect: UNKNOWN }), []],
      ['a denial of other signature versions with a value from a parameter', deny({ StringNotEquals: { 's3:signatureversion': 'AWS', 'aws:x': UNKNOWN } }), []],
      ['a denial of other signature versions, one from a parameter', deny({ StringNotEquals: { 's3:signatureversion': ['AWS', UNKNOWN] } }), []],
      ['an allowance for other signature versions', on(allow({ Condition: { StringNotEquals: { 's3:signatureversion': 'AWS' } } })), []],
      ['an allowance for addresses outside an IPv6 range', on(allow({ Condition: { NotIpAddress: { 'aws:SourceIp': '2001:db8::/32' } } })), []],
      ['a denial of addresses outside no range', deny({ NotIpAddress: { 'aws:SourceIp': [] } }), []],
      ['an allowance for an IPv6 range', on(allow({ Condition: { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } } })), ['MRAP515']],
      ['a denial of TLS below 1.2', deny({ NumericLessThan: { 's3:TlsVersion': '1.2' } }), []],
      ['a denial of TLS above 1.1', deny({ NumericGreaterThan: { 's3:TlsVersion': 1.1 } }), ['MRAP804']],
      ['a denial of TLS 1.3 and above', deny({ NumericGreaterThanEquals: { 's3:TlsVersion': 1.3 } }), []],
      ['a denial of TLS above 1.2', deny({ NumericGreaterThan: { 's3:TlsVersion': '1.2' } }), []],
      ['a denial of TLS above 1.1 and 1.3', deny({ NumericGreaterThan: { 's3:TlsVersion': ['1.1', '1.3'] } }), []],
      ['a denial of TLS from 1.2 and 1.3', deny({ NumericGreaterThanEquals: { 's3:TlsVersion': ['1.2', '1.3'] } }), []],
      ['a denial of TLS above 1.1 if the request has a TLS version', deny({ NumericGreaterThanIfExists: { 's3:TlsVersion': '1.1' } }), ['MRAP804']],
      ['a denial of TLS above 1.1 with an effect from a parameter', deny({ NumericGreaterThan: { 's3:TlsVersion': '1.1' } }, { Effect: UNKNOWN }), []],
      ['a denial of a TLS version from a parameter', deny({ NumericGreaterThan: { 's3:TlsVersion': UNKNOWN } }), []],
      ['an allowance for TLS up to 1.1', on(allow({ Condition: { NumericLessThanEquals: { 's3:TlsVersion': '1.1' } } })), ['MRAP804']],
      ['an allowance for TLS 1.1', on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': '1.1' } } })), ['MRAP804']],
      ['an allowance for TLS below 1.2', on(allow({ Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } })), ['MRAP804']],
      ['an allowance for TLS below 1.2 or 1.3', on(allow({ Condition: { NumericLessThan: { 's3:TlsVersion': ['1.2', '1.3'] } } })), []],
      ['an allowance for TLS other than 1.1', on(allow({ Condition: { NumericNotEquals: { 's3:TlsVersion': '1.1' } } })), []],
      ['an allowance for TLS 1.1 or 1.2', on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': ['1.1', '1.2'] } } })), []],
      ['an allowance for TLS up to 1.2', on(allow({ Condition: { NumericLessThanEquals: { 's3:TlsVersion': '1.2' } } })), []],
      ['an allowance for an empty list of TLS versions', on(allow({ Condition: { NumericEquals: { 's3:TlsVersion': [] } } })), []],
      ['a denial of TLS above 1.1 in the policy of a bucket that is not a member', {
        Bucket: make.bucket('other'), Policy: make.bucketPolicy('other', { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { NumericGreaterThan: { 's3:TlsVersion': 1.1 } } }),
      }, []],
      ['a policy of a member with a statement from a parameter', { ...member, Policy: make.bucketPolicy('media-ireland', UNKNOWN) }, []],
      ['a denial of TLS above 1.1 in the policy of a member', { ...member, Policy: make.bucketPolicy('media-ireland', delegate('media-ireland'), { Effect: 'Deny', Principal: '*', Action: '*', Resource: 'arn:aws:s3:::media-ireland/*', Condition: { NumericGreaterThan: { 's3:TlsVersion': 1.1 } } }) }, ['MRAP804']],
    ))('%s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });

  describe('delegation', () => {
    const app = (...statements: unknown[]) => ({ Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']), Bucket: make.bucket('media-ireland'), Policy: make.bucketPolicy({ Ref: 'Bucket' }, ...statements) });
    const to = (fields: Record<string, unknown>) => app(delegate('media-ireland', fields));
    const when = (condition: unknown) => to({ Condition: condition });

    test.each(withTitles<Record<string, unknown>>(
      ['a delegation to the access point', when({ StringEquals: { 's3:DataAccessPointArn': ARN } }), []],
      ['a delegation to another access point', when({ StringEquals: { 's3:DataAccessPointArn': 'arn:aws:s3::111122223333:accesspoint/other.mrap' } }), ['MRAP555']],
      ['a delegation by a pattern and the account', when({ StringLike: { 's3:DataAccessPointArn': 'arn:aws:s3::111122223333:accesspoint/*' }, StringEquals: { 's3:DataAccessPointAccount': '111122223333' } }), []],
      ['a delegation by ArnEquals', when({ ArnEquals: { 's3:DataAccessPointArn': ARN } }), []],
      ['a delegation to an account from a parameter', when({ StringEquals: { 's3:DataAccessPointAccount': UNKNOWN } }), []],
      ['a delegation with a condition from a parameter', when(UNKNOWN), []],
      ['a delegation to one principal with IfExists', to({ Principal: READER, Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } } }), []],
      ['a delegation to all principals but one with IfExists', to({ Principal: undefined, NotPrincipal: READER, Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } } }), ['MRAP552']],
      ['a delegation without a principal', to({ Principal: undefined, Condition: { StringEqualsIfExists: { 's3:DataAccessPointAccount': '111122223333' } } }), []],
      ['a delegation with ForAnyValue', when({ 'ForAnyValue:StringEquals': { 's3:DataAccessPointAccount': '111122223333' } }), []],
      ['a delegation by StringNotEquals', when({ StringNotEquals: { 's3:DataAccessPointAccount': '444455556666' } }), ['MRAP552']],
      ['a delegation to a malformed ARN', when({ StringLike: { 's3:DataAccessPointArn': 'arn*' } }), ['MRAP553']],
      ['a delegation to any account of an organization', when({ StringLike: { 's3:DataAccessPointArn': '*' }, StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }), ['MRAP552 WARNING']],
      ['a delegation in two statements', app(
        delegate('media-ireland', { Action: 's3:ListBucket*', Resource: 'arn:aws:s3:::media-ireland' }), delegate('media-ireland', { Action: ['s3:*Object*', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], Resource: 'arn:aws:s3:::media-ireland/*' }),
      ), []],
      ['a delegation with NotAction', to({ Action: undefined, NotAction: 's3:DeleteBucket' }), []],
      ['a delegation with NotResource', to({ Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }), []],
      ['a delegation with a resource from a parameter', to({ Resource: UNKNOWN }), []],
      ['a delegation of two prefixes without the bucket', to({ Resource: ['arn:aws:s3:::media-ireland/a/*', 'arn:aws:s3:::media-ireland/b/*'] }), ['MRAP551']],
      ['a delegation with an effect from a parameter', to({ Effect: UNKNOWN }), []],
      ['a delegation beside a statement for server access logs', app(delegate('media-ireland'), { Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::media-ireland/*' }), []],
      ['a delegation beside a denial of plain HTTP', app(delegate('media-ireland'), { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::media-ireland/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), []],
      ['a delegation beside a statement for bucket configuration', app(delegate('media-ireland'), { Effect: 'Allow', Principal: READER, Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::media-ireland' }), []],
      ['a delegation beside a statement with NotPrincipal', app(delegate('media-ireland'), { Effect: 'Allow', NotPrincipal: READER, Action: 's3:GetObject', Resource: 'arn:aws:s3:::media-ireland/*' }), []],
      ['a missing delegation with a role that is allowed to read the bucket', { ...app(), Policy: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::media-ireland/*' }]) }, []],
      ['a missing delegation with a bucket policy that allows to read', app({ Effect: 'Allow', Principal: READER, Action: 's3:Get*', Resource: 'arn:aws:s3:::media-ireland/*' }), []],
      ['a delegation by a call of PutBucketPolicy', { ...app(), Policy: make.call('putBucketPolicy', { Bucket: 'media-ireland', Policy: { Statement: delegate('media-ireland') } }) }, []],
      ['a missing delegation beside a call from a parameter', { ...app(), Policy: { Type: 'Custom::AWS', Properties: { Create: UNKNOWN } } }, []],
      ['a delegation to any account in a policy without a bucket', { Policy: make.bucketPolicy(undefined, delegate('x', { Condition: { StringLike: { 's3:DataAccessPointArn': '*' } } })) }, ['MRAP553']],
    ))('%s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    // An identity that is allowed to use the bucket itself needs no delegation.
    test.each(withTitles<unknown>(
      ['a role that reads the bucket', { Resource: 'arn:aws:s3:::media-ireland/*' }, []],
      ['a role that writes the bucket', { Action: 's3:PutObject', Resource: 'arn:aws:s3:::media-ireland/*' }, []],
      ['a role that reads the bucket among others', { Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::media-ireland/films/*'] }, []],
      ['a role that reads all resources', { Resource: '*' }, []],
      ['a role that reads buckets with the same prefix', { Resource: 'arn:aws:s3:::media-*' }, []],
      ['a role that reads all resources but another bucket', { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' }, []],
      ['a role that reads a resource from a parameter', { Resource: UNKNOWN }, []],
      ['a role that reads a bucket from a parameter', { Resource: { 'Fn::Sub': 'arn:aws:s3:::${Parameter}/*' } }, []],
      ['a role that is allowed an action from a parameter', { Action: UNKNOWN, Resource: 'arn:aws:s3:::media-ireland/*' }, []],
      ['a role that reads another bucket', { Resource: 'arn:aws:s3:::other/*' }, ['MRAP555']],
      ['a role that reads buckets with another prefix', { Resource: 'arn:aws:s3:::other-*' }, ['MRAP555']],
      ['a role that reads a table', { Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/media-ireland' }, ['MRAP555']],
      ['a role that reads all resources but the bucket', { Resource: undefined, NotResource: 'arn:aws:s3:::media-*' }, ['MRAP555']],
      ['a role that only lists the bucket', { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::media-ireland' }, ['MRAP555']],
      ['a role that is denied to read the bucket', { Effect: 'Deny', Resource: 'arn:aws:s3:::media-ireland/*' }, ['MRAP555']],
    ))('%s and a bucket that delegates nothing', (_, statement, expected) => {
      const role = make.role([{ Effect: 'Allow', Action: 's3:GetObject', ...statement as object }]);
      expect(idsIn(applicationOf({ ...app(), Policy: role }))).toEqual(expected);
    });

    test.each(withTitles<unknown[]>(
      ['a policy that allows a delegated action', [allow()], []],
      ['a policy that allows actions that are not delegated', [allow({ Action: ['s3:PutObject', 'S3:deleteobject'] })], ['MRAP557']],
      ['a policy that denies an action that is not delegated', [allow({ Effect: 'Deny', Action: 's3:PutObject' })], []],
      ['a policy that allows NotAction', [allow({ Action: undefined, NotAction: 's3:PutObject' })], []],
      ['a policy that has no action', [allow({ Action: undefined })], ['MRAP508']],
    ))('%s and a bucket that delegates only reading', (_, statements, expected) => {
      const reading = delegate('media-ireland', { Action: ['s3:GetObject', 's3:ListBucket'] });
      expect(idsIn(applicationOf({ ...app(reading), Allowed: make.policy({ Ref: 'Media' }, ...statements) }))).toEqual(expected);
    });

    test('reports MRAP555 as error for a missing delegation of a bucket of another account', () => {
      const foreign = { Media: make.accessPoint({ Regions: [{ Bucket: 'media-partner', BucketAccountId: '444455556666' }, { Bucket: 'media-virginia' }] }) };
      expect(idsIn(applicationOfStacks({ 'Main eu-west-1': foreign, 'Partner us-east-1 444455556666': { Bucket: make.bucket('media-partner') } }))).toEqual(['MRAP555 ERROR']);
    });
  });
});
