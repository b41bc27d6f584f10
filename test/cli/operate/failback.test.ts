import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  AWAY_FROM_IRELAND, CONTROL_REGIONS, createCommandFixture, findSubmits, killControlRegions, makeRecordPath,
} from './support';

describe('cdk-s3-mrap failback', () => {
  async function failedOver() {
    const fixture = await createCommandFixture();
    const record = makeRecordPath();
    const { code, text } = await fixture.run(
      'failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes', '--json', '--record', record,
    );
    expect(code).toBe(0);
    expect(JSON.parse(text)).toEqual({ ...JSON.parse(readFileSync(record, 'utf8')) as object, recordFile: record });
    return { fixture, record };
  }

  test('restores the routes from before the failover', async () => {
    const { fixture, record } = await failedOver();
    expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({
      version: 1,
      accessPointArn: fixture.arn,
      before: { 'eu-west-1': 100 },
      after: { 'eu-west-1': 0 },
      submittedAt: expect.any(String),
      inEffectAt: expect.any(String),
    });
    expect((await fixture.run('failback', '--record', record, '--yes')).code).toBe(0);
    expect(fixture.active()).toEqual(['eu-west-1', 'us-east-1', 'ap-northeast-1']);
  });

  test.each([4])('succeeds if %d of five control Regions do not answer', async (count) => {
    const { fixture, record } = await failedOver();
    killControlRegions(fixture, ...CONTROL_REGIONS.slice(0, count));
    expect((await fixture.run('failback', '--record', record, '--yes')).code).toBe(0);
    expect(fixture.active()).toContain('eu-west-1');
  });

  test('refuses while writes since the failover are not replicated back', async () => {
    const fixture = await createCommandFixture();
    const record = makeRecordPath();
    await fixture.run('failover', fixture.arn, '--deactivate', 'eu-west-1,ap-northeast-1', '--yes');
    await fixture.run(
      'failover', fixture.arn, '--activate', 'eu-west-1', '--deactivate', 'us-east-1', '--yes', '--record', record,
    );
    fixture.simulated.figures.edges.set('media-eu -> media-us', { operations: 1, bytes: 1, latency: 9 });
    const refused = await fixture.run('failback', '--record', record, '--yes');
    expect(refused.code).toBe(4);
    expect(refused.errors).toContain('eu-west-1 -> us-east-1: 1 operations, 1 bytes');
    expect((await fixture.run('failback', '--record', record, '--yes', '--accept-data-loss')).errors).toContain(
      'recovery point: 9 seconds',
    );
    expect(fixture.active()).toEqual(['us-east-1']);
  });

  test.each([
    ['another member before than after', { 'eu-west-1': 0, 'ap-south-1': 100 }],
    ['a dial above 100', { 'eu-west-1': 1e9, 'us-east-1': 0, 'ap-northeast-1': 0 }],
    ['a dial below 0', { 'eu-west-1': 100, 'us-east-1': -5, 'ap-northeast-1': 0 }],
  ])('refuses a record with %s', async (_what, before) => {
    const { fixture, record } = await failedOver();
    const edited = JSON.parse(readFileSync(record, 'utf8')) as object;
    writeFileSync(record, JSON.stringify({ ...edited, before }));
    expect(await fixture.run('failback', '--record', record, '--yes')).toMatchObject({
      code: 2, errors: `${record} is not a record of a failover\n`,
    });
  });

  test('refuses a record without an active Region before the failover', async () => {
    const { fixture, record } = await failedOver();
    const edited = JSON.parse(readFileSync(record, 'utf8')) as object;
    const before = { 'eu-west-1': 0, 'us-east-1': 0, 'ap-northeast-1': 0 };
    writeFileSync(record, JSON.stringify({ ...edited, before }));
    const submits = findSubmits(fixture).length;
    const { code, errors } = await fixture.run('failback', '--record', record, '--yes');
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('[MRAP') });
    expect(findSubmits(fixture)).toHaveLength(submits);
  });

  test('refuses a folder as a record', async () => {
    const fixture = await createCommandFixture();
    expect(await fixture.run('failback', '--record', fixture.recordFolder)).toMatchObject({
      code: 2, errors: expect.stringMatching(/cannot be read \(EISDIR.*\), expected a record of failover\n$/),
    });
  });

  test('refuses if the routes changed since the failover', async () => {
    const { fixture, record } = await failedOver();
    await fixture.run('failover', fixture.arn, '--deactivate', 'us-east-1', '--yes');
    const { code, errors } = await fixture.run('failback', '--record', record, '--yes');
    expect(code).toBe(4);
    expect(errors).toContain('[MRAP953]');
  });

  test('refuses a failover that would overwrite the record', async () => {
    const { fixture, record } = await failedOver();
    const { code, errors } = await fixture.run(
      'failover', fixture.arn, '--activate', 'eu-west-1', '--yes', '--record', record,
    );
    expect({ code, errors }).toEqual({
      code: 2,
      errors: `${record} already exists and is not overwritten; choose a new file for --record\n`,
    });
  });

  test('writes the record before it submits routes', async () => {
    const fixture = await createCommandFixture();
    const record = makeRecordPath();
    fixture.simulated.deaths = [(_region, service) => service === 's3-control' && existsSync(record)];
    expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes', '--record', record)).code).toBe(
      5,
    );
    expect(JSON.parse(readFileSync(record, 'utf8'))).not.toHaveProperty('submittedAt');
  });

  test.each([
    ['a missing file', undefined, 'does not exist'],
    ['invalid JSON', '{', 'is not a record'],
    ['other JSON', '{"version":1}', 'is not a record'],
    ['null', 'null', 'is not a record'],
  ])('exits with code 2 and prints one line for %s', async (_, content, message) => {
    const fixture = await createCommandFixture();
    const record = makeRecordPath();
    if (content !== undefined) writeFileSync(record, content);
    const { code, errors } = await fixture.run('failback', '--record', record);
    expect({ code, lines: errors.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(errors).toContain(message);
  });
});
