import { existsSync } from 'node:fs';
import {
  AWAY_FROM_IRELAND, changeInConsole, type CommandFixture, CONTROL_REGIONS, createCommandFixture, findSubmits,
  killControlRegions, makeRecordPath,
} from './support';

const MINUTE = 60_000;

/** Stops all services but S3 Control in one Region. */
function killAllBut({ simulated }: CommandFixture, survivor: string): void {
  simulated.deaths = [(region, service) => !(service === 's3-control' && region === survivor)];
}

describe('cdk-s3-mrap failover', () => {
  test('warns if another caller changes other members at the same time', async () => {
    const fixture = await createCommandFixture();
    fixture.simulator.configure({ routesConflictMs: 0, routesLagMs: () => 20_000 });
    await changeInConsole(fixture, { 'media-jp': 0 });
    const { code, errors } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect(code).toBe(0);
    expect(errors).toMatch(/another caller changed members .*got ap-northeast-1=PASSIVE,.* ap-northeast-1=ACTIVE,/);
  });

  test('prints the plan, asks, submits once and waits until the routes are in effect', async () => {
    const fixture = await createCommandFixture();
    const { code, text, errors } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(fixture.questions).toEqual([
      'Change the routes to ap-northeast-1=ACTIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE?',
    ]);
    expect(text).toMatch(/eu-west-1\s+media-eu\s+active\s+passive/);
    expect(text).toContain('5 of 5 control Regions answered.');
    expect(text)
      .toContain('Submitted at 2026-01-01T00:01:00.000Z through us-east-1; waiting, usually under 2 minutes;');
    expect(text).toContain('In effect after 5 s: ap-northeast-1=ACTIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE');
    expect(findSubmits(fixture)).toHaveLength(1);
    expect(fixture.active()).toEqual(['us-east-1', 'ap-northeast-1']);
  });

  test.each(CONTROL_REGIONS)('succeeds within 30 s if only S3 Control in %s answers', async (survivor) => {
    const fixture = await createCommandFixture();
    killAllBut(fixture, survivor);
    const began = fixture.clock.now();
    const { code, errors } = await fixture.run(
      'failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes', '--accept-data-loss',
    );
    expect(code).toBe(0);
    expect(errors).toContain('data loss is accepted, recovery point: unknown');
    expect(findSubmits(fixture).map(({ region }) => region)).toEqual([survivor]);
    expect(findSubmits(fixture)[0].at - began).toBeLessThanOrEqual(30_000);
    expect(fixture.active()).toEqual(['us-east-1', 'ap-northeast-1']);
  });

  test.each([0, 1, 2, 3, 4])('reports the control Regions in one note if %d of five do not answer', async (count) => {
    const fixture = await createCommandFixture();
    const lost = CONTROL_REGIONS.slice(0, count);
    killControlRegions(fixture, ...lost);
    const { code, errors } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect(code).toBe(0);
    const notes = errors.split('\n').filter((line) => line.startsWith('control Region'));
    expect(notes).toHaveLength(Math.min(count, 1));
    expect(notes.join('')).toContain([...lost].sort().join(', '));
  });

  test('exits with code 5 and prints one line if no control Region answers', async () => {
    const fixture = await createCommandFixture();
    killControlRegions(fixture, ...CONTROL_REGIONS);
    const { code, errors, text } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect({ code, text }).toEqual({ code: 5, text: '' });
    expect(errors).toBe(
      `no control Region answered: ${[...CONTROL_REGIONS].sort().join(', ')}: ETIMEDOUT (no answer within 5000 ms); `
      + 'verify the network, the proxy and AWS_ENDPOINT_URL\n',
    );
  });

  test.each<[string, (fixture: CommandFixture) => void, string]>([
    [
      'operations are pending',
      ({ simulated }) =>
        simulated.figures.edges.set('media-eu -> media-us', { operations: 3, bytes: 100, latency: 40 }),
      '3 operations, 100 bytes',
    ],
    [
      'only bytes are pending',
      ({ simulated }) => simulated.figures.edges.set('media-eu -> media-jp', { operations: 0, bytes: 1, latency: 1 }),
      '0 operations, 1 bytes',
    ],
    [
      'no metrics are published',
      ({ simulated }) => simulated.figures.edges.clear(),
      'no rule publishes replication metrics',
    ],
    [
      'metrics are old',
      ({ simulated, clock }) =>
        simulated.figures.edges.set('media-eu -> media-us', {
          operations: 0,
          bytes: 0,
          latency: 0,
          at: clock.now() - 16 * MINUTE,
        }),
      'the last figure is 16 minutes old',
    ],
    [
      'CloudWatch does not answer',
      ({ simulated }) => {
        simulated.deaths = [(region, service) => service === 'monitoring' && region === 'us-east-1'];
      },
      'CloudWatch in us-east-1: ETIMEDOUT',
    ],
  ])('refuses with code 4 while %s', async (_, arrange, message) => {
    const fixture = await createCommandFixture();
    arrange(fixture);
    const { code, errors } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect(code).toBe(4);
    expect(errors).toContain('[MRAP951]');
    expect(errors).toContain(message);
    expect(findSubmits(fixture)).toHaveLength(0);
  });

  test('ignores the backlog between members that stay active', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.figures.edges.set('media-us -> media-jp', { operations: 5, bytes: 5, latency: 5 });
    expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
  });

  test('continues with --accept-data-loss and prints the recovery point in seconds', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.figures.edges.set('media-eu -> media-us', {
      operations: 3,
      bytes: 100,
      latency: 40,
      at: fixture.clock.now() - 2 * MINUTE,
    });
    const { code, errors } = await fixture.run(
      'failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes', '--accept-data-loss',
    );
    expect(code).toBe(0);
    expect(errors).toBe('data loss is accepted, recovery point: 160 seconds\n');
  });

  test('changes nothing and asks nothing with --dry-run', async () => {
    const fixture = await createCommandFixture();
    const record = makeRecordPath();
    const { code, text } = await fixture.run(
      'failover', fixture.arn, ...AWAY_FROM_IRELAND, '--dry-run', '--record', record,
    );
    expect(code).toBe(0);
    expect(text).toContain('Nothing was changed: this was a dry run.');
    expect([findSubmits(fixture), fixture.questions, existsSync(record)]).toEqual([[], [], false]);
    expect(
      JSON.parse((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--dry-run', '--json')).text),
    ).toMatchObject({
      before: { 'eu-west-1': 100 },
      after: { 'eu-west-1': 0 },
      dataLossAccepted: false,
      rpoSeconds: 0,
    });
  });

  test('changes nothing without confirmation', async () => {
    const fixture = await createCommandFixture();
    fixture.answerPrompt(false);
    const { code, errors } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND);
    expect({ code, errors }).toEqual({
      code: 4,
      errors: 'not confirmed, nothing was changed; pass --yes to skip the prompt\n',
    });
    expect(findSubmits(fixture)).toHaveLength(0);
  });

  test('exits with code 1 if S3 accepts the routes and never returns them', async () => {
    const fixture = await createCommandFixture();
    fixture.simulator.configure({ routesLagMs: () => 60 * MINUTE });
    const { code, errors } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect(code).toBe(1);
    expect(errors).toContain('[MRAP954]');
  });

  test('waits if no control Region returns the routes for a moment', async () => {
    const fixture = await createCommandFixture();
    const until = fixture.clock.now() + MINUTE;
    fixture.simulated.deaths = [
      (_region, service) => service === 's3-control' && findSubmits(fixture).length > 0 && fixture.clock.now() < until,
    ];
    expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
  });

  test.each<[string, string[], string]>([
    ['a Region without a member', ['--activate', 'sa-east-1'], '[MRAP952] Region "sa-east-1" has no member'],
    [
      'a Region that is named twice',
      ['--activate', 'eu-west-1', '--deactivate', 'eu-west-1'],
      'Region "eu-west-1" is named more than once',
    ],
    [
      'a change that leaves no active member',
      ['--deactivate', 'eu-west-1,us-east-1', '--deactivate', 'ap-northeast-1'],
      '[MRAP302]',
    ],
    ['a change without Regions', [], 'name Regions of the access point with --to, --activate or --deactivate'],
    ['--force without --yes', ['--to', 'eu-west-1', '--force'], 'got --force without --yes, expected both or none'],
    ['--to beside --activate', ['--to', 'eu-west-1', '--activate', 'us-east-1'], 'got --to with --activate'],
  ])('exits with code 2 and prints one line for %s', async (_, options, message) => {
    const fixture = await createCommandFixture();
    const confirmation = options.includes('--force') ? [] : ['--yes'];
    const { code, errors, text } = await fixture.run('failover', fixture.arn, ...options, ...confirmation);
    expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
    expect(errors).toContain(message);
    expect(findSubmits(fixture)).toHaveLength(0);
  });

  test('refuses invalid options', async () => {
    const fixture = await createCommandFixture();
    await expect(fixture.run('failover', fixture.arn, '--activate', 'Ireland')).rejects.toThrow(
      'expected Regions like eu-west-1',
    );
    await expect(fixture.run('watch', 'token', '--timeout', '0')).rejects.toThrow(
      'expected a duration above 0 with a unit, such as 90s, 15m, 2h or 30d',
    );
    for (const options of [['--to', 'eu-west-1'], ['--record', 'b.json'], ['--wait', '20m']]) {
      const repeated = ['--to', 'us-east-1', '--record', 'a.json', '--wait', '10m', ...options];
      await expect(fixture.run('failover', fixture.arn, ...repeated)).rejects.toThrow(
        'expected one value, and the option is given more than once.',
      );
    }
    await expect(fixture.run('failback')).rejects.toThrow('--record <file>');
  });
});
