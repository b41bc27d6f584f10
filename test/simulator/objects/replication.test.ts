import { type ReplicationRule } from '../../../simulator/model/replication';
import { selectRules } from '../../../simulator/objects/replication/select-rules';
import { codeOf, copyTo, ObjectBench, ROLE } from './support';

const LAG = 5_000;
const [US, EU] = ['media-us', 'media-eu'];

let bench: ObjectBench;
beforeEach(async () => {
  bench = new ObjectBench();
  await bench.replicateBothWays();
});

describe('selectRules', () => {
  const tag = (Key: string, Value = '') => ({ Key, Value });
  const object = { key: 'films/alien.txt', tags: [tag('a', '1'), tag('b', '2')] };
  const isSelectedBy = (Filter: ReplicationRule['Filter']) =>
    selectRules({ Role: ROLE, Rules: [copyTo(EU, { Filter })] }, object).length === 1;

  test.each<[boolean, ReplicationRule['Filter']]>([
    [true, {}],
    [true, { Prefix: 'films/' }],
    [false, { Prefix: 'books/' }],
    [true, { Tag: tag('a', '1') }],
    [false, { Tag: tag('a', '2') }],
    [true, { And: { Prefix: 'films/', Tags: [tag('a', '1'), tag('b', '2')] } }],
    [false, { And: { Prefix: 'films/', Tags: [tag('a', '1'), tag('c')] } }],
    [false, { Not: { Prefix: 'films/' } }],
    [true, { Not: { Prefix: 'books/' } }],
    [false, { Not: { Tag: tag('b', '2') } }],
    [false, { And: { Prefix: 'films/', Not: { Or: { Prefixes: ['x', 'films/a'], Tags: [] } } } }],
    [false, { Not: { Or: { Tags: [tag('x'), tag('a', '1')] } } }],
    [true, { Not: { Or: { Prefixes: ['x'], Tags: [tag('x')] } } }],
  ])('returns %s for the filter %j', (expected, filter) => {
    expect(isSelectedBy(filter)).toBe(expected);
  });

  test('selects the enabled rule with the highest priority for each destination', () => {
    const rules = [
      copyTo(EU, { ID: 'low', Priority: 1 }), copyTo(EU, { ID: 'high', Priority: 3 }),
      copyTo(EU, { ID: 'disabled', Priority: 9, Status: 'Disabled' }), copyTo('other', { ID: 'other', Priority: 2 }),
    ];
    expect(selectRules({ Role: ROLE, Rules: rules }, object).map(({ ID }) => ID)).toEqual(['high', 'other']);
  });

  test('selects nothing without a configuration, and by prefix in the first version of the schema', () => {
    const { Filter: _, Priority: __, ...rest } = copyTo(EU, { Prefix: 'films/' });
    expect(selectRules(undefined, object)).toEqual([]);
    expect(selectRules({ Role: ROLE, Rules: [rest] }, object)).toEqual([rest]);
    expect(selectRules({ Role: ROLE, Rules: [rest] }, { ...object, key: 'x' })).toEqual([]);
  });
});

