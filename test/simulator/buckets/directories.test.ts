import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import {
  createAnyBucketDirectory, createEndpointBucketDirectory, listenOnLoopback, type ListeningServer, SimulatedBuckets,
  Simulator,
} from '../../../simulator';
import { DEFAULT_ENABLED_REGIONS } from '../../../simulator/engine/regions';
import { ACCOUNT, Bench, OTHER_ACCOUNT } from '../support';

describe('SimulatedBuckets', () => {
  const own = new SimulatedBuckets();
  own.add('zulu', 'us-east-1', ACCOUNT);
  own.add('alpha', 'eu-west-1', OTHER_ACCOUNT, 5);

  test('finds buckets by name and owner', () => {
    expect([
      own.findRegion('zulu', ACCOUNT),
      own.findRegion('zulu', OTHER_ACCOUNT),
      own.findRegion('none', ACCOUNT),
    ]).toEqual(['us-east-1', undefined, undefined]);
  });

  test('lists all buckets or the buckets of one account by name', () => {
    expect(own.list().map(({ name }) => name)).toEqual(['alpha', 'zulu']);
    expect(own.list(OTHER_ACCOUNT)).toEqual([
      expect.objectContaining({ name: 'alpha', region: 'eu-west-1', accountId: OTHER_ACCOUNT, createdAt: 5 }),
    ]);
    own.remove('alpha');
    expect(own.list().map(({ name }) => name)).toEqual(['zulu']);
  });
});

describe('createAnyBucketDirectory', () => {
  test.each([
    ['media', 'ap-south-1'],
    ['logs-ca-central-1-prod', 'ca-central-1'],
    ['data-ap-northeast-3', 'ap-northeast-3'],
    ['new-mx-central-1', 'mx-central-1'],
    ['us-gov-west-1-x', 'us-gov-west-1'],
  ])('resolves %s to %s', (bucket, region) => {
    expect(createAnyBucketDirectory({ media: 'ap-south-1' }).findRegion(bucket, ACCOUNT)).toBe(region);
  });

  test('derives a stable Region from other names', () => {
    const regions = ['one', 'two', 'three', 'four', 'five']
      .map((bucket) => createAnyBucketDirectory().findRegion(bucket, ACCOUNT));
    expect(regions).toEqual(
      ['one', 'two', 'three', 'four', 'five']
        .map((bucket) => createAnyBucketDirectory().findRegion(bucket, OTHER_ACCOUNT)),
    );
    expect(new Set(regions).size).toBeGreaterThan(1);
    expect(DEFAULT_ENABLED_REGIONS).toEqual(expect.arrayContaining(regions));
  });
});

describe('createEndpointBucketDirectory', () => {
  describe('with another simulator', () => {
    let other: ListeningServer;
    const storage = new Simulator();
    beforeAll(async () => {
      storage.buckets.add('remote-us', 'us-east-1', ACCOUNT);
      storage.buckets.add('remote-eu', 'eu-west-1', ACCOUNT);
      other = await listenOnLoopback(storage);
    });
    afterAll(async () => other.close());

    test('provides members of access points', async () => {
      const bench = new Bench({ bucketDirectory: createEndpointBucketDirectory(other.url) });
      expect(await bench.ended(await bench.create('media', [{ Bucket: 'remote-us' }, { Bucket: 'remote-eu' }]))).toBe(
        'SUCCEEDED',
      );
      expect((await bench.get()).Regions.map(({ Region }) => Region)).toEqual(['us-east-1', 'eu-west-1']);
    });

    test('returns undefined for missing buckets and buckets of other accounts', async () => {
      const directory = createEndpointBucketDirectory(other.url);
      expect(
        await Promise.all([directory.findRegion('none', ACCOUNT), directory.findRegion('remote-us', OTHER_ACCOUNT)]),
      ).toEqual([undefined, undefined]);
    });
  });

  describe('with an endpoint that omits the Region in HeadBucket', () => {
    const LOCATIONS: Record<string, string> = {
      '/old': '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
      '/european': '<?xml version="1.0"?><LocationConstraint xmlns="urn:s3">EU</LocationConstraint>',
      '/asian': '<LocationConstraint>ap-south-1</LocationConstraint>',
    };
    let server: Server;
    let endpoint: string;
    const asked: string[] = [];
    beforeAll(async () => {
      server = createServer(({ method, url = '' }, response) => {
        asked.push(`${method} ${url}`);
        const [path, query] = url.split('?');
        if (path === '/down' || (path === '/half' && query !== undefined)) response.writeHead(500);
        if (path === '/elsewhere') {
          response.writeHead(301, { 'x-amz-bucket-region': 'sa-east-1', 'location': '/nowhere' });
        }
        response.end(query === 'location' && path !== '/half' ? LOCATIONS[path] : undefined);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(async () => new Promise((resolve) => server.close(resolve)));

    test.each([
      ['old', 'us-east-1'],
      ['european', 'eu-west-1'],
      ['asian', 'ap-south-1'],
      ['elsewhere', 'sa-east-1'],
    ])('resolves %s to %s', async (bucket, region) => {
      expect(await createEndpointBucketDirectory(endpoint).findRegion(bucket, ACCOUNT)).toBe(region);
      expect(asked).toContain(`HEAD /${bucket}`);
    });

    test.each(['down', 'half'])('throws for the bucket %s', async (bucket) => {
      await expect(createEndpointBucketDirectory(endpoint).findRegion(bucket, ACCOUNT)).rejects.toThrow(
        `${endpoint} answered 500 for bucket ${bucket}`,
      );
    });
  });
});
