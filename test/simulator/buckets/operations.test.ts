import { ACCOUNT, Bench, OTHER_ACCOUNT, Refused } from '../support';

test('a bucket is where its constraint says, or where the request is signed for', async () => {
  const bench = new Bench();
  expect(await bench.ask('CreateBucket', { Bucket: 'here' }, { region: 'eu-north-1' })).toEqual({ Location: '/here' });
  await bench.ask('CreateBucket', { Bucket: 'there', CreateBucketConfiguration: { LocationConstraint: 'sa-east-1' } });
  await bench.ask('CreateBucket', { Bucket: 'home' }, { region: 'us-east-1' });
  expect(await bench.ask('HeadBucket', { Bucket: 'here' })).toEqual({ BucketRegion: 'eu-north-1' });
  expect(await bench.ask('GetBucketLocation', { Bucket: 'there' })).toEqual({ LocationConstraint: 'sa-east-1' });
  expect(await bench.ask('GetBucketLocation', { Bucket: 'home' })).toEqual({});
  const { Buckets } = await bench.ask('ListBuckets', {});
  expect(Buckets.map(({ Name }) => Name)).toEqual(['here', 'home', 'media-eu', 'media-us', 'there']);
  expect(Buckets[0]).toEqual({ Name: 'here', CreationDate: new Date(bench.clock.now()), BucketRegion: 'eu-north-1' });
  expect((await bench.ask('ListBuckets', {}, { accountId: OTHER_ACCOUNT })).Buckets).toEqual([]);
});

test('versioning is off until it is enabled, and can be suspended', async () => {
  const bench = new Bench();
  const put = async (Status?: string) => bench.ask('PutBucketVersioning', { Bucket: 'media-us', VersioningConfiguration: { Status } });
  const get = async () => bench.ask('GetBucketVersioning', { Bucket: 'media-us' });
  expect(await get()).toEqual({});
  expect(await put('Enabled')).toEqual({});
  expect(await get()).toEqual({ Status: 'Enabled' });
  await put('Suspended');
  expect(bench.simulator.snapshot().buckets).toContainEqual(
    { name: 'media-us', region: 'us-east-1', accountId: ACCOUNT, versioning: 'Suspended' });
  await expect(put('On')).rejects.toEqual(new Refused('MalformedXML', 400));
  await expect(put()).rejects.toEqual(new Refused('MalformedXML', 400));
  await expect(bench.ask('PutBucketVersioning', { Bucket: 'media-us' })).rejects.toEqual(new Refused('MalformedXML', 400));
});

test.each(['UPPER', 'ab', 'a..b', '10.0.0.1', '-dash', 'xn--bucket', 'a.mrap', 'a-s3alias', 'a'.repeat(64)])('%s is no bucket name', async (Bucket) => {
  await expect(new Bench().ask('CreateBucket', { Bucket })).rejects.toEqual(new Refused('InvalidBucketName', 400));
});

test('a name can be taken, by oneself or by somebody else', async () => {
  const bench = new Bench();
  await expect(bench.ask('CreateBucket', { Bucket: 'media-us' })).rejects.toEqual(new Refused('BucketAlreadyOwnedByYou', 409));
  await expect(bench.ask('CreateBucket', { Bucket: 'media-us' }, { accountId: OTHER_ACCOUNT })).rejects.toEqual(
    new Refused('BucketAlreadyExists', 409));
});

test.each(['HeadBucket', 'GetBucketLocation', 'GetBucketVersioning', 'DeleteBucket'] as const)('%s needs a bucket of one\'s own', async (operation) => {
  const bench = new Bench();
  await expect(bench.ask(operation, { Bucket: 'none' })).rejects.toEqual(new Refused('NoSuchBucket', 404));
  await expect(bench.ask(operation, { Bucket: 'media-us' }, { accountId: OTHER_ACCOUNT })).rejects.toEqual(new Refused('AccessDenied', 403));
});

test.each(['CreateBucket', 'HeadBucket', 'GetBucketLocation', 'GetBucketVersioning', 'PutBucketVersioning', 'DeleteBucket'] as const)(
  '%s without a bucket is malformed', async (operation) => {
    await expect(new Bench().ask(operation, { VersioningConfiguration: {} })).rejects.toEqual(new Refused('MalformedXML', 400));
  });

describe('deleting a bucket', () => {
  test('waits until no access point of its account holds it', async () => {
    const bench = new Bench();
    const attempt = async () => bench.ask('DeleteBucket', { Bucket: 'media-us' });
    const held = new Refused('BucketHasAccessPointsAttached', 400);
    await bench.create();
    await expect(attempt()).rejects.toEqual(held);
    bench.clock.advance(5_000);
    await expect(attempt()).rejects.toEqual(held);
    const deletion = await bench.remove();
    await expect(attempt()).rejects.toEqual(held);
    await bench.ended(deletion);
    await expect(attempt()).resolves.toEqual({});
    expect(bench.simulator.buckets.get('media-us')).toBeUndefined();
  });

  test('does not wait for access points of others, which keep it as a member', async () => {
    const bench = new Bench();
    bench.simulator.buckets.add('theirs', 'ap-south-1', OTHER_ACCOUNT);
    await bench.ready('media', [{ Bucket: 'media-us' }, { Bucket: 'theirs', BucketAccountId: OTHER_ACCOUNT }]);
    await expect(bench.ask('DeleteBucket', { Bucket: 'theirs' }, { accountId: OTHER_ACCOUNT })).resolves.toEqual({});
    expect((await bench.get()).Regions).toHaveLength(2);
  });
});
