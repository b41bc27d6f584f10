import { CONTROL_REGIONS, createCommandFixture } from './support';

describe('cdk-s3-mrap backfill', () => {
  test('starts one job for each source bucket and prints their progress', async () => {
    const fixture = await createCommandFixture();
    const { code, text } = await fixture.run('backfill', fixture.arn);
    expect(code).toBe(0);
    expect(fixture.questions).toEqual(['Start 3 jobs, which S3 charges per object?']);
    expect(text).toMatch(
      /eu-west-1 -> ap-northeast-1, us-east-1\s+media-eu\s+arn:aws:iam::111122223333:role\/Replication/,
    );
    expect(text).toMatch(/\d+ s {2}eu-west-1 -> ap-northeast-1, us-east-1 {2}job-\d Active, \d+ of 100 objects/);
    expect(text.match(/Complete, 100 of 100 objects/g)).toHaveLength(3);
    expect(fixture.simulated.jobs.all[0].request).toContain('<S3ReplicateObject');
    expect(fixture.simulated.jobs.all[0].request).not.toContain('COMPLETED');
  });

  test('finds its running jobs when it runs again, and starts others after they have ended', async () => {
    const fixture = await createCommandFixture();
    expect((await fixture.run('backfill', 'media', '--yes', '--timeout', '30s')).code).toBe(1);
    expect((await fixture.run('backfill', 'media', '--yes')).code).toBe(0);
    expect(fixture.simulated.jobs.all).toHaveLength(3);
    expect((await fixture.run('backfill', 'media', '--yes')).code).toBe(0);
    expect(fixture.simulated.jobs.all).toHaveLength(6);
  });

  test('finds its running jobs after midnight, and starts jobs of another request beside them', async () => {
    const fixture = await createCommandFixture();
    fixture.clock.advance(24 * 60 * 60_000 - 90_000);
    expect((await fixture.run('backfill', 'media', '--yes', '--timeout', '10s')).code).toBe(1);
    fixture.clock.advance(30_000);
    expect((await fixture.run('backfill', 'media', '--yes', '--again', '--timeout', '1s')).code).toBe(1);
    expect(fixture.simulated.jobs.all).toHaveLength(6);
    expect((await fixture.run('backfill', 'media', '--yes')).code).toBe(0);
    expect(fixture.simulated.jobs.all).toHaveLength(6);
  });

  test('finds its running jobs without the permission to list jobs', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.jobs.isListable = false;
    expect((await fixture.run('backfill', 'media', '--yes', '--timeout', '30s')).code).toBe(1);
    expect((await fixture.run('backfill', 'media', '--yes')).code).toBe(0);
    expect(fixture.simulated.jobs.all).toHaveLength(3);
  });

  test('starts a job for a bucket that replicates to a vault only, and names the vault', async () => {
    const fixture = await createCommandFixture();
    const { replication } = fixture.simulator.buckets.get('media-eu')!;
    const { Role, Rules: [first, ...others] } = replication.at(-1)!.configuration!;
    const vault = {
      ...first,
      ID: 'cdk-s3-mrap/media-eu/vault/vault',
      Priority: 9,
      Destination: { Bucket: 'arn:aws:s3:::vault' },
    };
    replication.push({ since: 1, configuration: { Role, Rules: [first, ...others, vault] } });
    fixture.simulator.buckets.get('media-us')!.replication.push({ since: 1, configuration: { Role, Rules: [vault] } });
    const { text } = await fixture.run('backfill', fixture.arn, '--dry-run');
    expect(text).toMatch(/eu-west-1 -> ap-northeast-1, us-east-1, vault\s+media-eu/);
    expect(text).toMatch(/us-east-1 -> vault\s+media-us/);
  });

  test('prints the jobs and starts none with --dry-run', async () => {
    const fixture = await createCommandFixture();
    expect((await fixture.run('backfill', fixture.arn, '--dry-run')).text).toContain('No job was started');
    const { code, text } = await fixture.run(
      'backfill', fixture.arn, '--dry-run', '--json', '--again', '--role', 'arn:aws:iam::111122223333:role/Other',
    );
    expect(code).toBe(0);
    expect(JSON.parse(text).requests[0]).toMatchObject({
      RoleArn: 'arn:aws:iam::111122223333:role/Other',
      Operation: { S3ReplicateObject: {} },
      ManifestGenerator: {
        S3JobManifestGenerator: {
          Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ['NONE', 'FAILED', 'COMPLETED'] },
        },
      },
    });
    expect(fixture.simulated.jobs.all).toEqual([]);
  });

  test.each([4])('succeeds if %d of five control Regions do not answer', async (count) => {
    const fixture = await createCommandFixture();
    fixture.simulated.deaths = [
      (region, service) => service === 's3-control' && CONTROL_REGIONS.slice(0, count).includes(region),
    ];
    expect((await fixture.run('backfill', fixture.arn, '--dry-run')).code).toBe(0);
  });

  test('starts no job without confirmation', async () => {
    const fixture = await createCommandFixture();
    fixture.answerPrompt(false);
    expect((await fixture.run('backfill', fixture.arn)).code).toBe(4);
    expect(fixture.simulated.jobs.all).toEqual([]);
  });

  test('reports jobs that fail or exceed the timeout', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.jobs.end = 'Failed';
    const failed = await fixture.run('backfill', fixture.arn, '--yes', '--json');
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.errors)).toEqual({
      version: 1, error: { message: 'some objects were not replicated', exitCode: 1 },
    });
    expect(JSON.parse(failed.text).jobs[0]).toMatchObject({
      status: 'Failed',
      failed: 7,
      source: { region: 'ap-northeast-1' },
      destinations: [{ region: 'eu-west-1' }, { region: 'us-east-1' }],
    });
    const late = await fixture.run('backfill', fixture.arn, '--yes', '--timeout', '30s');
    expect([late.code, late.errors]).toEqual([
      1,
      'jobs are still running after 30 seconds; the S3 Batch Operations console lists them\n',
    ]);
  });

  test('succeeds if no object is left to replicate', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.jobs.areEmpty = true;
    const { code, text, errors } = await fixture.run('backfill', fixture.arn, '--yes');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(text.match(/job-\d+ ended, no object is left to replicate/g)).toHaveLength(3);
  });

  test('prints the reason of a job that fails', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.jobs.areEmpty = true;
    fixture.simulated.jobs.failureReason = 'The role cannot be assumed';
    const { code, text } = await fixture.run('backfill', fixture.arn, '--yes');
    expect(code).toBe(1);
    expect(text).toMatch(/job-\d+ Failed: The role cannot be assumed/);
  });

  test('exits with code 1 without replication rules', async () => {
    const fixture = await createCommandFixture();
    for (const bucket of fixture.simulator.buckets.list()) bucket.replication.push({ since: 1 });
    expect(await fixture.run('backfill', fixture.arn)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('no member replicates to another bucket'),
    });
  });
});
