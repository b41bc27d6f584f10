import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { anyBucket, bucketsAt, listen, type Listening, OwnBuckets, Simulator } from '../../../simulator';
import { DEFAULT_ENABLED_REGIONS } from '../../../simulator/engine/regions';
import { ACCOUNT, Bench, OTHER_ACCOUNT } from '../support';

describe('own buckets', () => {
  const own = new OwnBuckets();
  own.add('zulu', 'us-east-1', ACCOUNT);
  own.add('alpha', 'eu-west-1', OTHER_ACCOUNT, 5);

  test('are found by name and owner', () => {
    expect([own.regionOf('zulu', ACCOUNT), own.regionOf('zulu', OTHER_ACCOUNT), own.regionOf('none', ACCOUNT)]).toEqual(
      ['us-east-1', undefined, undefined]);
  });

  test('are listed by name, of everyone or of one account', () => {
    expect(own.list().map(({ name }) => name)).toEqual(['alpha', 'zulu']);
    expect(own.list(OTHER_ACCOUNT)).toEqual([{ name: 'alpha', region: 'eu-west-1', accountId: OTHER_ACCOUNT, createdAt: 5, replication: [] }]);
    own.remove('alpha');
    expect(own.list().map(({ name }) => name)).toEqual(['zulu']);
  });
});

describe('any bucket', () => {
  test.each([
    ['media', 'ap-south-1'],
    ['logs-ca-central-1-prod', 'ca-central-1'],
    ['data-ap-northeast-3', 'ap-northeast-3'],
    ['new-mx-central-1', 'mx-central-1'],
    ['us-gov-west-1-x', 'us-gov-west-1'],
  ])('%s is in %s', (bucket, region) => {
    expect(anyBucket({ media: 'ap-south-1' }).regionOf(bucket, ACCOUNT)).toBe(region);
  });

  test('has a Region that stays the same where nothing tells', () => {
    const regions = ['one', 'two', 'three', 'four', 'five'].map((bucket) => anyBucket().regionOf(bucket, ACCOUNT));
    expect(regions).toEqual(['one', 'two', 'three', 'four', 'five'].map((bucket) => anyBucket().regionOf(bucket, OTHER_ACCOUNT)));
    expect(new Set(regions).size).toBeGreaterThan(1);
    expect(DEFAULT_ENABLED_REGIONS).toEqual(expect.arrayContaining(regions));
  });
});

describe('buckets of another simulator', () => {
  let other: Listening;
  const storage = new Simulator();
  beforeAll(async () => {
    storage.buckets.add('remote-us', 'us-east-1', ACCOUNT);
    storage.buckets.add('remote-eu', 'eu-west-1', ACCOUNT);
    other = await listen(storage);
  });
  afterAll(async () => other.close());

  test('are members like any other', async () => {
    const bench = new Bench({ bucketDirectory: bucketsAt(other.url) });
    expect(await bench.ended(await bench.create('media', [{ Bucket: 'remote-us' }, { Bucket: 'remote-eu' }]))).toBe('SUCCEEDED');
    expect((await bench.get()).Regions.map(({ Region }) => Region)).toEqual(['us-east-1', 'eu-west-1']);
  });

  test('are unknown where they do not exist or belong to somebody else', async () => {
    const directory = bucketsAt(other.url);
    expect(await Promise.all([directory.regionOf('none', ACCOUNT), directory.regionOf('remote-us', OTHER_ACCOUNT)])).toEqual([undefined, undefined]);
  });
});

describe('buckets of an endpoint that leaves the Region out of HeadBucket', () => {
  const LOCATIONS: Record<string, string> = {
    '/old': '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
    '/european': '<?xml version="1.0"?><LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">EU</LocationConstraint>',
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
      if (path === '/elsewhere') response.writeHead(301, { 'x-amz-bucket-region': 'sa-east-1', 'location': '/nowhere' });
      response.end(query === 'location' && path !== '/half' ? LOCATIONS[path] : undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => new Promise((resolve) => server.close(resolve)));

  test.each([['old', 'us-east-1'], ['european', 'eu-west-1'], ['asian', 'ap-south-1'], ['elsewhere', 'sa-east-1']])('%s is in %s', async (bucket, region) => {
    expect(await bucketsAt(endpoint).regionOf(bucket, ACCOUNT)).toBe(region);
    expect(asked).toContain(`HEAD /${bucket}`);
  });

  test.each(['down', 'half'])('%s is an error, not an answer', async (bucket) => {
    await expect(bucketsAt(endpoint).regionOf(bucket, ACCOUNT)).rejects.toThrow(`${endpoint} answered 500 when asked for bucket ${bucket}`);
  });
});
