import { compareWithBaseline } from '../../../src/linter/engine/baseline';
import { type Application } from '../../../src/linter/model/template-model';
import { allow, applicationOf, applicationOfStacks, make, OBJECTS, UNKNOWN } from './support';

const saidOf = (before: Application, after: Application) => compareWithBaseline(before, after).map(({ ruleId, message }) => `${ruleId} ${message}`);
const says = (...texts: string[]) => texts.map((text) => expect.stringContaining(text));
const open = (flags: object) => make.accessPoint({ PublicAccessBlockConfiguration: flags });
const owned = (...accounts: unknown[]) => make.accessPoint({ Regions: accounts.map((account, index) => ({ Bucket: `media-${index}`, BucketAccountId: account })) });
const without = (name: string) => ({ ...make.accessPoint(), Type: name });

test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
  ['the same', { Media: make.accessPoint() }, { Media: make.accessPoint() }, []],
  ['members in another order', { Media: make.accessPoint({}, ['a-bucket', 'b-bucket']) }, { Media: make.accessPoint({}, ['b-bucket', 'a-bucket']) }, []],
  ['an owner is named', { Media: owned(undefined, '444455556666') }, { Media: owned('111122223333', '444455556666') }, ['MRAP851 access point "media" changes in ["buckets"]']],
  ['flags in another order', { Media: open({ BlockPublicAcls: false, BlockPublicPolicy: false }) }, { Media: open({ BlockPublicPolicy: false, BlockPublicAcls: false }) }, []],
  ['a flag that is as by default', { Media: make.accessPoint() }, { Media: open({ BlockPublicAcls: true }) }, []],
  ['a flag', { Media: make.accessPoint() }, { Media: open({ BlockPublicAcls: false }) }, ['changes in ["public access block"]']],
  ['a flag for another', { Media: open({ BlockPublicPolicy: false }) }, { Media: open({ BlockPublicAcls: false }) }, ['changes in ["public access block"]']],
  ['a native name and bucket', { Media: make.accessPoint() }, { Media: make.accessPoint({ Name: 'films' }, ['films-ireland']) }, ['changes in ["name", "buckets"]: it is replaced, and its alias is gone']],
  ['a native bucket', { Media: make.accessPoint() }, { Media: make.accessPoint({}, ['media-ireland']) }, ['its successor collides with it by name, and the deployment fails']],
  ['a native bucket without a name', { Media: make.accessPoint({ Name: undefined }) }, { Media: make.accessPoint({ Name: undefined }, ['media-ireland']) }, ['access point "Stack/Media" changes in ["buckets"]: it is replaced, and its alias is gone']],
  ['ours', { Media: make.ours() }, { Media: make.ours({ Name: 'films' }) }, ['the deployment is refused before anything is touched']],
  ['ours, as is allowed', { Media: make.ours() }, { Media: make.ours({ Name: 'films', Replacement: 'ALLOW' }) }, ['it is replaced, and its alias is gone']],
  ['one goes', { Media: { ...make.accessPoint(), DeletionPolicy: 'Retain' } }, {}, ['MRAP852 access point "media" was declared before and no longer is: it stays behind']],
  ['one without a name is deleted', { Media: make.accessPoint({ Name: undefined }) }, {}, ['MRAP852 access point "Stack/Media" was declared before and no longer is: it is deleted']],
  ['one of another type takes its place', { Media: make.accessPoint() }, { Media: without('AWS::S3::Bucket') }, ['MRAP852']],
])('an access point: %s', (_, before, after, expected) => {
  expect(saidOf(applicationOf(before), applicationOf(after))).toEqual(says(...expected));
});

const ARN = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';
const route = (bucket: unknown) => ({ Bucket: bucket, TrafficDialPercentage: 100 });
const routes = (...updates: unknown[]) => ({ Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: ARN, RouteUpdates: updates }) });
const table = (...list: unknown[]) => ({ Routes: { Type: 'Custom::S3MultiRegionAccessPointRoutes', Properties: { AccessPointArn: ARN, Routes: list } } });

