import { codeOf, ObjectBench } from './support';

const KEY = 'films/alien.txt';

let bench: ObjectBench;
let arn: string;
const submit = async (passive: string) => {
  await bench.call('SubmitMultiRegionAccessPointRoutes', {
    Mrap: arn,
    RouteUpdates: ['us-east-1', 'eu-west-1'].map((Region) => ({
      Region, TrafficDialPercentage: Region === passive ? 0 : 100,
    })),
  }, { region: 'eu-west-1' });
};

beforeEach(async () => {
  bench = new ObjectBench();
  arn = await bench.ready();
  for (const bucket of ['media-us', 'media-eu']) await bench.putObject(bucket, KEY, bucket);
});

describe('Simulator', () => {
  test('sends requests for an access point to the first active member', async () => {
    expect(await bench.read(arn, KEY)).toBe('media-us');
    await submit('us-east-1');
    bench.clock.advance(1_999);
    expect(await bench.read(arn, KEY)).toBe('media-us');
    bench.clock.advance(1);
    expect(await bench.read(arn, KEY)).toBe('media-eu');
  });

  test('sends requests to the nearest member of a caller or of a request while it is active', async () => {
    bench.simulator.configure({ nearestRegion: (caller) => (caller === 'AKID' ? 'eu-west-1' : undefined) });
    const read = async (context: object) => bench.call('GetObject', { Bucket: arn, Key: KEY }, context)
      .then(({ Body }) => Buffer.from(Body).toString());
    expect(await read({})).toBe('media-eu');
    expect(await read({ caller: 'other' })).toBe('media-us');
    expect(await read({ nearestRegion: 'us-east-1' })).toBe('media-us');
    await submit('eu-west-1');
    bench.clock.advance(2_000);
    expect(await read({})).toBe('media-us');
  });

  test('does not send requests to another member if the active member is lost', async () => {
    bench.simulator.regions.lose('us-east-1');
    expect(await bench.read(arn, KEY)).toBe('reset');
    expect(await bench.read('media-us', KEY)).toBe('reset');
    bench.simulator.regions.hang('us-east-1');
    expect(await bench.read(arn, KEY)).toBe('hang');
    expect(await bench.read('media-eu', KEY)).toBe('media-eu');
    await submit('us-east-1');
    bench.clock.advance(2_000);
    expect(await bench.read(arn, KEY)).toBe('media-eu');
    bench.simulator.regions.restore('us-east-1');
    expect(await bench.read('media-us', KEY)).toBe('media-us');
  });

  test('answers late in a slow Region', async () => {
    bench.simulator.regions.slow('us-east-1', 700);
    const before = bench.clock.now();
    expect(await bench.clock.runUntilSettled(bench.read(arn, KEY))).toBe('media-us');
    expect(bench.clock.now() - before).toBe(700);
  });

  test('loses the control plane of a Region too', async () => {
    bench.simulator.regions.lose('us-west-2');
    expect(await bench.status()).toBe('reset');
    expect(bench.simulator.journal.last()).toMatchObject({ outcome: { kind: 'reset' }, applied: false });
  });

  test('refuses unknown access points, other accounts and members without a bucket', async () => {
    expect(await bench.read(arn.replace('.mrap', 'x.mrap'), KEY)).toBe('NoSuchMultiRegionAccessPoint');
    expect(await codeOf(bench.call('GetObject', { Bucket: arn, Key: KEY }, { accountId: '210987654321' })))
      .toBe('AccessDenied');
    bench.simulator.buckets.remove('media-us');
    expect(await bench.read(arn, KEY)).toBe('NoSuchBucket');
  });

  test('requires the permissions of the access point, and does not keep contents in the journal', async () => {
    await bench.putObject(arn, KEY, 'x');
    expect(bench.simulator.journal.last()).toMatchObject({
      permissions: [{ action: 's3:PutObject', resource: `${arn}/object/${KEY}` }],
    });
    expect(bench.simulator.journal.last()?.input).not.toHaveProperty('Body');
    await bench.call('ListObjectsV2', { Bucket: arn });
    expect(bench.simulator.journal.last()?.permissions).toEqual([{ action: 's3:ListBucket', resource: arn }]);
    await bench.read('media-us', KEY, { VersionId: 'null' });
    expect(bench.simulator.journal.last()?.permissions)
      .toEqual([{ action: 's3:GetObjectVersion', resource: `arn:aws:s3:::media-us/${KEY}` }]);
  });
});
