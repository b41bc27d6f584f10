import { AWAY_FROM_IRELAND, CONTROL_REGIONS, createCommandFixture, killControlRegions } from './support';

const MINUTE = 60_000;

describe('cdk-s3-mrap status', () => {
  test('prints members, routes, control Regions and backlog', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.figures.edges.set('media-eu -> media-us', { operations: 12, bytes: 3400, latency: 7 });
    const { code, text, errors } = await fixture.run('status', 'media');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual(expect.arrayContaining([
      'eu-west-1: READY to fail over to ap-northeast-1 or us-east-1, recovery point 0 s',
      'media | READY | 2026-01-01T00:01:00.000Z', fixture.arn, 'policy: not public',
      'eu-west-1 | media-eu | yes | active | ap-northeast-1 us-east-1', 'ap-southeast-2 | yes | 0.0 s',
      'eu-west-1 | us-east-1 | 12 operations, 3400 bytes | 7 s', 'us-east-1 | eu-west-1 | 0 operations, 0 bytes | 0 s',
    ]));
    expect(text).not.toContain('unknown');
  });

  test('names no copy to a vault as a target of a failover', async () => {
    const fixture = await createCommandFixture();
    for (const { replication } of ['media-eu', 'media-us', 'media-jp']
      .map((name) => fixture.simulator.buckets.get(name)!)) {
      const { Role, Rules: [first] } = replication.at(-1)!.configuration!;
      const vault = { ...first, ID: 'vault', Destination: { Bucket: 'arn:aws:s3:::vault' } };
      replication.push({ since: 1, configuration: { Role, Rules: [vault] } });
    }
    const { text } = await fixture.run('status', fixture.arn);
    expect(text).toContain('no enabled rule replicates from eu-west-1 to us-east-1');
    expect(text).not.toMatch(/vault/);
  });

  test('prints that the bucket of a member does not exist', async () => {
    const fixture = await createCommandFixture();
    fixture.simulator.buckets.remove('media-jp');
    expect((await fixture.run('status', fixture.arn)).text).toMatch(/ap-northeast-1\s+media-jp\s+no\s+active/);
  });

  test('prints unknown values if us-west-2 does not answer for an ARN', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.deaths = [(region) => region === 'us-west-2'];
    const { code, text } = await fixture.run('status', fixture.arn);
    expect(code).toBe(0);
    expect(text).toContain('name unknown  status unknown');
    expect(text).toContain('policy: public status unknown');
    expect(text).toMatch(/name, status, public access block\s+us-west-2: ETIMEDOUT/);
    expect(text).toMatch(/us-east-1\s+media-us\s+yes\s+active/);
  });

  test('ends within 6.5 seconds if us-west-2 and the Region of a member hang', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.deaths = [(region) => region === 'us-west-2' || region === 'ap-northeast-1'];
    const startedAt = fixture.clock.now();
    const { code, text } = await fixture.run('status', fixture.arn);
    expect(fixture.clock.now() - startedAt).toBeLessThanOrEqual(6500);
    expect(code).toBe(0);
    expect(text).toMatch(/ap-northeast-1\s+media-jp\s+unknown\s+active/);
    expect(text).toMatch(/bucket media-jp\s+ap-northeast-1: ETIMEDOUT/);
  });

  test('ends within 6.5 seconds for a name if us-west-2 and the Region of a member hang', async () => {
    const fixture = await createCommandFixture();
    await fixture.run('status', 'media');
    fixture.simulated.deaths = [(region) => region === 'us-west-2' || region === 'ap-northeast-1'];
    const startedAt = fixture.clock.now();
    const { code, text } = await fixture.run('status', 'media');
    expect(fixture.clock.now() - startedAt).toBeLessThanOrEqual(6500);
    expect(code).toBe(0);
    expect(text).toContain(fixture.arn);
    expect(text).toMatch(/ap-northeast-1\s+no: ETIMEDOUT \(no answer within 4\.0 s\)\s+4\.0 s/);
    expect(text).toMatch(/us-east-1\s+media-us\s+yes\s+active/);
  });

  test('reads the members again if us-west-2 names another account after a second', async () => {
    const fixture = await createCommandFixture();
    const owner = fixture.simulator.snapshot().accessPoints[0].accountId;
    const foreign = '999988887777';
    const aws = fixture.simulated.aws.call.bind(fixture.simulated.aws) as (...call: unknown[]) => Promise<unknown>;
    const owners: unknown[] = [];
    const call = async (region: string, operation: string, input: Record<string, unknown>): Promise<unknown> => {
      if (operation === 'GetBucketReplication') owners.push([input.Bucket, input.ExpectedBucketOwner]);
      const answer = await aws(region, operation, input);
      if (operation !== 'ListMultiRegionAccessPoints') return answer;
      await fixture.clock.sleep(3000);
      const { AccessPoints } = answer as { AccessPoints: { Regions: { Bucket: string }[] }[] };
      for (const member of AccessPoints[0].Regions) {
        if (member.Bucket === 'media-jp') Object.assign(member, { BucketAccountId: foreign });
      }
      return answer;
    };
    Object.assign(fixture.simulated.aws, { call });
    await fixture.run('status', fixture.arn);
    expect(owners).toContainEqual(['media-jp', owner]);
    expect(owners).toContainEqual(['media-jp', foreign]);
  });

  test('exits with code 5 if us-west-2 does not answer for a name', async () => {
    const fixture = await createCommandFixture();
    killControlRegions(fixture, 'us-west-2');
    expect(await fixture.run('status', 'media')).toEqual({
      code: 5,
      text: '',
      errors:
        'cannot resolve the name in us-west-2: ETIMEDOUT (no answer within 2000 ms); pass the ARN, which the stack '
        + 'outputs, a record of a failover or the S3 console contain\n',
    });
  });

  test.each([[0, 0], [2, 0], [4, 1], [5, 5]])('reports that %d of five control Regions fail, exit code %d', async (
    count, exitCode,
  ) => {
    const fixture = await createCommandFixture();
    killControlRegions(fixture, ...CONTROL_REGIONS.slice(0, count));
    const { code, text } = await fixture.run('status', fixture.arn, '--json');
    const report = JSON.parse(text) as {
      controlRegions: { failure?: object }[];
      members: { dial?: number }[];
      unknown: { what: string }[];
    };
    expect(code).toBe(exitCode);
    expect(report.controlRegions.filter(({ failure }) => failure === undefined)).toHaveLength(5 - count);
    expect(report.members.map(({ dial }) => dial)).toEqual(count < 5 ? [100, 100, 100] : []);
    expect(report.unknown.some(({ what }) => what === 'routes')).toBe(count === 5);
  });

  test('reports control Regions that return different routes', async () => {
    const fixture = await createCommandFixture();
    fixture.simulator.configure({ routesLagMs: (region) => (region === 'eu-west-1' ? 0 : MINUTE) });
    await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes');
    fixture.simulator.configure({ routesLagMs: (region) => (region === 'eu-west-1' ? 0 : 60 * MINUTE) });
    await fixture.run('failover', fixture.arn, '--activate', 'eu-west-1', '--yes', '--accept-data-loss');
    expect((await fixture.run('status', fixture.arn)).text).toContain('Control Regions return different routes');
  });

  test.each([
    ['arn:aws:s3::111122223333:accesspoint/media', 'is not the ARN of an access point, expected'],
    ['arn:aws-cn:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap', 'is not the ARN of an access point, expected'],
    ['Media', 'is not the name of an access point, expected'],
    ['mfzwi23gnjvgw.mrap', 'or its ARN, arn:aws:s3::<account>:accesspoint/mfzwi23gnjvgw.mrap;'],
    [
      'mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com',
      'or its ARN, arn:aws:s3::<account>:accesspoint/mfzwi23gnjvgw.mrap;',
    ],
    ['other', 'does not contain access point "other"'],
  ])('exits with code 2 and prints one line for %s', async (target, message) => {
    const { code, errors, text } = await (await createCommandFixture()).run('status', target);
    expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
    expect(errors).toContain(message);
  });

  test.each(['ListMultiRegionAccessPoints', 'ListMetrics', 'GetMetricData'])(
    'ends and reports what is unknown if the list of %s never ends', async (endless) => {
      const fixture = await createCommandFixture();
      const { aws } = fixture.simulated;
      const call = aws.call.bind(aws);
      let page = 0;
      Object.assign(aws, {
        call: async (...[region, operation, input]: Parameters<typeof call>) => {
          if (operation !== endless) return call(region, operation, input);
          page += 1;
          return { Metrics: [], MetricDataResults: [], NextToken: `token ${page}` };
        },
      });
      const { code, text } = await fixture.run('status', fixture.arn);
      expect(code).toBe(endless === 'ListMultiRegionAccessPoints' ? 0 : 1);
      expect(text.replace(/\s+/g, ' ')).toContain(`the list of ${endless} does not`);
    },
  );

  test('shows the routes of the members on a map with a legend', async () => {
    const fixture = await createCommandFixture();
    await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes');
    fixture.clock.advance(3 * MINUTE);
    fixture.setColumns(80);
    const { text } = await fixture.run('status', fixture.arn, '--map');
    const map = text.split('\n').slice(-25);
    expect(map.slice(-4)).toEqual([
      '●1 ap-northeast-1  media-jp  active', '○2 eu-west-1  media-eu  passive', '●3 us-east-1  media-us  active', '',
    ]);
    expect(Math.max(...map.map(({ length }) => length))).toBeLessThanOrEqual(80);
    const [japan, ireland, virginia] = ['●1', '○2', '●3'].map((marker) => {
      const row = map.findIndex((line) => line.includes(marker));
      return { row, column: map[row].indexOf(marker) };
    });
    expect(virginia.column).toBeLessThan(ireland.column);
    expect(ireland.column).toBeLessThan(japan.column);
    expect(ireland.row).toBeLessThan(virginia.row);
    expect(map.join('')).toMatch(/[\u2801-\u28ff]{3}/);
  });
});