describe('ReplicationQueue', () => {
  test('copies an object with its version id after the lag', async () => {
    const { VersionId } = await bench.putObject(US, 'a', 'hello', { Tags: [{ Key: 't', Value: '1' }] });
    expect(await bench.replicationStatus(US, 'a')).toBe('PENDING');
    expect(bench.simulator.replication.pending).toMatchObject([
      { kind: 'object', source: US, destination: EU, ruleId: 'to-media-eu', bytes: 5, versionId: VersionId },
    ]);
    bench.clock.advance(LAG - 1);
    expect(await bench.read(EU, 'a')).toBe('NoSuchKey');
    bench.clock.advance(1);
    expect(await bench.read(EU, 'a', { VersionId })).toBe('hello');
    expect(await bench.replicationStatus(US, 'a')).toBe('COMPLETED');
    expect(await bench.replicationStatus(EU, 'a')).toBe('REPLICA');
    expect((await bench.call('GetObjectTagging', { Bucket: EU, Key: 'a' })).TagSet).toHaveLength(1);
    expect(bench.simulator.replication.pending).toEqual([]);
  });

  test('uses the lag of each pair of Regions', async () => {
    bench.simulator.configure({ copyLagMs: (source) => (source === 'us-east-1' ? 1_000 : 60_000) });
    await bench.putObject(US, 'fast', '1');
    await bench.putObject(EU, 'late', '1');
    bench.clock.advance(1_000);
    expect([await bench.read(EU, 'fast'), await bench.read(US, 'late')]).toEqual(['1', 'NoSuchKey']);
  });

  test('does not copy replicas, so that copies end', async () => {
    await bench.putObject(US, 'a', '1');
    bench.clock.advance(LAG);
    expect(bench.simulator.replication.pending).toEqual([]);
    bench.simulator.buckets.add('third', 'eu-central-1', '123456789012');
    await bench.enableVersioning('third');
    await bench.replicate(EU, copyTo('third'));
    await bench.putObject(US, 'b', '1');
    bench.clock.advance(10 * LAG);
    expect(await bench.read('third', 'b')).toBe('NoSuchKey');
  });

  test('copies delete markers if the rule says so, and never deletions of versions', async () => {
    const { VersionId } = await bench.putObject(US, 'a', '1');
    bench.clock.advance(LAG);
    await bench.call('DeleteObject', { Bucket: US, Key: 'a' });
    bench.clock.advance(LAG);
    expect(await bench.read(EU, 'a')).toBe('NoSuchKey');
    await bench.call('DeleteObject', { Bucket: US, Key: 'a', VersionId });
    bench.clock.advance(LAG);
    expect(await bench.read(EU, 'a', { VersionId })).toBe('1');

    await bench.replicate(US, copyTo(EU, { DeleteMarkerReplication: { Status: 'Disabled' } }));
    await bench.putObject(US, 'b', '1');
    await bench.call('DeleteObject', { Bucket: US, Key: 'b' });
    bench.clock.advance(LAG);
    expect(await bench.read(EU, 'b')).toBe('1');
  });

  test('copies changed tags, ACLs and locks of replicas if the rule copies replica modifications', async () => {
    const TagSet = [{ Key: 't', Value: '2' }];
    await bench.putObject(US, 'a', '1');
    bench.clock.advance(LAG);
    await bench.call('PutObjectTagging', { Bucket: EU, Key: 'a', TagSet });
    await bench.call('PutObjectAcl', { Bucket: US, Key: 'a', ACL: 'bucket-owner-full-control' });
    expect(await bench.replicationStatus(EU, 'a')).toBe('PENDING');
    bench.clock.advance(LAG);
    expect((await bench.call('GetObjectTagging', { Bucket: US, Key: 'a' })).TagSet).toEqual(TagSet);
    expect((await bench.call('GetObjectAcl', { Bucket: EU, Key: 'a' })).ACL).toBe('bucket-owner-full-control');
    expect(await bench.replicationStatus(US, 'a')).toBe('COMPLETED');

    await bench.replicate(EU, copyTo(US, { SourceSelectionCriteria: undefined }));
    await bench.call('PutObjectTagging', { Bucket: EU, Key: 'a', TagSet: [] });
    bench.clock.advance(LAG);
    expect((await bench.call('GetObjectTagging', { Bucket: US, Key: 'a' })).TagSet).toEqual(TagSet);
  });

  test('keeps both versions of two writers, and the later one is the current version in both buckets', async () => {
    const { VersionId: early } = await bench.putObject(US, 'a', 'early');
    bench.clock.advance(1);
    const { VersionId: late } = await bench.putObject(EU, 'a', 'late');
    bench.simulator.configure({ copyLagMs: () => 0 });
    bench.clock.advance(2 * LAG);
    for (const bucket of [US, EU]) {
      expect(await bench.read(bucket, 'a')).toBe('late');
      expect(await bench.read(bucket, 'a', { VersionId: early })).toBe('early');
      expect(await bench.read(bucket, 'a', { VersionId: late })).toBe('late');
    }
  });

  test.each<['Enabled' | 'Disabled', string]>([
    ['Enabled', 'NoSuchKey'],
    ['Disabled', 'late copy'],
  ])('ends a conflict of a write and a later deletion with delete markers %s', async (Status, result) => {
    await bench.replicate(EU, copyTo(US, { DeleteMarkerReplication: { Status } }));
    await bench.putObject(US, 'a', 'late copy');
    bench.simulator.regions.lose('us-east-1');
    await bench.call('DeleteObject', { Bucket: EU, Key: 'a' });
    bench.simulator.regions.restore('us-east-1');
    bench.clock.advance(2 * LAG);
    expect(await bench.read(EU, 'a')).toBe('NoSuchKey');
    expect(await bench.read(US, 'a')).toBe(result);
  });

  test.each<[string, () => Promise<unknown> | void, string]>([
    ['the destination is gone', () => bench.simulator.buckets.remove(EU), 'DstBucketNotFound'],
    [
      'the destination is not versioned',
      () => { bench.simulator.buckets.get(EU)!.versioning = 'Suspended'; },
      'DstBucketUnversioned',
    ],
    [
      'only the source has Object Lock',
      () => { bench.simulator.buckets.get(US)!.hasObjectLock = true; },
      'DstBucketObjectLockConfigMissing',
    ],
    [
      'the key of the destination is missing',
      () => bench.simulator.configure({ copyFailure: () => 'DstKmsKeyNotFound' }),
      'DstKmsKeyNotFound',
    ],
  ])('reports FAILED if %s', async (_, damage, code) => {
    await bench.putObject(US, 'a', '1');
    await damage();
    bench.clock.advance(LAG);
    expect(await bench.replicationStatus(US, 'a')).toBe('FAILED');
    expect(bench.simulator.replication.failures).toMatchObject([
      { source: US, destination: EU, key: 'a', code, failedAt: bench.clock.now() },
    ]);
  });

  test('skips objects with KMS keys unless the rule selects them', async () => {
    const Headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    await bench.putObject(US, 'skipped', '1', { Headers });
    expect(await bench.replicationStatus(US, 'skipped')).toBeUndefined();
    await bench.replicate(US, copyTo(EU, {
      SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    }));
    await bench.putObject(US, 'selected', '1', { Headers });
    expect(await bench.replicationStatus(US, 'selected')).toBe('PENDING');
  });

  test('does not copy a version that was deleted before its copy', async () => {
    const { VersionId } = await bench.putObject(US, 'a', '1');
    await bench.call('DeleteObject', { Bucket: US, Key: 'a', VersionId });
    bench.clock.advance(LAG);
    expect(await bench.read(EU, 'a')).toBe('NoSuchKey');
    expect(bench.simulator.replication).toMatchObject({ pending: [], failures: [] });
  });

  test('waits for the version before it copies changed values of a replica', async () => {
    bench.simulator.buckets.add('third', 'eu-central-1', '123456789012');
    await bench.enableVersioning('third');
    await bench.replicate(US, copyTo(EU), copyTo('third', { Priority: 2 }));
    await bench.replicate(EU, copyTo(US), copyTo('third', { Priority: 2 }));
    bench.simulator.configure({
      copyLagMs: (source, destination) => (`${source} ${destination}` === 'us-east-1 eu-central-1' ? 60_000 : 1_000),
    });
    await bench.putObject(US, 'a', '1');
    bench.clock.advance(1_000);
    const TagSet = [{ Key: 't', Value: '2' }];
    await bench.call('PutObjectTagging', { Bucket: EU, Key: 'a', TagSet });
    bench.clock.advance(2_000);
    expect(bench.simulator.replication.pending.map(({ kind, destination }) => `${kind} ${destination}`))
      .toEqual(['object third', 'values third']);
    bench.clock.advance(60_000);
    expect(bench.simulator.replication.pending).toEqual([]);
    expect((await bench.call('GetObjectTagging', { Bucket: 'third', Key: 'a' })).TagSet).toEqual(TagSet);
  });

  test('reports a failure if the destination deleted the version whose values changed', async () => {
    const { VersionId } = await bench.putObject(US, 'a', '1');
    bench.clock.advance(LAG);
    await bench.call('DeleteObject', { Bucket: EU, Key: 'a', VersionId });
    await bench.call('PutObjectTagging', { Bucket: US, Key: 'a', TagSet: [] });
    bench.clock.advance(LAG);
    expect(bench.simulator.replication.failures).toMatchObject([{ kind: 'values', code: 'DstKeyNotFound' }]);
    expect(await bench.replicationStatus(US, 'a')).toBe('FAILED');
  });

  test('copies nothing while it is paused', async () => {
    await bench.putObject(US, 'a', '1');
    bench.simulator.replication.pause();
    bench.clock.advance(LAG);
    expect(await bench.read(EU, 'a')).toBe('NoSuchKey');
    bench.simulator.replication.resume(bench.clock.now());
    expect(await bench.read(EU, 'a')).toBe('1');
  });

  test('prevents that versioning is suspended in its sources', async () => {
    expect(await codeOf(bench.call('PutBucketVersioning', {
      Bucket: US, VersioningConfiguration: { Status: 'Suspended' },
    }))).toBe('InvalidBucketState');
  });

  test.each(['us-east-1', 'eu-west-1'])('continues after %s is restored', async (region) => {
    await bench.putObject(US, 'a', '1');
    bench.simulator.regions.lose(region);
    bench.clock.advance(10 * LAG);
    expect(bench.simulator.replication.pending).toHaveLength(1);
    bench.simulator.regions.hang(region);
    bench.simulator.regions.restore(region);
    expect(await bench.read(EU, 'a')).toBe('1');
  });

  test.each(['lose', 'hang'] as const)('has completed the copies that were due before "%s"', async (change) => {
    await bench.putObject(US, 'a', '1');
    bench.clock.advance(LAG);
    bench.simulator.regions[change]('us-east-1');
    expect(bench.simulator.replication.pending).toEqual([]);
    expect(await bench.read(EU, 'a')).toBe('1');
  });

  test('continues in a Region that becomes slow', async () => {
    await bench.putObject(US, 'a', '1');
    bench.simulator.regions.lose('eu-west-1');
    bench.clock.advance(10 * LAG);
    bench.simulator.regions.slow('eu-west-1', 500);
    expect(bench.simulator.replication.pending).toEqual([]);
  });
});
