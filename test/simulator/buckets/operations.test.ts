import { ACCOUNT, Bench, OTHER_ACCOUNT, RefusedError } from '../support';

describe('createBucketHandler', () => {
  test('creates a bucket in the Region of its constraint or of the signature', async () => {
    const bench = new Bench();
    expect(await bench.call('CreateBucket', { Bucket: 'here' }, { region: 'eu-north-1' })).toEqual({
      Location: '/here',
    });
    await bench.call('CreateBucket', {
      Bucket: 'there',
      CreateBucketConfiguration: { LocationConstraint: 'sa-east-1' },
    });
    await bench.call('CreateBucket', { Bucket: 'home' }, { region: 'us-east-1' });
    expect(await bench.call('HeadBucket', { Bucket: 'here' })).toEqual({ BucketRegion: 'eu-north-1' });
    expect(await bench.call('GetBucketLocation', { Bucket: 'there' })).toEqual({ LocationConstraint: 'sa-east-1' });
    expect(await bench.call('GetBucketLocation', { Bucket: 'home' })).toEqual({});
    const { Buckets } = await bench.call('ListBuckets', {});
    expect(Buckets.map(({ Name }) => Name)).toEqual(['here', 'home', 'media-eu', 'media-us', 'there']);
    expect(Buckets[0]).toEqual({ Name: 'here', CreationDate: new Date(bench.clock.now()), BucketRegion: 'eu-north-1' });
    expect((await bench.call('ListBuckets', {}, { accountId: OTHER_ACCOUNT })).Buckets).toEqual([]);
  });
});

describe('putBucketVersioningHandler', () => {
  test('enables and suspends versioning', async () => {
    const bench = new Bench();
    const put = async (Status?: string) =>
      bench.call('PutBucketVersioning', { Bucket: 'media-us', VersioningConfiguration: { Status } });
    const get = async () => bench.call('GetBucketVersioning', { Bucket: 'media-us' });
    expect(await get()).toEqual({});
    expect(await put('Enabled')).toEqual({});
    expect(await get()).toEqual({ Status: 'Enabled' });
    await put('Suspended');
    expect(bench.simulator.snapshot().buckets).toContainEqual(
      { name: 'media-us', region: 'us-east-1', accountId: ACCOUNT, versioning: 'Suspended' });
    await expect(put('On')).rejects.toEqual(new RefusedError('MalformedXML', 400));
    await expect(put()).rejects.toEqual(new RefusedError('MalformedXML', 400));
    await expect(bench.call('PutBucketVersioning', { Bucket: 'media-us' })).rejects.toEqual(
      new RefusedError('MalformedXML', 400),
    );
  });
});

describe('createBucketHandler', () => {
  test.each(['UPPER', 'ab', 'a..b', '10.0.0.1', '-dash', 'xn--bucket', 'a.mrap', 'a-s3alias', 'a'.repeat(64)])(
    'refuses the name %s',
    async (Bucket) => {
      await expect(new Bench().call('CreateBucket', { Bucket })).rejects.toEqual(
        new RefusedError('InvalidBucketName', 400),
      );
    },
  );

  test('refuses a name that exists in the same or in another account', async () => {
    const bench = new Bench();
    await expect(bench.call('CreateBucket', { Bucket: 'media-us' })).rejects.toEqual(
      new RefusedError('BucketAlreadyOwnedByYou', 409),
    );
    await expect(bench.call('CreateBucket', { Bucket: 'media-us' }, { accountId: OTHER_ACCOUNT })).rejects.toEqual(
      new RefusedError('BucketAlreadyExists', 409));
  });
});

describe('simulator/buckets', () => {
  test.each(['HeadBucket', 'GetBucketLocation', 'GetBucketVersioning', 'DeleteBucket'] as const)(
    'refuses %s for missing buckets and buckets of other accounts',
    async (operation) => {
      const bench = new Bench();
      await expect(bench.call(operation, { Bucket: 'none' })).rejects.toEqual(new RefusedError('NoSuchBucket', 404));
      await expect(bench.call(operation, { Bucket: 'media-us' }, { accountId: OTHER_ACCOUNT })).rejects.toEqual(
        new RefusedError('AccessDenied', 403),
      );
    },
  );

  test.each([
    'CreateBucket', 'HeadBucket', 'GetBucketLocation', 'GetBucketVersioning', 'PutBucketVersioning', 'DeleteBucket',
  ] as const)('refuses %s without a bucket as malformed', async (operation) => {
    await expect(new Bench().call(operation, { VersioningConfiguration: {} })).rejects.toEqual(
      new RefusedError('MalformedXML', 400),
    );
  });
});

describe('deleteBucketHandler', () => {
  test('refuses while an access point of the account uses the bucket', async () => {
    const bench = new Bench();
    const attempt = async () => bench.call('DeleteBucket', { Bucket: 'media-us' });
    const held = new RefusedError('BucketHasAccessPointsAttached', 400);
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

  test('succeeds although access points of other accounts use the bucket', async () => {
    const bench = new Bench();
    bench.simulator.buckets.add('theirs', 'ap-south-1', OTHER_ACCOUNT);
    await bench.ready('media', [{ Bucket: 'media-us' }, { Bucket: 'theirs', BucketAccountId: OTHER_ACCOUNT }]);
    await expect(bench.call('DeleteBucket', { Bucket: 'theirs' }, { accountId: OTHER_ACCOUNT })).resolves.toEqual({});
    expect((await bench.get()).Regions).toHaveLength(2);
  });
});
