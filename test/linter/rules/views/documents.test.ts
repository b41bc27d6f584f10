import { accessPoints } from '../../../../src/linter/model/access-points';
import { accessPointPolicies, bucketPolicies, certainAccessPointStatements, certainStatements, identityPolicies } from '../../../../src/linter/model/documents';
import { allow, applicationOf, delegate, make, UNKNOWN } from '../support';

const media = make.accessPoint();
const ours = { Type: 'Custom::S3MultiRegionAccessPointPolicy', Properties: { Name: 'media', Policy: { Statement: allow() } } };
const put = (phase: string) => make.call('putMultiRegionAccessPointPolicy', { Details: { Name: 'media', Policy: { Statement: allow() } } }, {}, phase);

test.each<[string, Record<string, unknown>, string[]]>([
  ['natively', { Policy: make.policy({ Ref: 'Media' }, allow()) }, ['Properties/Policy/Statement/0']],
  ['by our construct', { Policy: ours }, ['Properties/Policy/Statement']],
  ['by a call', { Policy: put('Update') }, ['Properties/Update/Statement']],
  ['by a call on deletion', { Policy: put('Delete') }, []],
])('an access point has a policy %s', (_, resources, locations) => {
  const policies = accessPointPolicies(applicationOf({ Media: media, ...resources }));
  expect(policies.flatMap(({ statements }) => statements.map(({ location }) => location))).toEqual(locations);
  expect(policies.map(({ accessPoint }) => accessPoint?.resource.logicalId)).toEqual(locations.map(() => 'Media'));
});

test('a bucket has a policy by a call, which is put once for all phases', () => {
  const call = { service: 'S3', action: 'PutBucketPolicyCommand', parameters: { Bucket: 'media-ireland', Policy: { Statement: delegate('media-ireland') } } };
  const resources = { Bucket: make.bucket('media-ireland'), Policy: { Type: 'Custom::AWS', Properties: { Create: call, Update: call } } };
  expect(bucketPolicies(applicationOf(resources))).toMatchObject([{ name: 'media-ireland', bucket: { name: 'media-ireland' }, statements: [{ location: 'Properties/Update/Statement' }] }]);
});

const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

test.each<[string, Record<string, unknown>, number | undefined]>([
  ['all known', { Policy: make.bucketPolicy('media-ireland', statement), Other: make.bucketPolicy('other', UNKNOWN) }, 1],
  ['none', {}, 0],
  ['of deployment in part', { Policy: make.bucketPolicy('media-ireland', statement, UNKNOWN) }, undefined],
  ['of an effect of deployment', { Policy: make.bucketPolicy('media-ireland', { ...statement, Effect: UNKNOWN }) }, undefined],
  ['under a condition of deployment', { Policy: make.bucketPolicy('media-ireland', { ...statement, Condition: UNKNOWN }) }, undefined],
  ['a document of deployment', { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'media-ireland', PolicyDocument: UNKNOWN } } }, undefined],
  ['perhaps in the policy of a bucket of deployment', { Policy: make.bucketPolicy(UNKNOWN, statement) }, undefined],
  ['not in one that begins with other letters', { Policy: make.bucketPolicy({ 'Fn::Sub': 'other-${Parameter}' }, statement) }, 0],
  ['perhaps in one that begins with the same letters', { Policy: make.bucketPolicy({ 'Fn::Sub': 'media-${Parameter}' }, statement) }, undefined],
  ['perhaps in one that names nothing', { Policy: make.bucketPolicy(undefined, statement) }, undefined],
  ['perhaps by a call of deployment', { Call: { Type: 'Custom::AWS', Properties: { Create: { 'Fn::Join': ['', ['{"x":', UNKNOWN]] } } } }, undefined],
])('statements of a bucket are %s', (_, resources, expected) => {
  expect(certainStatements(applicationOf({ Bucket: make.bucket('media-ireland'), ...resources }), 'media-ireland')?.length).toBe(expected);
});

test.each<[string, Record<string, unknown>, number | undefined]>([
  ['all known', { Policy: make.policy({ Ref: 'Media' }, allow()), Other: make.policy('other', UNKNOWN) }, 1],
  ['none', {}, 0],
  ['of deployment in part', { Policy: make.policy('media', allow(), UNKNOWN) }, undefined],
  ['a document of deployment', { Policy: { Type: 'AWS::S3::MultiRegionAccessPointPolicy', Properties: { MrapName: 'media', Policy: UNKNOWN } } }, undefined],
  ['perhaps in a policy of deployment', { Policy: make.policy(UNKNOWN, allow()) }, undefined],
  ['perhaps in one that names nothing', { Policy: make.policy(undefined, allow()) }, undefined],
])('statements of an access point are %s', (_, resources, expected) => {
  const application = applicationOf({ Media: media, ...resources });
  expect(certainAccessPointStatements(application, accessPoints(application)[0])?.length).toBe(expected);
});

test.each(['Role', 'User', 'Group'])('a %s may hold policies itself', (type) => {
  const holder = { Type: `AWS::IAM::${type}`, Properties: { Policies: [{ PolicyDocument: { Statement: [statement] } }] } };
  expect(identityPolicies(applicationOf({ Holder: holder })).map(({ document }) => document.location)).toEqual(['Properties/Policies/0/PolicyDocument']);
});

test.each(['Policy', 'ManagedPolicy', 'RolePolicy', 'UserPolicy', 'GroupPolicy'])('a %s is one', (type) => {
  const policy = { Type: `AWS::IAM::${type}`, Properties: { PolicyDocument: { Statement: [statement] } } };
  expect(identityPolicies(applicationOf({ Policy: policy })).map(({ document }) => document.location)).toEqual(['Properties/PolicyDocument']);
});
