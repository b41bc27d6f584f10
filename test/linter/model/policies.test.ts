import { findAccessPoints } from '../../../src/linter/model/access-points';
import {
  findAccessPointPolicies, findBucketPolicies, findCompleteAccessPointPolicyStatements,
  findCompleteBucketPolicyStatements, findIdentityPolicies,
} from '../../../src/linter/model/policies';
import { allow, applicationOf, delegate, make, UNKNOWN } from '../support';

const media = make.accessPoint();
const managed = {
  Type: 'Custom::S3MultiRegionAccessPointPolicy',
  Properties: { Name: 'media', Policy: { Statement: allow() } },
};
const put = (phase: string) => make.call(
  'putMultiRegionAccessPointPolicy', { Details: { Name: 'media', Policy: { Statement: allow() } } }, {}, phase,
);

describe('findAccessPointPolicies', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a policy resource', { Policy: make.policy({ Ref: 'Media' }, allow()) }, ['Properties/Policy/Statement/0']],
    ['a policy custom resource', { Policy: managed }, ['Properties/Policy/Statement']],
    ['a call', { Policy: put('Update') }, ['Properties/Update/Statement']],
    ['a call on deletion only', { Policy: put('Delete') }, []],
  ])('reads %s', (_, resources, locations) => {
    const policies = findAccessPointPolicies(applicationOf({ Media: media, ...resources }));
    expect(policies.flatMap(({ statements }) => statements.map(({ location }) => location))).toEqual(locations);
    expect(policies.map(({ accessPoint }) => accessPoint?.resource.logicalId)).toEqual(locations.map(() => 'Media'));
  });
});

describe('findBucketPolicies', () => {
  test('reads the policy of a call once for all phases', () => {
    const call = {
      service: 'S3',
      action: 'PutBucketPolicyCommand',
      parameters: { Bucket: 'media-ireland', Policy: { Statement: delegate('media-ireland') } },
    };
    const resources = {
      Bucket: make.bucket('media-ireland'),
      Policy: { Type: 'Custom::AWS', Properties: { Create: call, Update: call } },
    };
    expect(findBucketPolicies(applicationOf(resources))).toMatchObject([{
      name: 'media-ireland',
      bucket: { name: 'media-ireland' },
      statements: [{ location: 'Properties/Update/Statement' }],
    }]);
  });
});

const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

describe('findCompleteBucketPolicyStatements', () => {
  test.each<[string, Record<string, unknown>, number | undefined]>([
    [
      'a known statement',
      { Policy: make.bucketPolicy('media-ireland', statement), Other: make.bucketPolicy('other', UNKNOWN) }, 1,
    ],
    ['no policy', {}, 0],
    ['a statement from a parameter', { Policy: make.bucketPolicy('media-ireland', statement, UNKNOWN) }, undefined],
    [
      'an effect from a parameter', { Policy: make.bucketPolicy('media-ireland', { ...statement, Effect: UNKNOWN }) },
      undefined,
    ],
    [
      'a condition from a parameter',
      { Policy: make.bucketPolicy('media-ireland', { ...statement, Condition: UNKNOWN }) }, undefined,
    ],
    [
      'a document from a parameter',
      { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'media-ireland', PolicyDocument: UNKNOWN } } },
      undefined,
    ],
    ['a policy of a bucket from a parameter', { Policy: make.bucketPolicy(UNKNOWN, statement) }, undefined],
    [
      'a policy of a bucket with another prefix',
      { Policy: make.bucketPolicy({ 'Fn::Sub': 'other-${Parameter}' }, statement) }, 0,
    ],
    [
      'a policy of a bucket with the same prefix',
      { Policy: make.bucketPolicy({ 'Fn::Sub': 'media-${Parameter}' }, statement) }, undefined,
    ],
    ['a policy without a bucket', { Policy: make.bucketPolicy(undefined, statement) }, undefined],
    [
      'a call from a parameter',
      { Call: { Type: 'Custom::AWS', Properties: { Create: { 'Fn::Join': ['', ['{"x":', UNKNOWN]] } } } }, undefined,
    ],
  ])('returns the statements only if all are known: %s', (_, resources, expected) => {
    expect(findCompleteBucketPolicyStatements(
      applicationOf({ Bucket: make.bucket('media-ireland'), ...resources }), 'media-ireland',
    )?.length).toBe(expected);
  });
});

describe('findCompleteAccessPointPolicyStatements', () => {
  test.each<[string, Record<string, unknown>, number | undefined]>([
    ['a known statement', { Policy: make.policy({ Ref: 'Media' }, allow()), Other: make.policy('other', UNKNOWN) }, 1],
    ['no policy', {}, 0],
    ['a statement from a parameter', { Policy: make.policy('media', allow(), UNKNOWN) }, undefined],
    [
      'a document from a parameter',
      { Policy: { Type: 'AWS::S3::MultiRegionAccessPointPolicy', Properties: { MrapName: 'media', Policy: UNKNOWN } } },
      undefined,
    ],
    ['a policy of an access point from a parameter', { Policy: make.policy(UNKNOWN, allow()) }, undefined],
    ['a policy without an access point', { Policy: make.policy(undefined, allow()) }, undefined],
  ])('returns the statements only if all are known: %s', (_, resources, expected) => {
    const application = applicationOf({ Media: media, ...resources });
    expect(findCompleteAccessPointPolicyStatements(application, findAccessPoints(application)[0])?.length)
      .toBe(expected);
  });
});

describe('findIdentityPolicies', () => {
  test.each(['Role', 'User', 'Group'])('reads the inline policies of a %s', (type) => {
    const holder = {
      Type: `AWS::IAM::${type}`,
      Properties: { Policies: [{ PolicyDocument: { Statement: [statement] } }] },
    };
    expect(findIdentityPolicies(applicationOf({ Holder: holder })).map(({ document }) => document.location))
      .toEqual(['Properties/Policies/0/PolicyDocument']);
  });

  test.each(['Policy', 'ManagedPolicy', 'RolePolicy', 'UserPolicy', 'GroupPolicy'])('reads a %s', (type) => {
    const policy = { Type: `AWS::IAM::${type}`, Properties: { PolicyDocument: { Statement: [statement] } } };
    expect(findIdentityPolicies(applicationOf({ Policy: policy })).map(({ document }) => document.location))
      .toEqual(['Properties/PolicyDocument']);
  });
});
