import { allow, applicationOf, ARN, delegate, idsIn, make, OBJECTS, READER, UNKNOWN } from './support';

const media = make.accessPoint();
const HOST = { 'Fn::Sub': '${Media.Alias}.accesspoint.s3-global.amazonaws.com' };
const control = (protocol: unknown = 'sigv4a', type: unknown = 's3') => ({
  Type: 'AWS::CloudFront::OriginAccessControl', Properties: { OriginAccessControlConfig: { SigningProtocol: protocol, OriginAccessControlOriginType: type } },
});
const distribution = (origin: object = {}, config: object = {}) => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      Origins: [{ Id: 'media', DomainName: HOST, OriginAccessControlId: { Ref: 'Control' }, ...origin }], DefaultCacheBehavior: { TargetOriginId: 'media' }, ...config,
    },
  },
});
const letIn = make.policy({ Ref: 'Media' }, allow({ Principal: { Service: 'cloudfront.amazonaws.com' } }));
const behavior = (event: unknown, target = 'media') => ({ TargetOriginId: target, LambdaFunctionAssociations: [{ EventType: event }] });
const whole = { Media: media, Policy: letIn, Control: control() };

describe('a distribution', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['that is right', { ...whole, Front: distribution() }, []],
    ['of a bucket', { Front: distribution({ DomainName: 'media.s3.amazonaws.com' }) }, []],
    ['of a host of deployment', { Front: distribution({ DomainName: UNKNOWN }) }, []],
    ['of an alias of deployment', { ...whole, Front: distribution({ DomainName: { 'Fn::Sub': '${Parameter}.accesspoint.s3-global.amazonaws.com' } }) }, []],
    ['of a host that only looks like it', { ...whole, Front: distribution({ DomainName: { 'Fn::Sub': '${Media.Alias}.mrap.accesspoint.s3-global.amazonaws.com' } }) }, ['MRAP601']],
    ['of an access point elsewhere', { Control: control(), Front: distribution({ DomainName: 'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com' }) }, []],
    ['with a control of elsewhere', { Media: media, Front: distribution({ OriginAccessControlId: 'E123' }) }, []],
    ['with a control of another type', { ...whole, Control: control('sigv4a', 'lambda'), Front: distribution() }, ['MRAP601']],
    ['with a control of deployment', { ...whole, Control: control(UNKNOWN, UNKNOWN), Front: distribution() }, []],
    ['with an empty control', { Media: media, Front: distribution({ OriginAccessControlId: '' }) }, ['MRAP601']],
    ['that a function signs for', { Media: media, Front: distribution({ OriginAccessControlId: undefined }, { DefaultCacheBehavior: behavior('origin-request') }) }, []],
    ['that a function sees first', { Media: media, Front: distribution({ OriginAccessControlId: undefined }, { DefaultCacheBehavior: behavior('viewer-request') }) }, ['MRAP601']],
    ['with a trigger on another origin', { ...whole, Front: distribution({}, { CacheBehaviors: [behavior('origin-request', 'other')] }) }, []],
    ['with a trigger on one path', { ...whole, Front: distribution({}, { CacheBehaviors: [behavior('origin-request')] }) }, ['MRAP603']],
    ['with a trigger of deployment', { ...whole, Front: distribution({}, { CacheBehaviors: [behavior(UNKNOWN)] }) }, []],
    ['with a trigger on a group', {
      ...whole,
      Front: distribution({}, {
        OriginGroups: { Items: [{ Id: 'group', Members: { Items: [{ OriginId: 'media' }, { OriginId: 'other' }] } }, { Id: 'rest', Members: { Items: [{ OriginId: 'other' }] } }] },
        CacheBehaviors: [behavior('origin-response', 'group'), behavior('origin-request', 'rest')],
      }),
    }, ['MRAP603']],
    ['let in with everyone of an organization', { ...whole, Policy: make.policy({ Ref: 'Media' }, allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })), Front: distribution() }, []],
    ['let in as deployment shows', { ...whole, Policy: make.policy({ Ref: 'Media' }, allow({ Principal: UNKNOWN })), Front: distribution() }, []],
    ['not let in', { ...whole, Policy: make.policy({ Ref: 'Media' }, allow()), Front: distribution() }, ['MRAP604']],
    ['not let in, beside calls of deployment', { ...whole, Policy: make.policy({ Ref: 'Media' }, allow()), Front: distribution(), Call: { Type: 'Custom::AWS', Properties: { Create: UNKNOWN } } }, []],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  const member = (properties: object = {}, ...statements: unknown[]) => ({
    Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']),
    Policy: letIn,
    Control: control(),
    Front: distribution(),
    Bucket: make.bucket('media-ireland', { ...properties }),
    BucketPolicy: make.bucketPolicy({ Ref: 'Bucket' }, ...statements),
  });
  const encrypted = (key: unknown) => ({ BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } }] } });
  const keyWith = (policy: unknown) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy } });
  const service = { Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' };

  test.each<[string, Record<string, unknown>, string[]]>([
    ['let in by a bucket itself', member({}, { ...service, Action: 's3:GetObject', Resource: 'arn:aws:s3:::media-ireland/*' }), []],
    ['not let in by a bucket', { ...member(), Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }]) }, ['MRAP555 ERROR']],
    ['with a key by reference', { ...member(encrypted({ Ref: 'Key' }), delegate('media-ireland')), Key: keyWith({ Statement: [] }) }, ['MRAP604']],
    ['with a key by ARN', { ...member(encrypted({ 'Fn::GetAtt': ['Key', 'Arn'] }), delegate('media-ireland')), Key: keyWith({ Statement: service }) }, []],
    ['with a key of deployment', { ...member(encrypted({ Ref: 'Key' }), delegate('media-ireland')), Key: keyWith(UNKNOWN) }, []],
    ['with a key whose statements are of deployment', { ...member(encrypted({ Ref: 'Key' }), delegate('media-ireland')), Key: keyWith({ Statement: [UNKNOWN] }) }, []],
    ['with a key of elsewhere', member(encrypted('arn:aws:kms:eu-west-1:111122223333:key/1'), delegate('media-ireland')), []],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });
});

