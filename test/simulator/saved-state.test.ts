import { serialize } from 'node:v8';
import { Simulator } from '../../simulator';
import { NO_CHECKSUM, ObjectBench } from './objects/support';

const BUCKET = 'media-us';

async function createBench(): Promise<ObjectBench> {
  const bench = new ObjectBench();
  await bench.replicateBothWays();
  await bench.ready('media');
  return bench;
}

/** Restores the state of a bench in another simulator with the same access point, on the same clock. */
async function restart(bench: ObjectBench): Promise<ObjectBench> {
  const next = await createBench();
  next.clock.advance(bench.clock.now() - next.clock.now());
  next.simulator.restore(bench.simulator.save());
  return next;
}

describe('saveState', () => {
  test('keeps objects, versions, settings and uploads', async () => {
    const bench = await createBench();
    await bench.putObject(BUCKET, 'a', '1', { Tags: [{ Key: 'a', Value: '1' }] });
    await bench.putObject(BUCKET, 'a', '2');
    await bench.call('DeleteObject', { Bucket: BUCKET, Key: 'a' });
    await bench.call('PutBucketPolicy', { Bucket: BUCKET, Policy: '{"Statement":[]}' });
    await bench.call('CreateBucket', { Bucket: 'other-bucket' });
    const upload = { Bucket: BUCKET, Key: 'b' };
    const { UploadId } = await bench.call('CreateMultipartUpload', { ...upload, Headers: {} });
    await bench.call('UploadPart', {
      ...upload, UploadId, PartNumber: 1, Body: Buffer.from('x'), Checksum: NO_CHECKSUM,
    });
    const before = await bench.call('ListObjectVersions', { Bucket: BUCKET });
    const next = await restart(bench);
    expect(await next.call('ListObjectVersions', { Bucket: BUCKET })).toEqual(before);
    const [, first] = before.Versions;
    expect(await next.read(BUCKET, 'a', { VersionId: first.VersionId })).toBe('1');
    expect(next.simulator.buckets.get(BUCKET)).toMatchObject({ policy: '{"Statement":[]}', versioning: 'Enabled' });
    expect(next.simulator.buckets.get('other-bucket')).toBeDefined();
    expect((await next.call('ListParts', { ...upload, UploadId })).Parts).toHaveLength(1);
  });

  test('continues with later writes, and with ids that no version has', async () => {
    const bench = await createBench();
    const { VersionId } = await bench.putObject(BUCKET, 'a', '1');
    const next = await restart(bench);
    const { VersionId: later } = await next.putObject(BUCKET, 'a', '2');
    expect(later).not.toBe(VersionId);
    expect(await next.read(BUCKET, 'a')).toBe('2');
  });

  test('keeps the pending copies and the routes', async () => {
    const bench = await createBench();
    await bench.putObject(BUCKET, 'a', '1');
    const { arn, regions } = bench.simulator.snapshot().accessPoints[0];
    await bench.call('SubmitMultiRegionAccessPointRoutes', {
      Mrap: arn,
      RouteUpdates: regions.map(({ Bucket }) => ({ Bucket, TrafficDialPercentage: Bucket === BUCKET ? 0 : 100 })),
    }, { region: 'us-east-1' });
    const next = await restart(bench);
    expect(await next.replicationStatus(BUCKET, 'a')).toBe('PENDING');
    expect(next.simulator.snapshot().accessPoints[0].routes.at(-1)?.activeRegions).toEqual(['eu-west-1']);
    next.clock.advance(60_000);
    expect(await next.replicationStatus(BUCKET, 'a')).toBe('COMPLETED');
    expect(await next.read('media-eu', 'a')).toBe('1');
  });

  test('ignores the routes of access points that do not exist any more', async () => {
    const bench = await createBench();
    await bench.putObject(BUCKET, 'a', '1');
    const next = new ObjectBench();
    next.simulator.restore(bench.simulator.save());
    expect(await next.read(BUCKET, 'a')).toBe('1');
  });

  test('refuses another format', () => {
    const restore = (value: unknown) => () => new Simulator().restore(serialize(value));
    expect(restore({ format: 'other' })).toThrow('the format of the saved state is unknown');
    expect(restore(undefined)).toThrow('the format of the saved state is unknown');
    expect(() => new Simulator().restore(Buffer.from('text'))).toThrow();
  });
});