test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
  ['all', routes(route('a')), {}, [`MRAP308 routes of access point "${ARN}" were declared before`]],
  ['one of two', routes(route('a'), route('b')), routes(route('b')), ['MRAP308 routes to ["a"] of access point']],
  ['one by Region', routes({ Region: 'eu-west-1', TrafficDialPercentage: 0 }, route('b')), routes(route('b')), ['MRAP308 routes to ["eu-west-1"] of access point']],
  ['none, over two resources', routes(route('a'), route('b')), { ...routes(route('a')), More: routes(route('b')).Routes }, []],
  ['none that is known', routes(route('a')), routes(UNKNOWN), []],
  ['one of a table, whose others have a route as well', table(route('a'), route('b')), table(route('a')), []],
  ['those of another access point', routes(route('a')), { Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: `${ARN}x`, RouteUpdates: [route('a')] }) }, ['MRAP308']],
])('routes: %s', (_, before, after, expected) => {
  expect(saidOf(applicationOf(before), applicationOf(after))).toEqual(says(...expected));
});

test('a policy is gone, of whichever access point', () => {
  const before = { Media: make.accessPoint(), Policy: make.policy('media', allow()), Nameless: make.policy(undefined, allow({ Resource: OBJECTS })) };
  expect(saidOf(applicationOf(before), applicationOf({ ...before, Policy: undefined }))).toEqual(says('MRAP510 policy of access point "media"'));
  expect(saidOf(applicationOf(before), applicationOf({ ...before, Nameless: undefined }))).toEqual(says('MRAP510 policy of access point ""'));
});

const replicating = (destination: string | undefined, name = 'media-ireland') =>
  make.bucket(name, destination === undefined ? {} : make.replication([make.rule(`arn:aws:s3:::${destination}`)]));

test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
  ['a rule goes', { Bucket: replicating('one') }, { Bucket: replicating(undefined) }, ['MRAP853 bucket "media-ireland" replicated to "one" before']],
  ['a rule comes', { Bucket: replicating(undefined) }, { Bucket: replicating('one') }, ['MRAP424 bucket "media-ireland"']],
  ['a bucket comes with its rule', {}, { Bucket: replicating('one') }, []],
  ['a bucket comes in the place of another', { Bucket: replicating(undefined, 'other') }, { Other: replicating('one', 'other') }, []],
  ['a rule comes to a bucket that is not made here', {}, { Rules: make.call('putBucketReplication', { Bucket: 'elsewhere', ReplicationConfiguration: { Role: 'r', Rules: [make.rule('arn:aws:s3:::one')] } }) }, []],
  ['a destination changes', { Bucket: replicating('one') }, { Bucket: replicating('two') }, ['MRAP853 bucket "media-ireland" replicated to "one"', 'MRAP424 bucket "media-ireland"']],
])('replication: %s', (_, before, after, expected) => {
  expect(saidOf(applicationOf(before), applicationOf(after))).toEqual(says(...expected));
});

test('a stack of another Region is orphaned where its buckets are of use', () => {
  const main = { Media: make.accessPoint({}, ['media-ireland', 'media-virginia']) };
  const far = { Bucket: make.bucket('media-virginia'), Logs: make.bucket('logs') };
  expect(saidOf(applicationOfStacks({ 'Main eu-west-1': main, 'Far us-east-1': far }), applicationOfStacks({ 'Main eu-west-1': main })))
    .toEqual(says('MRAP854 stack "Far" in us-east-1 was declared before and no longer is; buckets ["media-virginia"] stay there'));
  expect(saidOf(applicationOfStacks({ 'Main eu-west-1': main, 'Far': { Logs: far.Logs } }), applicationOfStacks({ 'Main eu-west-1': main }))).toEqual([]);
});

test('a Regional access point is replaced by what it can only be created with', () => {
  const reports = (properties: object) => applicationOf({ Reports: { Type: 'AWS::S3::AccessPoint', Properties: { Name: 'reports', Bucket: 'media', ...properties } } });
  expect(saidOf(reports({}), reports({ Policy: {} }))).toEqual([]);
  expect(saidOf(reports({}), reports({ Bucket: 'other', VpcConfiguration: { VpcId: 'vpc-1' } }))).toEqual(says('MRAP704 Bucket of Regional access point "reports"', 'MRAP704 VpcConfiguration of'));
  expect(saidOf(reports({ Name: undefined }), reports({ Name: undefined, BucketAccountId: '444455556666' }))).toEqual(says('MRAP704 BucketAccountId of Regional access point "Stack/Reports"'));
});
