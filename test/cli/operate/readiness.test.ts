import { MEMBERS } from '../../control/support';
import { type CommandFixture, CONTROL_REGIONS, createCommandFixture, killControlRegions } from './support';

const MINUTE = 60_000;

/** Replaces the rules of a bucket. */
function setRules({ simulator }: CommandFixture, bucket: string, status: 'Enabled' | 'Disabled'): void {
  const stored = simulator.buckets.get(bucket)!;
  const [{ configuration }] = stored.replication;
  const Rules = configuration!.Rules.map((rule) => ({ ...rule, Status: status }));
  stored.replication.push({ since: 0, configuration: { ...configuration!, Rules } });
}

describe('cdk-s3-mrap status', () => {
  test.each<[string, (fixture: CommandFixture) => void, string]>([
    [
      'two control Regions answer',
      (fixture) => killControlRegions(fixture, ...CONTROL_REGIONS.slice(0, 3)),
      'NOT READY: 2 of 5 control Regions returned the same routes, expected 3 or more',
    ],
    [
      'the rules are disabled',
      (fixture) => setRules(fixture, 'media-eu', 'Disabled'),
      'eu-west-1: NOT READY: no enabled rule replicates from eu-west-1 to ap-northeast-1; no enabled rule',
    ],
    [
      'no metrics are published',
      ({ simulated }) => simulated.figures.edges.clear(),
      'eu-west-1: NOT READY: the recovery point in ap-northeast-1 is unknown: no rule publishes replication metrics',
    ],
    [
      'the backlog is older than the accepted recovery point',
      ({ simulated }) => {
        for (const edge of simulated.figures.edges.keys()) {
          simulated.figures.edges.set(edge, { operations: 1, bytes: 1, latency: 901 });
        }
      },
      'the recovery point in us-east-1 is 901 s, expected at most 900 s',
    ],
    [
      'the other buckets are deleted',
      ({ simulator }) => ['media-us', 'media-jp'].forEach((bucket) => simulator.buckets.remove(bucket)),
      'eu-west-1: NOT READY: bucket media-jp in ap-northeast-1 does not exist; bucket media-us in us-east-1 does not',
    ],
  ])('exits with code 1 if %s', async (_, arrange, reason) => {
    const fixture = await createCommandFixture();
    arrange(fixture);
    const { code, text } = await fixture.run('status', fixture.arn);
    expect(code).toBe(1);
    expect(text).toContain(reason);
    expect(text.indexOf('NOT READY')).toBeLessThan(text.indexOf(fixture.arn));
  });

  test('accepts a larger recovery point with --max-rpo', async () => {
    const fixture = await createCommandFixture();
    for (const edge of fixture.simulated.figures.edges.keys()) {
      fixture.simulated.figures.edges.set(edge, { operations: 1, bytes: 1, latency: 901 });
    }
    const { code, text } = await fixture.run('status', fixture.arn, '--max-rpo', '20m');
    expect(code).toBe(0);
    expect(text).toContain('READY to fail over to ap-northeast-1 or us-east-1, recovery point 901 s');
    await expect(fixture.run('status', fixture.arn, '--max-rpo', 'soon')).rejects.toThrow(
      'expected a duration above 0 with a unit, such as 90s, 15m, 2h or 30d',
    );
    await expect(fixture.run('status', fixture.arn, '--max-rpo', '15')).rejects.toThrow('with a unit');
  });

  test('is ready if the Region of the active member is unavailable and its metrics are recent', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.deaths = [(region) => region === 'eu-west-1'];
    const { text } = await fixture.run('status', fixture.arn);
    expect(text).toContain('eu-west-1: READY to fail over to ap-northeast-1 or us-east-1, recovery point 0 s');
    expect(text).toContain('replication rules of media-eu');
  });

  test('names the deleted bucket of another account', async () => {
    const fixture = await createCommandFixture();
    const { call } = fixture.simulated.aws;
    Object.assign(fixture.simulated.aws, {
      call: async (...args: Parameters<typeof call>) => {
        const output = await call(...args);
        const listed = output as { AccessPoints?: { Regions: { Bucket: string; BucketAccountId: string }[] }[] };
        for (const { Regions } of listed.AccessPoints ?? []) Regions[2].BucketAccountId = '444455556666';
        return output;
      },
    });
    fixture.simulator.buckets.remove('media-jp');
    const { text } = await fixture.run('status', fixture.arn);
    expect(text).toContain('Member bucket media-jp in ap-northeast-1 of account 444455556666 does not exist.');
  });

  test('exits with code 2 if all control Regions answer that the access point does not exist', async () => {
    const fixture = await createCommandFixture();
    const { code, errors } = await fixture.run('status', fixture.arn.replace(/[a-z0-9]+\.mrap$/, 'absent.mrap'));
    expect(code).toBe(2);
    expect(errors).toMatch(/^\[MRAP964\] account .* does not contain access point .*, expected .*; .*\n$/);
  });

  test('exits with code 2 and prints one line without credentials', async () => {
    const fixture = await createCommandFixture();
    const failure = Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' });
    Object.assign(fixture.simulated.aws, { call: () => Promise.reject(failure) });
    const { code, text, errors } = await fixture.run('status', fixture.arn);
    expect({ code, text }).toEqual({ code: 2, text: '' });
    expect(errors).toMatch(/^no AWS credentials found, .*\n$/);
  });

  test('never reports drift of values that S3 did not return', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.deaths = [(_region, service) => service === 's3-control'];
    const source = fixture.writeTemplate({
      Media: {
        Type: 'Custom::S3MultiRegionAccessPoint',
        Properties: {
          Name: 'media',
          Buckets: MEMBERS.map(({ bucket: Bucket, region: Region }) => ({ Bucket, Region })),
        },
      },
    });
    const { code, text } = await fixture.run('status', fixture.arn, '--json', '--against', source);
    expect(code).toBe(5);
    expect((JSON.parse(text) as { drift: object[] }).drift).toEqual([]);
  });

  describe('for an access point with one Region', () => {
    test('is not ready', async () => {
      const fixture = await createCommandFixture(MEMBERS.slice(0, 1));
      const { code, text } = await fixture.run('status', fixture.arn);
      expect(code).toBe(1);
      expect(text).toContain('NOT READY: the access point has one member and cannot fail over');
    });

    test('is ready with --expect single', async () => {
      const fixture = await createCommandFixture(MEMBERS.slice(0, 1));
      const { code, text } = await fixture.run('status', fixture.arn, '--expect', 'single');
      expect(code).toBe(0);
      expect(text).toContain('eu-west-1: READY, the only member');
    });

    test('refuses --expect single for two members', async () => {
      const fixture = await createCommandFixture(MEMBERS.slice(0, 2));
      const { code, text } = await fixture.run('status', fixture.arn, '--expect', 'single');
      expect(code).toBe(1);
      expect(text).toContain('the access point has 2 members, expected one');
    });
  });

  test('reads again with --watch until the user interrupts it', async () => {
    const fixture = await createCommandFixture();
    void fixture.clock.sleep(25_000).then(fixture.interrupt);
    const { code, text } = await fixture.run('status', fixture.arn, '--watch');
    expect(code).toBe(0);
    expect(text.match(/eu-west-1: READY/g)).toHaveLength(3);
  });

  test('prints tables of at most 80 columns', async () => {
    const fixture = await createCommandFixture();
    fixture.setColumns(80);
    fixture.simulated.deaths = [(region) => region === 'us-east-1'];
    const { text } = await fixture.run('status', fixture.arn);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(text.replace(/\s+/g, ' ')).toContain('no: ETIMEDOUT (no answer within 5000 ms)');
  });

  test('prints JSON with a version, the verdict and ISO times', async () => {
    const fixture = await createCommandFixture();
    fixture.clock.advance(MINUTE);
    const report = JSON.parse((await fixture.run('status', fixture.arn, '--json')).text) as Record<string, unknown>;
    expect(report).toMatchObject({
      version: 1, ready: true, readAt: '2026-01-01T00:02:00.000Z', isPublic: false, agreeing: 5,
    });
    expect((report.backlogs as object[])[0]).toMatchObject({ at: '2026-01-01T00:02:00.000Z' });
  });

  test('prints OpenMetrics, without the samples that are unknown', async () => {
    const fixture = await createCommandFixture(MEMBERS.slice(0, 2));
    fixture.simulated.figures.edges.set('media-eu -> media-us', { operations: 12, bytes: 3400, latency: 7 });
    fixture.simulated.figures.edges.delete('media-us -> media-eu');
    await expect(fixture.run('status', fixture.arn, '--format', 'openmetrics', '--json')).rejects.toThrow(
      "cannot be used with option '--json'",
    );
    const { text } = await fixture.run('status', fixture.arn, '--format', 'openmetrics');
    const alias = fixture.arn.split('/')[1];
    const lines = text.trimEnd().split('\n');
    expect(lines).toEqual(expect.arrayContaining([
      '# TYPE s3_mrap_ready gauge',
      `s3_mrap_ready{alias="${alias}"} 0`,
      `s3_mrap_member_ready{alias="${alias}",region="eu-west-1"} 1`,
      `s3_mrap_traffic_dial{alias="${alias}",region="us-east-1",bucket="media-us"} 100`,
      `s3_mrap_control_region_up{alias="${alias}",region="us-west-2"} 1`,
      `s3_mrap_pending_operations{alias="${alias}",source="eu-west-1",destination="us-east-1"} 12`,
      `s3_mrap_recovery_point_seconds{alias="${alias}",source="eu-west-1",destination="us-east-1"} 7`,
    ]));
    expect(lines.at(-1)).toBe('# EOF');
    expect(text).not.toContain('source="us-east-1"');
  });

  test('uses the profile and the Region of the options, and omits messages with --quiet', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.figures.edges.clear();
    const options = ['--deactivate', 'eu-west-1', '--yes', '--accept-data-loss', '--quiet', '--profile', 'on-call'];
    const { code, errors } = await fixture.run('failover', fixture.arn, ...options, '--region', 'us-east-1');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(fixture.environment).toEqual({ AWS_PROFILE: 'on-call', AWS_REGION: 'us-east-1' });
  });
});
