import { ACCOUNT, Bench, fail } from './support';

describe('takeSnapshot', () => {
  test('returns the whole state as plain values', async () => {
    const bench = new Bench(fail('AccessDenied', 'nothing', 'DeleteMultiRegionAccessPoint'));
    const createdAt = bench.clock.now();
    const arn = await bench.ready();
    const policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 's3:*', Resource: arn }],
    });
    await bench.ended(await bench.put(policy));
    await bench.ended(await bench.remove());
    await bench.create('later');
    const snapshot = bench.simulator.snapshot();
    expect(structuredClone(snapshot)).toEqual(snapshot);
    expect(snapshot).toMatchObject({
      at: bench.clock.now(),
      accessPoints: [
        {
          accountId: ACCOUNT,
          name: 'media',
          arn,
          status: 'READY',
          createdAt,
          publicAccessBlock: { BlockPublicPolicy: true },
          regions: [
            { Bucket: 'media-us', Region: 'us-east-1', BucketAccountId: ACCOUNT },
            { Bucket: 'media-eu', Region: 'eu-west-1', BucketAccountId: ACCOUNT },
          ],
          policy: { established: policy, proposed: policy, isPublic: false },
          routes: [{ activeRegions: ['us-east-1', 'eu-west-1'] }],
        },
        { name: 'later', status: 'CREATING', policy: { isPublic: false } },
      ],
      retired: [],
      operations: [
        { operation: 'CreateMultiRegionAccessPoint', state: 'succeeded', createdAt, endsAt: createdAt + 5_000 },
        { operation: 'PutMultiRegionAccessPointPolicy', state: 'succeeded' },
        { operation: 'DeleteMultiRegionAccessPoint', state: 'failed', code: 'AccessDenied' },
        { operation: 'CreateMultiRegionAccessPoint', state: 'pending' },
      ],
      buckets: [{ name: 'media-eu', region: 'eu-west-1', accountId: ACCOUNT }, { name: 'media-us' }],
    });
    expect(snapshot.accessPoints[1].policy).toEqual({ isPublic: false });
  });
});
