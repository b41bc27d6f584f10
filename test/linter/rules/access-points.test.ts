import { TemplateModel } from '../../../src/linter/model/template-model';
import {
  applicationOf, applicationOfStacks, ARN, idsIn, make, OBJECTS, stackOf, UNKNOWN, withTitles,
} from '../support';

const conditional = (resource: object) => ({ ...resource, Condition: 'Sometimes' });
const fn = (variables: unknown) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Environment: { Variables: variables } },
});
const routes = (updates: unknown, mrap: unknown = ARN) =>
  make.call('submitMultiRegionAccessPointRoutes', { Mrap: mrap, RouteUpdates: updates });

describe('lint', () => {
  test.each(withTitles<Record<string, unknown>>(
    ['a name from a parameter', { Media: make.accessPoint({ Name: UNKNOWN }) }, []],
    ['a custom resource without a name', { Media: make.managed({ Name: undefined }) }, []],
    [
      'a name that appears twice, each time under a condition',
      { Media: conditional(make.accessPoint()), Other: conditional(make.accessPoint()) },
      [],
    ],
    [
      'a name from a parameter that appears twice',
      { Media: make.accessPoint({ Name: UNKNOWN }), Other: make.accessPoint({ Name: UNKNOWN }) },
      ['MRAP102'],
    ],
    [
      'names from two parameters',
      { Media: make.accessPoint({ Name: UNKNOWN }), Other: make.accessPoint({ Name: { Ref: 'Another' } }) },
      [],
    ],
    ['buckets from a parameter', { Media: make.accessPoint({ Regions: UNKNOWN }) }, []],
    ['one bucket from a parameter', { Media: make.accessPoint({}, ['media-ireland', UNKNOWN]) }, []],
    ['a bucket from a parameter that appears twice', { Media: make.accessPoint({}, [UNKNOWN, UNKNOWN]) }, ['MRAP203']],
    [
      'a member that is not an object',
      { Media: make.accessPoint({ Regions: [{ Bucket: 'media-ireland' }, 'media-virginia'] }) },
      [],
    ],
    [
      'a custom resource with one bucket',
      { Media: make.managed({ Buckets: [{ Bucket: 'one', Region: 'eu-west-1' }] }) },
      ['MRAP211'],
    ],
    ['a custom resource with two buckets of one Region', {
      Media: make.managed({
        Buckets: [{ Bucket: 'one', Region: 'eu-west-1' }, { Bucket: 'two', Region: 'eu-west-1' }],
      }),
    }, ['MRAP202']],
    [
      'a public access block from a parameter',
      { Media: make.accessPoint({ PublicAccessBlockConfiguration: UNKNOWN }) },
      [],
    ],
    [
      'a public access block flag from a parameter',
      { Media: make.accessPoint({ PublicAccessBlockConfiguration: { BlockPublicAcls: UNKNOWN } }) },
      [],
    ],
    [
      'a custom resource that disables a public access block flag',
      { Media: make.managed({ PublicAccessBlock: { BlockPublicAcls: 'false' } }) },
      ['MRAP501'],
    ],
    [
      'an ARN with a wildcard for the alias',
      { Fn: fn({ A: 'arn:aws:s3::111122223333:accesspoint/*', B: 'arn:aws:s3::111122223333:accesspoint/media*' }) },
      [],
    ],
    [
      'the ARN of a Regional access point',
      { Fn: fn({ A: 'arn:aws:s3:eu-west-1:111122223333:accesspoint/media' }) },
      [],
    ],
    ['an ARN of another partition', { Fn: fn({ A: 'arn:aws-cn:s3::111122223333:accesspoint/media' }) }, ['MRAP106']],
    [
      'an ARN with the name as alias and an account from a parameter',
      { Fn: fn({ A: { 'Fn::Sub': 'arn:aws:s3::${Parameter}:accesspoint/media' } }) },
      ['MRAP106'],
    ],
    [
      'an ARN with an alias from a parameter',
      { Fn: fn({ A: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Parameter}' } }) },
      [],
    ],
    ['environment variables that are not text', { Fn: fn({ A: { B: 1 }, C: UNKNOWN }), Other: fn(UNKNOWN) }, []],
    [
      'routes of an access point that is given by name',
      { Media: make.accessPoint(), Routes: routes([{ Bucket: 'media-ireland', TrafficDialPercentage: 100 }], 'media') },
      ['MRAP511'],
    ],
    [
      'routes of an access point of another application that is given by alias',
      { Routes: routes([], 'mfzwi23gnjvgw.mrap') },
      ['MRAP511'],
    ],
    ['a policy of an access point of another application that is given by alias', {
      Policy: make.policy('mfzwi23gnjvgw.mrap', {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/reader' },
        Action: 's3:GetObject',
        Resource: '*',
      }),
    }, ['MRAP511']],
  ))('checks %s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  describe('removal', () => {
    const gone = (properties = {}) => ({ ...make.bucket('media-ireland', properties), DeletionPolicy: undefined });
    const policy = make.bucketPolicy('media-ireland', {
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: ['arn:aws:s3:::media-ireland', 'arn:aws:s3:::media-ireland/*'],
      Condition: { StringEquals: { 's3:DataAccessPointAccount': '111122223333' } },
    });
    const between = { Type: 'Custom::Anything', DependsOn: ['Bucket'], Properties: { Circle: { Ref: 'Media' } } };

    test.each(withTitles<Record<string, unknown>>(
      ['a bucket that the access point names without a dependency', { Media: make.accessPoint() }, ['MRAP210']],
      ['a dependency by DependsOn', { Media: { ...make.accessPoint(), DependsOn: ['Bucket'] } }, []],
      ['a dependency by Ref', { Media: make.accessPoint({}, [{ Ref: 'Bucket' }, 'media-virginia']) }, []],
      [
        'a dependency by Fn::GetAtt with text',
        { Media: make.accessPoint({ Tag: { 'Fn::GetAtt': 'Bucket.Arn' } }) },
        [],
      ],
      [
        'a dependency by Fn::GetAtt with a list',
        { Media: make.accessPoint({ Tag: { 'Fn::GetAtt': ['Bucket', 'Arn'] } }) },
        [],
      ],
      ['a dependency by Fn::Sub', { Media: make.accessPoint({ Tag: { 'Fn::Sub': 'x-${Bucket.Arn}' } }) }, []],
      [
        'a dependency by Fn::Sub with variables',
        { Media: make.accessPoint({ Tag: { 'Fn::Sub': ['x-${B}', { B: { Ref: 'Bucket' } }] } }) },
        [],
      ],
      [
        'a dependency through another resource of a circle',
        { Media: { ...make.accessPoint(), DependsOn: 'Between' }, Between: between },
        [],
      ],
      [
        'a dependency on a resource that does not exist',
        { Media: { ...make.accessPoint(), DependsOn: 'Nothing' } },
        ['MRAP210'],
      ],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf({ ...resources, Bucket: gone(), Policy: policy }))).toEqual(expected);
    });

    test('reports nothing for a bucket under a condition, or of another stack', () => {
      expect(idsIn(applicationOf({ Media: make.accessPoint(), Bucket: conditional(gone()), Policy: policy })))
        .toEqual([]);
      expect(idsIn(applicationOfStacks({
        'Main eu-west-1': { Media: make.accessPoint() },
        'Other eu-west-1': { Bucket: gone(), Policy: policy },
      }))).toEqual([]);
    });

    test('reports MRAP519 for a bucket of another account that is not retained', () => {
      const foreign = {
        Media: make.accessPoint({
          Regions: [{ Bucket: 'media-ireland', BucketAccountId: '444455556666' }, { Bucket: 'media-virginia' }],
        }),
      };
      const findIds = (bucket: unknown) => idsIn(applicationOfStacks({
        'Main eu-west-1': foreign, 'Other us-east-1 444455556666': { Bucket: bucket, Policy: policy },
      }));
      expect(findIds(gone())).toEqual(['MRAP519']);
      expect(findIds(make.bucket('media-ireland'))).toEqual([]);
      expect(findIds(conditional(gone()))).toEqual([]);
    });
  });

  describe('routes', () => {
    const route = (bucket: unknown, dial: unknown, region?: unknown) => ({
      Bucket: bucket,
      Region: region,
      TrafficDialPercentage: dial,
    });
    const members = { Media: make.managed() };
    const arn = { 'Fn::GetAtt': ['Media', 'Arn'] };

    test.each(withTitles<Record<string, unknown>>(
      [
        'routes of an access point of another application',
        { Routes: routes([route('x-bucket', 0)], 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap') },
        [],
      ],
      [
        'one active and one passive route',
        { ...members, Routes: routes([route('media-ireland', 100), route('media-virginia', '0')], arn) },
        [],
      ],
      ['routes that omit a member', { ...members, Routes: routes([route('media-ireland', 0)], arn) }, []],
      ['routes from a parameter', { ...members, Routes: routes(UNKNOWN, arn) }, []],
      [
        'a traffic dial from a parameter',
        { ...members, Routes: routes([route('media-ireland', UNKNOWN), route('media-virginia', 0)], arn) },
        [],
      ],
      ['the bucket of a route from a parameter', { ...members, Routes: routes([route(UNKNOWN, 0)], arn) }, []],
      [
        'routes by Region',
        { ...members, Routes: routes([route(undefined, 100, 'eu-west-1'), route(undefined, 0, 'us-east-1')], arn) },
        [],
      ],
      [
        'the Region of a route from a parameter',
        { ...members, Routes: routes([route('media-ireland', 100, UNKNOWN)], arn) },
        [],
      ],
      [
        'a route to a Region without a member',
        { ...members, Routes: routes([route(undefined, 0, 'eu-west-2')], arn) },
        ['MRAP303'],
      ],
      [
        'two routes to one bucket in a call',
        { ...members, Routes: routes([route('media-ireland', 100), route('media-ireland', 100)], arn) },
        ['MRAP303'],
      ],
      ['a call without an access point', { Routes: make.call('submitMultiRegionAccessPointRoutes', {}) }, []],
      ['the same routes in each phase of one resource', {
        ...members,
        Routes: {
          Type: 'Custom::AWS',
          Properties: Object.fromEntries(['Create', 'Update', 'Delete'].map((phase) => [phase, {
            service: 'S3Control',
            action: 'submitMultiRegionAccessPointRoutes',
            parameters: { Mrap: arn, RouteUpdates: [route('media-ireland', 100)] },
          }])),
        },
      }, []],
      ['two route managers, one under a condition', {
        ...members,
        One: routes([route('media-ireland', 100)], arn),
        Two: conditional(routes([route('media-ireland', 100)], arn)),
      }, []],
      ['a routes custom resource without routes', {
        ...members,
        Routes: { Type: 'Custom::S3MultiRegionAccessPointRoutes', Properties: { AccessPointArn: arn, Routes: [] } },
      }, []],
      [
        'a routes custom resource without properties',
        { Routes: { Type: 'Custom::S3MultiRegionAccessPointRoutes', Properties: {} } },
        [],
      ],
    ))('checks %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    test('reports only calls from a known Region in which S3 refuses them', () => {
      const call = { Call: make.call('submitMultiRegionAccessPointRoutes', {}) };
      expect(idsIn(new TemplateModel([stackOf({ Resources: call }, { region: undefined })]))).toEqual([]);
      expect(idsIn(applicationOf({ Call: make.call('createMultiRegionAccessPoint', {}, { region: UNKNOWN }) })))
        .toEqual([]);
      expect(idsIn(applicationOf({ Call: make.call('createMultiRegionAccessPoint', {}, { region: 'us-west-2' }) })))
        .toEqual([]);
      expect(idsIn(applicationOf({ Call: make.call('putObject', {}) }))).toEqual([]);
      expect(idsIn(applicationOf({
        Call: {
          Type: 'AWS::CloudFormation::CustomResource',
          Properties: {
            Create: { service: 'S3Control', action: 'getMultiRegionAccessPointRoutes' },
            Update: 'x',
            Delete: { action: 'y' },
          },
        },
      }, {}, { region: 'eu-west-3' }))).toEqual(['MRAP305']);
    });
  });

  test('reports MRAP504 for objects actions on the alias of an access point of another application', () => {
    const statements = [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap' },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: OBJECTS },
    ];
    expect(idsIn(applicationOf({ Role: make.role(statements), Media: make.accessPoint() }))).toEqual(['MRAP504']);
  });
});
