require('@aws-sdk/signature-v4a');
const { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const { startSimulator } = require('cdk-s3-mrap-testing');

/** A small service. */
class Films {
  constructor(s3, arn) {
    this.s3 = s3;
    this.Bucket = arn;
  }

  async save(Key, Body) {
    await this.s3.send(new PutObjectCommand({ Bucket: this.Bucket, Key, Body }));
  }

  async load(Key) {
    try {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.Bucket, Key }));
      return await Body.transformToString();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }
}

describe('startSimulator', () => {
  let simulation;
  let films;

  beforeEach(async () => {
    simulation = await startSimulator({ members: ['eu-west-1', 'us-east-1'] });
    films = new Films(simulation.redirect(new S3Client(simulation.clientConfig)), simulation.arn);
  });
  afterEach(() => simulation.stop());

  test('reads replicated films after the loss of a Region', async () => {
    await films.save('alien', '1979');
    await simulation.settle();
    await simulation.pause();
    await films.save('dune', '2021');
    await simulation.lose('eu-west-1');
    await expect(films.load('alien')).rejects.toThrow(/ECONNRESET|socket hang up/);
    await simulation.failOver('us-east-1');
    expect(await films.load('alien')).toBe('1979');
    expect(await films.load('dune')).toBeUndefined();
    await simulation.restore('eu-west-1');
    await simulation.resume();
    await simulation.settle();
    await simulation.failOver('eu-west-1');
    expect(await films.load('dune')).toBe('2021');
  });

  test.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])('ignores %s', async (name) => {
    process.env[name] = 'true';
    try {
      const client = simulation.redirect(new S3Client(simulation.clientConfig));
      await client.send(new PutObjectCommand({ Bucket: simulation.arn, Key: 'dune', Body: '2021' }));
      expect(await films.load('dune')).toBe('2021');
    } finally {
      delete process.env[name];
    }
  });

  test('misses nothing without a lag', async () => {
    await films.save('dune', '2021');
    await simulation.settle();
    await simulation.lose('eu-west-1');
    await simulation.failOver('us-east-1');
    expect(await films.load('dune')).toBe('2021');
  });

  test('refuses other credentials', async () => {
    const credentials = { ...simulation.clientConfig.credentials, secretAccessKey: 'wrong' };
    const client = simulation.redirect(new S3Client({ ...simulation.clientConfig, credentials }));
    await expect(new Films(client, simulation.arn).save('alien', '1979'))
      .rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  test('sends requests for presigned URLs to the simulator, with the host of the URL', async () => {
    const { alias, members: [{ bucket }] } = simulation.accessPoints[0];
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=0'
      + '&X-Amz-Credential=UNKNOWN%2F20260101%2Feu-west-1%2Fs3%2Faws4_request';
    const find = async (host) => {
      const answer = await simulation.fetch(`https://${host}/a%20film?${query}`, { method: 'PUT', body: '1979' });
      return [answer.status, /<Code>(\w+)</.exec(await answer.text())[1]];
    };
    // Only hosts of access points refuse the algorithm of buckets.
    expect(await find(`${alias}.accesspoint.s3-global.amazonaws.com`)).toEqual([400, 'InvalidRequest']);
    expect(await find(`${bucket}.s3.eu-west-1.amazonaws.com`)).toEqual([403, 'InvalidAccessKeyId']);
  });

  test('fails to settle while a Region is lost', async () => {
    await simulation.lose('us-east-1');
    await films.save('alien', '1979');
    await expect(simulation.settle(100)).rejects.toThrow(/1 writes have not arrived/);
  });
});