describe('an endpoint', () => {
  const endpoint = (properties: object) => ({ Media: media, Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.s3-global.accesspoint', ...properties } } });
  const statement = (...resources: unknown[]) => ({ PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: resources }] } });
  const members = ['arn:aws:s3:::media-ireland/*', 'arn:aws:s3:::media-virginia/*'];

  test.each<[string, Record<string, unknown>, string[]]>([
    ['that is right', endpoint({}), []],
    ['of buckets', endpoint({ ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Gateway' }), []],
    ['of deployment', endpoint({ ServiceName: UNKNOWN, VpcEndpointType: UNKNOWN }), []],
    ['of a kind of deployment', endpoint({ VpcEndpointType: UNKNOWN }), []],
    ['by a name of deployment', endpoint({ ServiceName: { 'Fn::Sub': '${Parameter}.s3-global.accesspoint' } }), []],
    ['by a name with a Region of deployment', endpoint({ ServiceName: { 'Fn::Sub': 'com.amazonaws.${Parameter}.s3-global.accesspoint' } }), ['MRAP651']],
    ['that is a gateway of a wrong name', endpoint({ ServiceName: 'com.amazonaws.eu-west-1.s3-global.accesspoint', VpcEndpointType: 'Gateway' }), ['MRAP651', 'MRAP651']],
    ['for everything', endpoint(statement('*')), []],
    ['for something else', endpoint(statement('arn:aws:s3:::other/*')), []],
    ['for listing alone', endpoint(statement(ARN)), ['MRAP652', 'MRAP652', 'MRAP652']],
    ['for the whole access point', endpoint(statement(OBJECTS, ...members)), []],
    ['for what deployment shows', endpoint(statement(OBJECTS, UNKNOWN)), []],
    ['with statements of deployment', endpoint({ PolicyDocument: { Statement: [UNKNOWN] } }), []],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });
});

describe('a Regional access point', () => {
  const regional = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reports';
  const of = (properties: object) => ({ Reports: { Type: 'AWS::S3::AccessPoint', Properties: { Bucket: 'media', Name: 'reports', ...properties } } });
  const policy = (fields: object, properties: object = {}) => of({ Policy: { Statement: [{ Effect: 'Allow', Principal: READER, Action: 's3:GetObject', Resource: `${regional}/object/*`, ...fields }] }, ...properties });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['without a name', of({ Name: undefined }), []],
    ['with a name of deployment', of({ Name: UNKNOWN }), []],
    ['with two letters', of({ Name: 'ab' }), ['MRAP701']],
    ['with three letters', of({ Name: 'abc' }), []],
    ['with fifty letters', of({ Name: 'a'.repeat(50) }), []],
    ['with fifty-one letters', of({ Name: 'a'.repeat(51) }), ['MRAP701']],
    ['with a reserved ending', of({ Name: 'media-ext-s3alias' }), ['MRAP701']],
    ['of an account of deployment', of({ BucketAccountId: UNKNOWN }), []],
    ['with a policy of deployment', of({ Policy: UNKNOWN }), []],
    ['for objects', policy({}), []],
    ['for listing', policy({ Action: 's3:ListBucket', Resource: regional }), []],
    ['for reading, on itself', policy({ Resource: regional }), ['MRAP706']],
    ['for all but itself', policy({ Resource: undefined, NotResource: regional }), []],
    ['for nothing', policy({ Resource: undefined }), []],
    ['for what deployment shows', policy({ Resource: UNKNOWN }), []],
    ['for everyone', policy({ Principal: '*' }), ['MRAP707']],
    ['for all but one', policy({ Principal: undefined, NotPrincipal: READER }), ['MRAP707']],
    ['for everyone, with nothing blocked', policy({ Principal: '*' }, { PublicAccessBlockConfiguration: { BlockPublicPolicy: false } }), []],
    ['for everyone, with another flag', policy({ Principal: '*' }, { PublicAccessBlockConfiguration: { BlockPublicAcls: true } }), []],
    ['for everyone in a network', policy({ Principal: '*' }, { VpcConfiguration: { VpcId: 'vpc-1' } }), []],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });
});

describe('a function', () => {
  const app = (variables: unknown, resource: unknown = OBJECTS, role: unknown = { 'Fn::GetAtt': ['Role', 'Arn'] }) => ({
    Media: media,
    Role: make.role([{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }]),
    Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: role, Environment: { Variables: variables } } },
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['with nothing', app(undefined), []],
    ['with variables of deployment', app(UNKNOWN), []],
    ['with a switch of deployment', app({ AWS_USE_FIPS_ENDPOINT: UNKNOWN }), []],
    ['with a switch that is off', app({ AWS_USE_FIPS_ENDPOINT: 'false' }), []],
    ['with two switches', app({ AWS_USE_FIPS_ENDPOINT: 'TRUE', AWS_USE_DUALSTACK_ENDPOINT: true }), ['MRAP801', 'MRAP801']],
    ['with Regional tokens', app({ AWS_STS_REGIONAL_ENDPOINTS: 'regional' }), []],
    ['of a bucket', app({ AWS_USE_FIPS_ENDPOINT: 'true' }, 'arn:aws:s3:::media/*'), []],
    ['of another role', app({ AWS_USE_FIPS_ENDPOINT: 'true' }, OBJECTS, 'arn:aws:iam::111122223333:role/other'), []],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });
});
