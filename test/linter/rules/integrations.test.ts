import { allow, applicationOf, ARN, delegate, idsIn, make, OBJECTS, READER, UNKNOWN, withTitles } from '../support';

const media = make.accessPoint();
const HOST = { 'Fn::Sub': '${Media.Alias}.accesspoint.s3-global.amazonaws.com' };
const control = (protocol: unknown = 'sigv4a', type: unknown = 's3') => ({
  Type: 'AWS::CloudFront::OriginAccessControl',
  Properties: { OriginAccessControlConfig: { SigningProtocol: protocol, OriginAccessControlOriginType: type } },
});
const distribution = (origin: object = {}, config: object = {}) => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      Origins: [{ Id: 'media', DomainName: HOST, OriginAccessControlId: { Ref: 'Control' }, ...origin }],
      DefaultCacheBehavior: { TargetOriginId: 'media' },
      ...config,
    },
  },
});
const allowCloudFront = make.policy({ Ref: 'Media' }, allow({ Principal: { Service: 'cloudfront.amazonaws.com' } }));
const behavior = (event: unknown, target = 'media') => ({
  TargetOriginId: target,
  LambdaFunctionAssociations: [{ EventType: event }],
});
const whole = { Media: media, Policy: allowCloudFront, Control: control() };

describe('lint', () => {
  describe('CloudFront', () => {
    test.each(withTitles<Record<string, unknown>>(
      ['a distribution that can sign and is allowed', { ...whole, Front: distribution() }, []],
      ['a distribution with a bucket as origin', { Front: distribution({ DomainName: 'media.s3.amazonaws.com' }) }, []],
      ['a domain name from a parameter', { Front: distribution({ DomainName: UNKNOWN }) }, []],
      ['a domain name with an alias from a parameter', {
        ...whole,
        Front: distribution({ DomainName: { 'Fn::Sub': '${Parameter}.accesspoint.s3-global.amazonaws.com' } }),
      }, []],
      ['a domain name with .mrap twice', {
        ...whole,
        Front: distribution({ DomainName: { 'Fn::Sub': '${Media.Alias}.mrap.accesspoint.s3-global.amazonaws.com' } }),
      }, ['MRAP601']],
      ['a distribution with an access point of another application', {
        Control: control(),
        Front: distribution({ DomainName: 'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com' }),
      }, []],
      [
        'an origin access control of another application',
        { Media: media, Front: distribution({ OriginAccessControlId: 'E123' }) },
        [],
      ],
      [
        'an origin access control of another origin type',
        { ...whole, Control: control('sigv4a', 'lambda'), Front: distribution() },
        ['MRAP601'],
      ],
      [
        'an origin access control with properties from a parameter',
        { ...whole, Control: control(UNKNOWN, UNKNOWN), Front: distribution() },
        [],
      ],
      [
        'an empty origin access control id',
        { Media: media, Front: distribution({ OriginAccessControlId: '' }) },
        ['MRAP601'],
      ],
      ['a distribution without origin access control and with an origin request function', {
        Media: media,
        Front: distribution({ OriginAccessControlId: undefined }, { DefaultCacheBehavior: behavior('origin-request') }),
      }, []],
      ['a distribution without origin access control and with a viewer request function', {
        Media: media,
        Front: distribution({ OriginAccessControlId: undefined }, { DefaultCacheBehavior: behavior('viewer-request') }),
      }, ['MRAP601']],
      [
        'a function on another origin',
        { ...whole, Front: distribution({}, { CacheBehaviors: [behavior('origin-request', 'other')] }) },
        [],
      ],
      [
        'a function on a path of the origin',
        { ...whole, Front: distribution({}, { CacheBehaviors: [behavior('origin-request')] }) },
        ['MRAP603'],
      ],
      [
        'an event type from a parameter',
        { ...whole, Front: distribution({}, { CacheBehaviors: [behavior(UNKNOWN)] }) },
        [],
      ],
      ['a function on an origin group that contains the access point', {
        ...whole,
        Front: distribution({}, {
          OriginGroups: {
            Items: [
              { Id: 'group', Members: { Items: [{ OriginId: 'media' }, { OriginId: 'other' }] } },
              { Id: 'rest', Members: { Items: [{ OriginId: 'other' }] } },
            ],
          },
          CacheBehaviors: [behavior('origin-response', 'group'), behavior('origin-request', 'rest')],
        }),
      }, ['MRAP603']],
      ['a policy that allows every principal of an organization', {
        ...whole,
        Policy: make.policy(
          { Ref: 'Media' }, allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }),
        ),
        Front: distribution(),
      }, []],
      [
        'a policy that allows a principal from a parameter',
        { ...whole, Policy: make.policy({ Ref: 'Media' }, allow({ Principal: UNKNOWN })), Front: distribution() },
        [],
      ],
      [
        'a policy that does not allow CloudFront',
        { ...whole, Policy: make.policy({ Ref: 'Media' }, allow()), Front: distribution() },
        ['MRAP604'],
      ],
      ['a policy that does not allow CloudFront beside a call from a parameter', {
        ...whole,
        Policy: make.policy({ Ref: 'Media' }, allow()),
        Front: distribution(),
        Call: { Type: 'Custom::AWS', Properties: { Create: UNKNOWN } },
      }, []],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    const member = (properties: object = {}, ...statements: unknown[]) => ({
      Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']),
      Policy: allowCloudFront,
      Control: control(),
      Front: distribution(),
      Bucket: make.bucket('media-ireland', { ...properties }),
      BucketPolicy: make.bucketPolicy({ Ref: 'Bucket' }, ...statements),
    });
    const encrypted = (key: unknown) => ({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
        ],
      },
    });
    const keyWith = (policy: unknown) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy } });
    const service = {
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 'kms:Decrypt',
      Resource: '*',
    };

    test.each(withTitles<Record<string, unknown>>(
      [
        'a bucket policy that allows CloudFront itself',
        member({}, { ...service, Action: 's3:GetObject', Resource: 'arn:aws:s3:::media-ireland/*' }),
        [],
      ],
      [
        'a bucket policy that neither delegates nor allows CloudFront',
        { ...member(), Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]) },
        ['MRAP555 ERROR'],
      ],
      [
        'a key by Ref whose policy does not allow CloudFront',
        { ...member(encrypted({ Ref: 'Key' }), delegate('media-ireland')), Key: keyWith({ Statement: [] }) },
        ['MRAP604'],
      ],
      ['a key by ARN whose policy allows CloudFront', {
        ...member(encrypted({ 'Fn::GetAtt': ['Key', 'Arn'] }), delegate('media-ireland')),
        Key: keyWith({ Statement: service }),
      }, []],
      [
        'a key policy from a parameter',
        { ...member(encrypted({ Ref: 'Key' }), delegate('media-ireland')), Key: keyWith(UNKNOWN) },
        [],
      ],
      [
        'a key policy with a statement from a parameter',
        { ...member(encrypted({ Ref: 'Key' }), delegate('media-ireland')), Key: keyWith({ Statement: [UNKNOWN] }) },
        [],
      ],
      [
        'a key of another application',
        member(encrypted('arn:aws:kms:eu-west-1:111122223333:key/1'), delegate('media-ireland')),
        [],
      ],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });

  describe('VPC endpoint', () => {
    const endpoint = (properties: object) => ({
      Media: media,
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: { VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.s3-global.accesspoint', ...properties },
      },
    });
    const statement = (...resources: unknown[]) => ({
      PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: resources }] },
    });
    const OTHER = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*';
    const members = ['arn:aws:s3:::media-ireland/*', 'arn:aws:s3:::media-virginia/*'];

    test.each(withTitles<Record<string, unknown>>(
      ['an endpoint without a policy', endpoint({}), []],
      [
        'a gateway endpoint for buckets',
        endpoint({ ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Gateway' }),
        [],
      ],
      [
        'a gateway endpoint for buckets that allows an access point',
        endpoint({ ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Gateway', ...statement(OTHER) }),
        ['MRAP651 WARNING'],
      ],
      [
        'an endpoint for buckets in a Region from a parameter that allows an access point',
        endpoint({ ServiceName: { 'Fn::Sub': 'com.amazonaws.${Parameter}.s3' }, ...statement(OTHER) }),
        ['MRAP651 WARNING'],
      ],
      [
        'an endpoint for buckets that allows a bucket, and an access point in one Region',
        endpoint({
          ServiceName: 'com.amazonaws.eu-west-1.s3',
          ...statement('arn:aws:s3:::other/*', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/media/object/*'),
        }),
        [],
      ],
      ['an endpoint for buckets with all resources but an access point', endpoint({
        ServiceName: 'com.amazonaws.eu-west-1.s3',
        PolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: '*', NotResource: OTHER } },
      }), []],
      ['an endpoint for buckets that denies an access point', endpoint({
        ServiceName: 'com.amazonaws.eu-west-1.s3',
        PolicyDocument: { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: OTHER } },
      }), []],
      [
        'a service name and an endpoint type from a parameter',
        endpoint({ ServiceName: UNKNOWN, VpcEndpointType: UNKNOWN }),
        [],
      ],
      ['an endpoint type from a parameter', endpoint({ VpcEndpointType: UNKNOWN }), []],
      [
        'a service name with a prefix from a parameter',
        endpoint({ ServiceName: { 'Fn::Sub': '${Parameter}.s3-global.accesspoint' } }),
        [],
      ],
      [
        'a service name with a Region from a parameter',
        endpoint({ ServiceName: { 'Fn::Sub': 'com.amazonaws.${Parameter}.s3-global.accesspoint' } }),
        ['MRAP651'],
      ],
      [
        'a gateway endpoint with a Region in its service name',
        endpoint({ ServiceName: 'com.amazonaws.eu-west-1.s3-global.accesspoint', VpcEndpointType: 'Gateway' }),
        ['MRAP651', 'MRAP651'],
      ],
      ['a policy that allows all resources', endpoint(statement('*')), []],
      ['a policy that allows only another bucket', endpoint(statement('arn:aws:s3:::other/*')), []],
      [
        'a policy that allows only the access point itself',
        endpoint(statement(ARN)),
        ['MRAP652', 'MRAP652', 'MRAP652'],
      ],
      ['a policy that allows the objects of access point and members', endpoint(statement(OBJECTS, ...members)), []],
      ['a policy with a resource from a parameter', endpoint(statement(OBJECTS, UNKNOWN)), []],
      ['a policy with an access point of another application', endpoint(statement(OTHER)), ['MRAP652']],
      [
        'a policy with an access point of another application and a bucket',
        endpoint(statement(OTHER, 'arn:aws:s3:::other/*')),
        [],
      ],
      ['a policy with all resources but an access point', endpoint({
        PolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: '*', NotResource: OTHER } },
      }), []],
      ['a policy that denies a member', endpoint({
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
            { Effect: 'Deny', Principal: '*', Action: '*', Resource: members[0] },
          ],
        },
      }), ['MRAP652']],
      ['a policy with a statement from a parameter', endpoint({ PolicyDocument: { Statement: [UNKNOWN] } }), []],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });

  describe('Regional access point', () => {
    const regional = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reports';
    const of = (properties: object) => ({
      Reports: { Type: 'AWS::S3::AccessPoint', Properties: { Bucket: 'media', Name: 'reports', ...properties } },
    });
    const policy = (fields: object, properties: object = {}) => of({
      Policy: {
        Statement: [
          { Effect: 'Allow', Principal: READER, Action: 's3:GetObject', Resource: `${regional}/object/*`, ...fields },
        ],
      },
      ...properties,
    });

    test.each(withTitles<Record<string, unknown>>(
      ['a Regional access point without a name', of({ Name: undefined }), []],
      ['a name from a parameter', of({ Name: UNKNOWN }), []],
      ['a name of 2 characters', of({ Name: 'ab' }), ['MRAP701']],
      ['a policy with long text and a parameter', policy({ Sid: 'x'.repeat(20_480), Resource: UNKNOWN }), ['MRAP702']],
      ['a name with a wrong part', of({ Name: { 'Fn::Sub': 'Reports-${Parameter}' } }), ['MRAP701']],
      ['a name of 3 characters', of({ Name: 'abc' }), []],
      ['a name of 50 characters', of({ Name: 'a'.repeat(50) }), []],
      ['a name of 51 characters', of({ Name: 'a'.repeat(51) }), ['MRAP701']],
      ['a name with a reserved suffix', of({ Name: 'media-ext-s3alias' }), ['MRAP701']],
      ['a bucket account from a parameter', of({ BucketAccountId: UNKNOWN }), []],
      ['a policy from a parameter', of({ Policy: UNKNOWN }), []],
      ['an object action on objects', policy({}), []],
      ['s3:ListBucket on the access point', policy({ Action: 's3:ListBucket', Resource: regional }), []],
      ['an object action on the access point', policy({ Resource: regional }), ['MRAP706']],
      ['NotResource with the access point', policy({ Resource: undefined, NotResource: regional }), []],
      ['a statement without resources', policy({ Resource: undefined }), []],
      ['a resource from a parameter', policy({ Resource: UNKNOWN }), []],
      ['a policy that allows every principal', policy({ Principal: '*' }), ['MRAP707']],
      [
        'a policy that allows all principals but one',
        policy({ Principal: undefined, NotPrincipal: READER }),
        ['MRAP707'],
      ],
      [
        'a policy that allows every principal without BlockPublicPolicy',
        policy({ Principal: '*' }, { PublicAccessBlockConfiguration: { BlockPublicPolicy: false } }),
        [],
      ],
      [
        'a policy that allows every principal with another block flag',
        policy({ Principal: '*' }, { PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
        [],
      ],
      [
        'a policy that allows every principal in a VPC',
        policy({ Principal: '*' }, { VpcConfiguration: { VpcId: 'vpc-1' } }),
        [],
      ],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });

  describe('Lambda function', () => {
    const app = (variables: unknown, resource: unknown = OBJECTS, role: unknown = {
      'Fn::GetAtt': ['Role', 'Arn'],
    }) => ({
      Media: media,
      Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }]),
      Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: role, Environment: { Variables: variables } } },
    });

    test.each(withTitles<Record<string, unknown>>(
      ['a function without variables', app(undefined), []],
      ['variables from a parameter', app(UNKNOWN), []],
      ['a variable from a parameter', app({ AWS_USE_FIPS_ENDPOINT: UNKNOWN }), []],
      ['a disabled FIPS endpoint', app({ AWS_USE_FIPS_ENDPOINT: 'false' }), []],
      [
        'a FIPS and a dual-stack endpoint',
        app({ AWS_USE_FIPS_ENDPOINT: 'TRUE', AWS_USE_DUALSTACK_ENDPOINT: true }),
        ['MRAP801', 'MRAP801'],
      ],
      ['Regional STS tokens', app({ AWS_STS_REGIONAL_ENDPOINTS: 'regional' }), []],
      ['a function that uses a bucket only', app({ AWS_USE_FIPS_ENDPOINT: 'true' }, 'arn:aws:s3:::media/*'), []],
      [
        'a function with a role of another application',
        app({ AWS_USE_FIPS_ENDPOINT: 'true' }, OBJECTS, 'arn:aws:iam::111122223333:role/other'),
        [],
      ],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });
});
