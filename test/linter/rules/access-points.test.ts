import { Application } from '../../../src/linter/model/template-model';
import { applicationOf, applicationOfStacks, ARN, idsIn, make, OBJECTS, stackOf, UNKNOWN } from './support';

const conditional = (resource: object) => ({ ...resource, Condition: 'Sometimes' });
const fn = (variables: unknown) => ({ Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: variables } } });
const routes = (updates: unknown, mrap: unknown = ARN) => make.call('submitMultiRegionAccessPointRoutes', { Mrap: mrap, RouteUpdates: updates });

test.each<[string, Record<string, unknown>, string[]]>([
  ['a name of deployment', { Media: make.accessPoint({ Name: UNKNOWN }) }, []],
  ['no name, but a construct of ours', { Media: make.ours({ Name: undefined }) }, []],
  ['one name twice, each under a condition', { Media: conditional(make.accessPoint()), Other: conditional(make.accessPoint()) }, []],
  ['one name twice, of deployment', { Media: make.accessPoint({ Name: UNKNOWN }), Other: make.accessPoint({ Name: UNKNOWN }) }, []],
  ['members of deployment', { Media: make.accessPoint({ Regions: UNKNOWN }) }, []],
  ['one member of deployment', { Media: make.accessPoint({}, ['media-ireland', UNKNOWN]) }, []],
  ['one member twice, of deployment', { Media: make.accessPoint({}, [UNKNOWN, UNKNOWN]) }, ['MRAP203']],
  ['a member that is none', { Media: make.accessPoint({ Regions: [{ Bucket: 'media-ireland' }, 'media-virginia'] }) }, []],
  ['a warning of our construct', { Media: make.ours({ Buckets: [{ Bucket: 'one', Region: 'eu-west-1' }] }) }, []],
  ['an error of our construct', { Media: make.ours({ Buckets: [{ Bucket: 'one', Region: 'eu-west-1' }, { Bucket: 'two', Region: 'eu-west-1' }] }) }, ['MRAP202']],
  ['a block of deployment', { Media: make.accessPoint({ PublicAccessBlockConfiguration: UNKNOWN }) }, []],
  ['a flag of deployment', { Media: make.accessPoint({ PublicAccessBlockConfiguration: { BlockPublicAcls: UNKNOWN } }) }, []],
  ['a block of our own', { Media: make.ours({ PublicAccessBlock: { BlockPublicAcls: 'false' } }) }, ['MRAP501']],
  ['the ARN of every access point', { Fn: fn({ A: 'arn:aws:s3::111122223333:accesspoint/*', B: 'arn:aws:s3::111122223333:accesspoint/media*' }) }, []],
  ['the ARN of a Regional access point', { Fn: fn({ A: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/media' }) }, []],
  ['an ARN of another partition', { Fn: fn({ A: 'arn:aws-cn:s3::111122223333:accesspoint/media' }) }, ['MRAP106']],
  ['an ARN with an account of deployment', { Fn: fn({ A: { 'Fn::Sub': 'arn:aws:s3::${Parameter}:accesspoint/media' } }) }, ['MRAP106']],
  ['an ARN with an alias of deployment', { Fn: fn({ A: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Parameter}' } }) }, []],
  ['variables that are no text', { Fn: fn({ A: { B: 1 }, C: UNKNOWN }), Other: fn(UNKNOWN) }, []],
  ['the name where routes take the ARN', { Media: make.accessPoint(), Routes: routes([{ Bucket: 'media-ireland', TrafficDialPercentage: 100 }], 'media') }, ['MRAP511']],
  ['an alias of elsewhere for routes', { Routes: routes([], 'mfzwi23gnjvgw.mrap') }, ['MRAP511']],
  ['a policy by an alias of elsewhere', {
    Policy: make.policy('mfzwi23gnjvgw.mrap', { Effect: 'Allow', Principal: { AWS: '1' }, Action: 's3:GetObject', Resource: '*' }),
  }, ['MRAP511']],
])('%s', (_, resources, expected) => {
  expect(idsIn(applicationOf(resources))).toEqual(expected);
});

describe('removal', () => {
  const gone = (properties = {}) => ({ ...make.bucket('media-ireland', properties), DeletionPolicy: undefined });
  const policy = make.bucketPolicy('media-ireland', { Effect: 'Allow', Principal: '*', Action: '*', Resource: ['arn:aws:s3:::media-ireland', 'arn:aws:s3:::media-ireland/*'], Condition: { StringEquals: { 's3:DataAccessPointAccount': '111122223333' } } });
  const between = { Type: 'Custom::Anything', DependsOn: ['Bucket'], Properties: { Circle: { Ref: 'Media' } } };

  test.each<[string, Record<string, unknown>, string[]]>([
    ['by name alone', { Media: make.accessPoint() }, ['MRAP210']],
    ['by DependsOn', { Media: { ...make.accessPoint(), DependsOn: ['Bucket'] } }, []],
    ['by Ref', { Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']) }, []],
    ['by Fn::GetAtt as text', { Media: make.accessPoint({ Tag: { 'Fn::GetAtt': 'Bucket.Arn' } }) }, []],
    ['by Fn::GetAtt as a list', { Media: make.accessPoint({ Tag: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }) }, []],
    ['by Fn::Sub', { Media: make.accessPoint({ Tag: { 'Fn::Sub': 'x-${Bucket.Arn}' } }) }, []],
    ['by Fn::Sub with variables', { Media: make.accessPoint({ Tag: { 'Fn::Sub': ['x-${B}', { B: { Ref: 'Bucket' } }] } }) }, []],
    ['by way of another resource, which refers back', { Media: { ...make.accessPoint(), DependsOn: 'Between' }, Between: between }, []],
    ['by way of nothing', { Media: { ...make.accessPoint(), DependsOn: 'Nothing' } }, ['MRAP210']],
  ])('is in order %s: %j', (_, resources, expected) => {
    expect(idsIn(applicationOf({ ...resources, Bucket: gone(), Policy: policy }))).toEqual(expected);
  });

  test('of a bucket under a condition, or of another account or stack, is another matter', () => {
    expect(idsIn(applicationOf({ Media: make.accessPoint(), Bucket: conditional(gone()), Policy: policy }))).toEqual([]);
    expect(idsIn(applicationOfStacks({ 'Main eu-west-1': { Media: make.accessPoint() }, 'Other eu-west-1': { Bucket: gone(), Policy: policy } }))).toEqual([]);
    const foreign = { Media: make.accessPoint({ Regions: [{ Bucket: 'media-ireland', BucketAccountId: '444455556666' }, { Bucket: 'media-virginia' }] }) };
    expect(idsIn(applicationOfStacks({ 'Main eu-west-1': foreign, 'Other us-east-1 444455556666': { Bucket: gone(), Policy: policy } }))).toEqual([]);
  });
});

describe('routes', () => {
  const route = (bucket: unknown, dial: unknown, region?: unknown) => ({ Bucket: bucket, Region: region, TrafficDialPercentage: dial });
  const members = { Media: make.ours() };
  const arn = { 'Fn::GetAtt': ['Media', 'Arn'] };

  test.each<[string, Record<string, unknown>, string[]]>([
    ['of an access point elsewhere', { Routes: routes([route('x-bucket', 0)], 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap') }, []],
    ['with one active', { ...members, Routes: routes([route('media-ireland', 100), route('media-virginia', '0')], arn) }, []],
    ['that leave the others as they are', { ...members, Routes: routes([route('media-ireland', 0)], arn) }, []],
    ['of deployment', { ...members, Routes: routes(UNKNOWN, arn) }, []],
    ['with a dial of deployment', { ...members, Routes: routes([route('media-ireland', UNKNOWN), route('media-virginia', 0)], arn) }, []],
    ['with a bucket of deployment', { ...members, Routes: routes([route(UNKNOWN, 0)], arn) }, []],
    ['by Region', { ...members, Routes: routes([route(undefined, 100, 'eu-west-1'), route(undefined, 0, 'us-east-1')], arn) }, []],
    ['by a Region of deployment', { ...members, Routes: routes([route('media-ireland', 100, UNKNOWN)], arn) }, []],
    ['by a Region that is no member\'s', { ...members, Routes: routes([route(undefined, 0, 'eu-west-2')], arn) }, ['MRAP303']],
    ['twice in one call', { ...members, Routes: routes([route('media-ireland', 100), route('media-ireland', 100)], arn) }, ['MRAP303']],
    ['without a target', { Routes: make.call('submitMultiRegionAccessPointRoutes', {}) }, []],
    ['in two phases of one resource', {
      ...members,
      Routes: {
        Type: 'Custom::AWS',
        Properties: Object.fromEntries(['Create', 'Update', 'Delete'].map((phase) => [phase, {
          service: 'S3Control', action: 'submitMultiRegionAccessPointRoutes', parameters: { Mrap: arn, RouteUpdates: [route('media-ireland', 100)] },
        }])),
      },
    }, []],
    ['of two managers, one under a condition', { ...members, One: routes([route('media-ireland', 100)], arn), Two: conditional(routes([route('media-ireland', 100)], arn)) }, []],
    ['of ours without others', { ...members, Routes: { Type: 'Custom::S3MultiRegionAccessPointRoutes', Properties: { AccessPointArn: arn, Routes: [] } } }, []],
    ['of ours for nothing', { Routes: { Type: 'Custom::S3MultiRegionAccessPointRoutes', Properties: {} } }, []],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  test('in a Region of deployment may be anywhere', () => {
    const call = { Call: make.call('submitMultiRegionAccessPointRoutes', {}) };
    expect(idsIn(new Application([stackOf({ Resources: call }, { region: undefined })]))).toEqual([]);
    expect(idsIn(applicationOf({ Call: make.call('createMultiRegionAccessPoint', {}, { region: UNKNOWN }) }))).toEqual([]);
    expect(idsIn(applicationOf({ Call: make.call('createMultiRegionAccessPoint', {}, { region: 'us-west-2' }) }))).toEqual([]);
    expect(idsIn(applicationOf({ Call: make.call('putObject', {}) }))).toEqual([]);
    expect(idsIn(applicationOf({ Call: { Type: 'AWS::CloudFormation::CustomResource', Properties: { Create: { service: 'S3Control', action: 'getMultiRegionAccessPointRoutes' }, Update: 'x', Delete: { action: 'y' } } } }, {}, { region: 'eu-west-3' }))).toEqual(['MRAP305']);
  });
});

test('objects of an access point elsewhere are told by its alias', () => {
  const statements = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap' }, { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS }];
  expect(idsIn(applicationOf({ Role: make.role(statements), Media: make.accessPoint() }))).toEqual(['MRAP504']);
});
