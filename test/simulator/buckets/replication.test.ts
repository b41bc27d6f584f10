import { type Input } from '../../../simulator';
import { ACCOUNT, Bench, OTHER_ACCOUNT, Refused } from '../support';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/replication`;

type Configuration = NonNullable<Input<'PutBucketReplication'>['ReplicationConfiguration']>;
type Rule = NonNullable<Configuration['Rules']>[number];

const RULE: Rule = {
  ID: 'rule',
  Priority: 1,
  Status: 'Enabled',
  Filter: { Prefix: '' },
  DeleteMarkerReplication: { Status: 'Enabled' },
  Destination: { Bucket: 'arn:aws:s3:::media-us' },
};

function versioned(options = {}): Bench {
  const bench = new Bench(options);
  for (const bucket of bench.simulator.buckets.list()) bucket.versioning = 'Enabled';
  return bench;
}

async function put(bench: Bench, rules?: readonly Rule[], role: string | undefined = ROLE): Promise<object> {
  return bench.ask('PutBucketReplication', { Bucket: 'media-eu', ReplicationConfiguration: { Role: role, Rules: rules } });
}

async function get(bench: Bench): Promise<object> {
  return (await bench.ask('GetBucketReplication', { Bucket: 'media-eu' })).ReplicationConfiguration;
}

const NONE = new Refused('ReplicationConfigurationNotFoundError', 404);

test('a configuration replaces the former one as a whole, and goes', async () => {
  const bench = versioned();
  await expect(get(bench)).rejects.toEqual(NONE);
  await put(bench, [RULE]);
  await put(bench, [{ ...RULE, ID: 'other' }]);
  expect(await get(bench)).toEqual({ Role: ROLE, Rules: [{ ...RULE, ID: 'other' }] });
  expect(bench.simulator.snapshot().buckets.find(({ name }) => name === 'media-eu')?.replication).toEqual({ Role: ROLE, Rules: [{ ...RULE, ID: 'other' }] });
  await bench.ask('DeleteBucketReplication', { Bucket: 'media-eu' });
  await expect(get(bench)).rejects.toEqual(NONE);
  expect(bench.simulator.journal.actions()).toEqual(['iam:PassRole', 's3:GetReplicationConfiguration', 's3:PutReplicationConfiguration']);
});

test('a rule without an id gets one', async () => {
  const bench = versioned();
  await put(bench, [{ ...RULE, ID: undefined }]);
  expect(await get(bench)).toMatchObject({ Rules: [{ ID: expect.stringMatching(/^[\w-]{32}$/) as string }] });
});

test('a rule of the first version needs no priority', async () => {
  const bench = versioned();
  await put(bench, [{ ID: 'first', Prefix: '', Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::media-us' } }]);
  expect(await get(bench)).toMatchObject({ Rules: [{ Prefix: '' }] });
});

test('a read may lag behind', async () => {
  const bench = versioned({ replicationLagMs: 5_000 });
  await put(bench, [RULE]);
  await expect(get(bench)).rejects.toEqual(NONE);
  bench.clock.advance(5_000);
  expect(await get(bench)).toMatchObject({ Role: ROLE });
});

test('both buckets must be there and be seen as versioned', async () => {
  const invalid = new Refused('InvalidRequest', 400);
  const bench = new Bench({ versioningLagMs: 1_000 });
  await bench.ask('CreateBucket', { Bucket: 'young', CreateBucketConfiguration: { LocationConstraint: 'us-east-1' } });
  const toYoung = [{ ...RULE, Destination: { Bucket: 'arn:aws:s3:::young' } }];
  const enable = (name: string) => { bench.simulator.buckets.get(name)!.versioning = 'Enabled'; };
  await expect(put(bench, toYoung)).rejects.toEqual(invalid);
  enable('media-eu');
  await expect(put(bench, toYoung)).rejects.toEqual(invalid);
  enable('young');
  await expect(put(bench, toYoung)).rejects.toEqual(invalid);
  bench.clock.advance(1_000);
  await expect(put(bench, toYoung)).resolves.toEqual({});
  await expect(put(bench, [{ ...RULE, Destination: { Bucket: 'arn:aws:s3:::none' } }])).rejects.toEqual(invalid);
});

const TIME = { Status: 'Enabled' as const, Time: { Minutes: 15 } };
const TAG = { Key: 'a', Value: 'b' };

test.each<[string, Rule]>([
  ['its own destination', { ...RULE, Destination: { Bucket: 'arn:aws:s3:::media-eu' } }],
  ['an id too long', { ...RULE, ID: 'x'.repeat(256) }],
  ['time control without metrics', { ...RULE, Destination: { ...RULE.Destination, ReplicationTime: TIME } }],
  ['another time', { ...RULE, Destination: { ...RULE.Destination, Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 30 } } } }],
  ['an owner without an account', { ...RULE, Destination: { ...RULE.Destination, AccessControlTranslation: { Owner: 'Destination' } } }],
  ['no priority', { ...RULE, Priority: undefined }],
  ['no word on delete markers', { ...RULE, DeleteMarkerReplication: undefined }],
  ['delete markers with a tag', { ...RULE, Filter: { Tag: TAG } }],
  ['delete markers with tags', { ...RULE, Filter: { And: { Tags: [TAG] } } }],
])('%s is an invalid request', async (_what, rule) => {
  await expect(put(versioned(), [rule])).rejects.toEqual(new Refused('InvalidRequest', 400));
});

test.each<[string, readonly Rule[] | undefined]>([
  ['no rule', []],
  ['nothing', undefined],
  ['no status', [{ ...RULE, Status: undefined }]],
  ['no destination', [{ ...RULE, Destination: undefined }]],
  ['an access point as destination', [{ ...RULE, Destination: { Bucket: 'arn:aws:s3:eu-west-1:123456789012:accesspoint/a' } }]],
  ['no bucket', [{ ...RULE, Destination: {} }]],
  ['prefix and filter', [{ ...RULE, Prefix: 'a' }]],
  ['two filters in one', [{ ...RULE, Filter: { Prefix: 'a', Tag: TAG } }]],
])('%s is malformed', async (_what, rules) => {
  await expect(put(versioned(), rules)).rejects.toEqual(new Refused('MalformedXML', 400));
});

test.each<[string, readonly Rule[], string]>([
  ['one id', [RULE, { ...RULE, Priority: 2 }], ROLE],
  ['one priority', [RULE, { ...RULE, ID: 'second' }], ROLE],
  ['both versions of the schema', [RULE, { ID: 'first', Prefix: '', Status: 'Enabled', Destination: RULE.Destination }], ROLE],
  ['a user for a role', [RULE], `arn:aws:iam::${ACCOUNT}:user/replication`],
])('rules with %s are an invalid request', async (_what, rules, role) => {
  await expect(put(versioned(), rules, role)).rejects.toEqual(new Refused('InvalidRequest', 400));
});

test('the owner may be named, and must be right', async () => {
  const bench = versioned();
  await put(bench, [RULE]);
  await expect(bench.ask('GetBucketReplication', { Bucket: 'media-eu', ExpectedBucketOwner: ACCOUNT })).resolves.toBeDefined();
  await expect(bench.ask('GetBucketReplication', { Bucket: 'media-eu', ExpectedBucketOwner: OTHER_ACCOUNT })).rejects.toEqual(new Refused('AccessDenied', 403));
});
