import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { temporaryFolder } from '../../support/temporary-folder';
import {
  AWAY_FROM_IRELAND, CONTROL_REGIONS, createCommandFixture, killControlRegions, makeRecordPath,
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
      errors: expect.stringContaining(`"${record}" cannot be written: it is the file of --record and already exists, `),
    });
  });

  test('writes the record before it submits routes', async () => {
    const fixture = await createCommandFixture();
    const record = makeRecordPath();
    fixture.simulated.deaths = [(_region, service) => service === 's3-control' && existsSync(record)];
    expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes', '--record', record)).code).toBe(
      5,
    );
    expect(JSON.parse(readFileSync(record, 'utf8'))).not.toHaveProperty('submittedThrough');
  });

  test.each([
    ['a missing file', undefined, 'no such file or directory'],
    ['invalid JSON', '{', 'it is no record, or it was changed, expected an unchanged record'],
    ['other JSON', '{"version":1}', 'it is no record, or it was changed, expected an unchanged record'],
    ['null', 'null', 'it is no record, or it was changed, expected an unchanged record'],
  ])('exits with code 2 and prints one line for %s', async (_, content, message) => {
    const fixture = await createCommandFixture();
    const record = makeRecordPath();
    if (content !== undefined) writeFileSync(record, content);
    const { code, errors } = await fixture.run('failback', '--record', record);
    expect({ code, lines: errors.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(errors).toContain(message);
  });

  test.each<[string, object]>([
    ['a Region that is no member', { before: { 'eu-west-1': 0, 'ap-south-1': 100 } }],
    ['a missing Region', { before: { 'eu-west-1': 100 } }],
    ['a value above 100', { before: { 'eu-west-1': 1e9, 'us-east-1': 100, 'ap-northeast-1': 100 } }],
    ['a value below 0', { before: { 'eu-west-1': -5, 'us-east-1': 100, 'ap-northeast-1': 100 } }],
    ['a value between 0 and 100', { before: { 'eu-west-1': 50, 'us-east-1': 100, 'ap-northeast-1': 100 } }],
    ['a value that is no number', { after: { 'eu-west-1': '0', 'us-east-1': 100, 'ap-northeast-1': 100 } }],
  ])('refuses a record with %s', async (_title, damage) => {
    const { fixture, record } = await failedOver();
    writeFileSync(record, JSON.stringify({ ...JSON.parse(readFileSync(record, 'utf8')) as object, ...damage }));
    const { code, errors } = await fixture.run('failback', '--record', record, '--yes');
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('is no record, or it was changed') });
    expect(fixture.active()).not.toContain('eu-west-1');
  });

  test('refuses a record without an active Region to return to', async () => {
    const { fixture, record } = await failedOver();
    const before = { 'eu-west-1': 0, 'us-east-1': 0, 'ap-northeast-1': 0 };
    writeFileSync(record, JSON.stringify({ ...JSON.parse(readFileSync(record, 'utf8')) as object, before }));
    const { code, errors } = await fixture.run('failback', '--record', record, '--yes', '--accept-data-loss');
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('[MRAP952]') });
    expect(fixture.active()).toEqual(['us-east-1', 'ap-northeast-1']);
  });

  test.each([['failback', '--record'], ['failover', '--apply']])(
    'refuses a folder for %s %s', async (command, option) => {
      const { fixture } = await failedOver();
      const { code, errors } = await fixture.run(command, option, temporaryFolder(), '--yes');
      const message = expect.stringContaining('cannot be used: it is a folder, expected a');
      expect({ code, errors }).toEqual({ code: 2, errors: message });
    },
  );
});
