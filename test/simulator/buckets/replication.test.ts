import { type SimulatedOperationInput } from '../../../simulator';
import { ACCOUNT, Bench, OTHER_ACCOUNT, RefusedError } from '../support';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/replication`;

type Configuration = NonNullable<SimulatedOperationInput<'PutBucketReplication'>['ReplicationConfiguration']>;
type Rule = NonNullable<Configuration['Rules']>[number];

const TIME = { Status: 'Enabled' as const, Time: { Minutes: 15 } };
const TAG = { Key: 'a', Value: 'b' };
const RULE: Rule = {
  ID: 'rule',
  Priority: 1,
  Status: 'Enabled',
  Filter: { Prefix: '' },
  DeleteMarkerReplication: { Status: 'Enabled' },
  Destination: { Bucket: 'arn:aws:s3:::media-us' },
};

function createVersionedBench(options = {}): Bench {
  const bench = new Bench(options);
  for (const bucket of bench.simulator.buckets.list()) bucket.versioning = 'Enabled';
  return bench;
}

async function put(bench: Bench, rules?: readonly Rule[], role: string | undefined = ROLE): Promise<object> {
  return bench.call('PutBucketReplication', {
    Bucket: 'media-eu',
    ReplicationConfiguration: { Role: role, Rules: rules },
  });
}

async function get(bench: Bench): Promise<object> {
  return (await bench.call('GetBucketReplication', { Bucket: 'media-eu' })).ReplicationConfiguration;
}

const NONE = new RefusedError('ReplicationConfigurationNotFoundError', 404);

const WITHOUT_MARKERS: Rule = { ...RULE, DeleteMarkerReplication: { Status: 'Disabled' } };

describe('putBucketReplicationHandler', () => {
  test('replaces the previous configuration, which can be deleted', async () => {
    const bench = createVersionedBench();
    await expect(get(bench)).rejects.toEqual(NONE);
    await put(bench, [RULE]);
    await put(bench, [{ ...RULE, ID: 'other' }]);
    expect(await get(bench)).toEqual({ Role: ROLE, Rules: [{ ...RULE, ID: 'other' }] });
    expect(bench.simulator.snapshot().buckets.find(({ name }) => name === 'media-eu')?.replication).toEqual({
      Role: ROLE,
      Rules: [{ ...RULE, ID: 'other' }],
    });
    await bench.call('DeleteBucketReplication', { Bucket: 'media-eu' });
    await expect(get(bench)).rejects.toEqual(NONE);
    expect(bench.simulator.journal.actions()).toEqual([
      'iam:PassRole',
      's3:GetReplicationConfiguration',
      's3:PutReplicationConfiguration',
    ]);
  });

  test('generates an id for a rule without one', async () => {
    const bench = createVersionedBench();
    await put(bench, [{ ...RULE, ID: undefined }]);
    expect(await get(bench)).toMatchObject({ Rules: [{ ID: expect.stringMatching(/^[\w-]{32}$/) as string }] });
  });

  test('accepts a rule of the first schema version without a priority', async () => {
    const bench = createVersionedBench();
    await put(bench, [
      { ID: 'first', Prefix: '', Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::media-us' } },
    ]);
    expect(await get(bench)).toMatchObject({ Rules: [{ Prefix: '' }] });
  });
});

describe('putBucketReplicationHandler', () => {
  test.each<[string, Rule]>([
    ['an excluded prefix', { ...RULE, Filter: { Not: { Prefix: 'tmp/' } } }],
    [
      'several excluded prefixes',
      { ...RULE, Filter: { And: { Prefix: 'a/', Not: { Or: { Prefixes: ['a/b', 'a/c'] } } } } },
    ],
    ['excluded tags', {
      ...RULE,
      Filter: { Not: { Or: { Prefixes: ['tmp/'], Tags: [TAG] } } },
      DeleteMarkerReplication: { Status: 'Disabled' },
    }],
    ['the multi-Region key of the source', {
      ...RULE,
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
      Destination: {
        ...RULE.Destination, EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Enabled' } },
      },
    }],
    ['no filter', { ID: 'first', Prefix: 'a/', Status: 'Enabled', Destination: RULE.Destination }],
  ])('accepts a rule with %s and returns it', async (_what, rule) => {
    const bench = createVersionedBench();
    await put(bench, [rule]);
    await expect(bench.call('GetBucketReplication', { Bucket: 'media-eu' }))
      .resolves.toEqual({ ReplicationConfiguration: { Role: ROLE, Rules: [rule] } });
  });
});

describe('getBucketReplicationHandler', () => {
  test('takes effect after the configured lag', async () => {
    const bench = createVersionedBench({ replicationLagMs: 5_000 });
    await put(bench, [RULE]);
    await expect(get(bench)).rejects.toEqual(NONE);
    bench.clock.advance(5_000);
    expect(await get(bench)).toMatchObject({ Role: ROLE });
  });
});

describe('putBucketReplicationHandler', () => {
  test('requires both buckets to exist and to be versioned', async () => {
    const invalid = new RefusedError('InvalidRequest', 400);
    const bench = new Bench({ versioningLagMs: 1_000 });
    await bench.call('CreateBucket', {
      Bucket: 'young',
      CreateBucketConfiguration: { LocationConstraint: 'us-east-1' },
    });
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
});

describe('putBucketReplicationHandler', () => {
  test.each<[string, Rule]>([
    ['the source as destination', { ...RULE, Destination: { Bucket: 'arn:aws:s3:::media-eu' } }],
    ['an id that is too long', { ...RULE, ID: 'x'.repeat(256) }],
    ['time control without metrics', { ...RULE, Destination: { ...RULE.Destination, ReplicationTime: TIME } }],
    [
      'another number of minutes',
      {
        ...RULE,
        Destination: { ...RULE.Destination, Metrics: { Status: 'Enabled', EventThreshold: { Minutes: 30 } } },
      },
    ],
    [
      'an owner without an account',
      { ...RULE, Destination: { ...RULE.Destination, AccessControlTranslation: { Owner: 'Destination' } } },
    ],
    ['a rule without a priority', { ...RULE, Priority: undefined }],
    ['a rule without delete marker replication', { ...RULE, DeleteMarkerReplication: undefined }],
    ['delete markers with a tag', { ...RULE, Filter: { Tag: TAG } }],
    ['delete markers with tags', { ...RULE, Filter: { And: { Tags: [TAG] } } }],
    ['delete markers with an excluded tag', { ...RULE, Filter: { Not: { Tag: TAG } } }],
    ['delete markers with excluded tags', { ...RULE, Filter: { And: { Prefix: 'a', Not: { Or: { Tags: [TAG] } } } } }],
    ['a tag key that is too long', { ...WITHOUT_MARKERS, Filter: { Tag: { Key: 'k'.repeat(129), Value: '' } } }],
    ['an empty tag key', { ...WITHOUT_MARKERS, Filter: { Not: { Tag: { Key: '', Value: '' } } } }],
    ['a tag value that is too long', {
      ...WITHOUT_MARKERS, Filter: { And: { Prefix: 'a', Tags: [{ Key: 'k', Value: 'v'.repeat(257) }] } },
    }],
    ['a priority without a filter', { ...RULE, Filter: undefined, DeleteMarkerReplication: undefined }],
    ['delete marker replication without a filter', { ...RULE, Filter: undefined, Priority: undefined }],
  ])('refuses %s as an invalid request', async (_what, rule) => {
    await expect(put(createVersionedBench(), [rule])).rejects.toEqual(new RefusedError('InvalidRequest', 400));
  });

  test.each<[string, readonly Rule[] | undefined]>([
    ['an empty list of rules', []],
    ['a configuration without rules', undefined],
    ['a rule without a status', [{ ...RULE, Status: undefined }]],
    ['a rule without a destination', [{ ...RULE, Destination: undefined }]],
    [
      'an access point as destination',
      [{ ...RULE, Destination: { Bucket: 'arn:aws:s3:eu-west-1:123456789012:accesspoint/a' } }],
    ],
    ['a destination without a bucket', [{ ...RULE, Destination: {} }]],
    ['prefix and filter', [{ ...RULE, Prefix: 'a' }]],
    ['a filter with two conditions', [{ ...RULE, Filter: { Prefix: 'a', Tag: TAG } }]],
    ['a filter with a prefix and an exclusion', [{ ...RULE, Filter: { Prefix: 'a', Not: { Prefix: 'a/b' } } }]],
    ['an exclusion with two conditions', [{ ...RULE, Filter: { Not: { Prefix: 'a', Or: { Prefixes: ['b'] } } } }]],
    ['an empty exclusion', [{ ...RULE, Filter: { And: { Prefix: 'a', Not: {} } } }]],
  ])('refuses %s as malformed', async (_what, rules) => {
    await expect(put(createVersionedBench(), rules)).rejects.toEqual(new RefusedError('MalformedXML', 400));
  });

  test.each<[string, readonly Rule[], string]>([
    ['a repeated id', [RULE, { ...RULE, Priority: 2 }], ROLE],
    ['a repeated priority', [RULE, { ...RULE, ID: 'second' }], ROLE],
    [
      'both versions of the schema',
      [RULE, { ID: 'first', Prefix: '', Status: 'Enabled', Destination: RULE.Destination }],
      ROLE,
    ],
    ['several destinations and no filter', ['media-us', 'media-jp'].map((bucket) => (
      { ID: bucket, Prefix: '', Status: 'Enabled', Destination: { Bucket: `arn:aws:s3:::${bucket}` } })), ROLE],
    ['a user as role', [RULE], `arn:aws:iam::${ACCOUNT}:user/replication`],
  ])('refuses rules with %s as an invalid request', async (_what, rules, role) => {
    await expect(put(createVersionedBench(), rules, role)).rejects.toEqual(new RefusedError('InvalidRequest', 400));
  });
});

describe('getBucketReplicationHandler', () => {
  test('requires the expected owner to own the bucket', async () => {
    const bench = createVersionedBench();
    await put(bench, [RULE]);
    await expect(
      bench.call('GetBucketReplication', { Bucket: 'media-eu', ExpectedBucketOwner: ACCOUNT }),
    ).resolves.toBeDefined();
    await expect(
      bench.call('GetBucketReplication', { Bucket: 'media-eu', ExpectedBucketOwner: OTHER_ACCOUNT }),
    ).rejects.toEqual(new RefusedError('AccessDenied', 403));
  });
});
