import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createAccessPoint } from '../../../control/access-points';
import { BLOCK } from '../../control/support';
import { ACCOUNT } from '../../support/accounts';
import { directS3 } from '../../support/simulated-s3';
import { temporaryFolder } from '../../support/temporary-folder';
import { CONTROL_REGIONS, rehearsalRoom } from './support';

type Room = Awaited<ReturnType<typeof rehearsalRoom>>;
const MINUTE = 60_000;
const AWAY_FROM_IRELAND = ['--activate', 'us-east-1', '--deactivate', 'eu-west-1'];

function submits({ simulator }: Room) {
  return simulator.journal.of('SubmitMultiRegionAccessPointRoutes');
}

function kill({ simulated }: Room, ...regions: string[]): void {
  simulated.deaths = [(region, service) => service === 's3-control' && regions.includes(region)];
}

/** Nothing answers but S3 Control in one Region. */
function blackHoleBut({ simulated }: Room, survivor: string): void {
  simulated.deaths = [(region, service) => !(service === 's3-control' && region === survivor)];
}

function recordFile(): string {
  return path.join(temporaryFolder(), 'record.json');
}

describe('status', () => {
  test('shows members, routes, control Regions and backlog', async () => {
    const room = await rehearsalRoom();
    room.simulated.figures.edges.set('media-eu -> media-us', { operations: 12, bytes: 3400, latency: 7 });
    const { code, text, errors } = await room.run('status', 'media');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual(expect.arrayContaining([
      'media | READY', room.arn, 'eu-west-1 | media-eu | there | active', 'ap-southeast-2 | yes | 0.0 s',
      'eu-west-1 | us-east-1 | 12 operations, 3400 bytes | 7 s', 'us-east-1 | eu-west-1 | 0 operations, 0 bytes | 0 s',
    ]));
    expect(text).not.toContain('unknown');
  });

  test('a member whose bucket is gone is shown as missing', async () => {
    const room = await rehearsalRoom();
    room.simulator.buckets.remove('media-jp');
    expect((await room.run('status', room.arn)).text).toMatch(/ap-northeast-1\s+media-jp\s+missing\s+active/);
  });

  test('by ARN it works without us-west-2, and says what is unknown', async () => {
    const room = await rehearsalRoom();
    room.simulated.deaths = [(region) => region === 'us-west-2'];
    const { code, text } = await room.run('status', room.arn);
    expect(code).toBe(0);
    expect(text).toContain('name unknown  status unknown');
    expect(text).toMatch(/name, status, public access block\s+us-west-2: ETIMEDOUT/);
    expect(text).toMatch(/us-east-1\s+media-us\s+there\s+active/);
  });

  test('by name it needs us-west-2, and says so', async () => {
    const room = await rehearsalRoom();
    kill(room, 'us-west-2');
    expect(await room.run('status', 'media')).toEqual({
      code: 5, text: '', errors: 'only us-west-2 knows names, and it does not say: ETIMEDOUT (no answer within 5000 ms); give the ARN instead\n',
    });
  });

  test.each([0, 4, 5])('%d of five control Regions dead', async (count) => {
    const room = await rehearsalRoom();
    kill(room, ...CONTROL_REGIONS.slice(0, count));
    const { code, text } = await room.run('status', room.arn, '--json');
    const report = JSON.parse(text) as { controlRegions: { failure?: object }[]; members: { dial?: number }[]; unknown: { what: string }[] };
    expect(code).toBe(0);
    expect(report.controlRegions.filter(({ failure }) => failure === undefined)).toHaveLength(5 - count);
    expect(report.members.map(({ dial }) => dial)).toEqual(count < 5 ? [100, 100, 100] : []);
    expect(report.unknown.some(({ what }) => what === 'routes')).toBe(count === 5);
  });

  test('control Regions that see different routes are told', async () => {
    const room = await rehearsalRoom();
    room.simulator.configure({ routesLagMs: (region) => (region === 'eu-west-1' ? 0 : MINUTE) });
    await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes');
    room.simulator.configure({ routesLagMs: (region) => (region === 'eu-west-1' ? 0 : 60 * MINUTE) });
    await room.run('failover', room.arn, '--activate', 'eu-west-1', '--yes', '--accept-data-loss');
    expect((await room.run('status', room.arn)).text).toContain('Control Regions see different routes');
  });

  test.each([
    ['arn:aws:s3::111122223333:accesspoint/media', 'is no access point, expected'],
    ['Media', 'is no name, expected'],
    ['other', 'has no access point "other"'],
  ])('%s is answered in one line', async (target, message) => {
    const { code, errors, text } = await (await rehearsalRoom()).run('status', target);
    expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
    expect(errors).toContain(message);
  });
});

describe('failover', () => {
  test('shows, asks, submits once, and waits until it is in effect', async () => {
    const room = await rehearsalRoom();
    const { code, text, errors } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(room.questions).toEqual(['Change the routes to ap-northeast-1=ACTIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE?']);
    expect(text).toMatch(/eu-west-1\s+media-eu\s+active\s+passive/);
    expect(text).toContain('Submitted after 0 s, in effect after 3 s: ap-northeast-1=ACTIVE,eu-west-1=PASSIVE,us-east-1=ACTIVE');
    expect(submits(room)).toHaveLength(1);
    expect(room.active()).toEqual(['us-east-1', 'ap-northeast-1']);
  });

  test.each(CONTROL_REGIONS)('with everything but S3 Control in %s a black hole', async (survivor) => {
    const room = await rehearsalRoom();
    blackHoleBut(room, survivor);
    const began = room.clock.now();
    const { code, errors } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes', '--accept-data-loss');
    expect(code).toBe(0);
    expect(errors).toContain('data loss is accepted, recovery point: unknown');
    expect(submits(room).map(({ region }) => region)).toEqual([survivor]);
    expect(submits(room)[0].at - began).toBeLessThanOrEqual(30_000);
    expect(room.active()).toEqual(['us-east-1', 'ap-northeast-1']);
  });

  test.each([0, 1, 2, 3, 4])('%d of five control Regions dead', async (count) => {
    const room = await rehearsalRoom();
    kill(room, ...CONTROL_REGIONS.slice(0, count));
    const { code, errors } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect(code).toBe(0);
    expect(errors.split('\n').filter((line) => line.startsWith('control region'))).toHaveLength(count);
  });

  test('all five dead: one line, and a code of its own', async () => {
    const room = await rehearsalRoom();
    kill(room, ...CONTROL_REGIONS);
    const { code, errors, text } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect({ code, text }).toEqual({ code: 5, text: '' });
    expect(errors).toMatch(/^no control region answered: us-east-1: ETIMEDOUT .*\n$/);
  });

  test.each<[string, (room: Room) => void, string]>([
    ['something waits', ({ simulated }) => simulated.figures.edges.set('media-eu -> media-us', { operations: 3, bytes: 100, latency: 40 }), '3 operations, 100 bytes'],
    ['bytes alone wait', ({ simulated }) => simulated.figures.edges.set('media-eu -> media-jp', { operations: 0, bytes: 1, latency: 1 }), '0 operations, 1 bytes'],
    ['no figures are published', ({ simulated }) => simulated.figures.edges.clear(), 'no rule publishes replication metrics'],
    ['figures are old', ({ simulated, clock }) => simulated.figures.edges.set('media-eu -> media-us', { operations: 0, bytes: 0, latency: 0, at: clock.now() - 16 * MINUTE }), 'the last figure is 16 minutes old'],
    ['nobody can say', ({ simulated }) => { simulated.deaths = [(region, service) => service === 'monitoring' && region === 'us-east-1']; }, 'CloudWatch in us-east-1: ETIMEDOUT'],
  ])('is refused while %s', async (_, arrange, message) => {
    const room = await rehearsalRoom();
    arrange(room);
    const { code, errors } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect(code).toBe(4);
    expect(errors).toContain('[MRAP951]');
    expect(errors).toContain(message);
    expect(submits(room)).toHaveLength(0);
  });

  test('what waits between members that keep their traffic does not matter', async () => {
    const room = await rehearsalRoom();
    room.simulated.figures.edges.set('media-us -> media-jp', { operations: 5, bytes: 5, latency: 5 });
    expect((await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
  });

  test('--accept-data-loss goes on, and prints the recovery point in seconds', async () => {
    const room = await rehearsalRoom();
    room.simulated.figures.edges.set('media-eu -> media-us', { operations: 3, bytes: 100, latency: 40, at: room.clock.now() - 2 * MINUTE });
    const { code, errors } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes', '--accept-data-loss');
    expect(code).toBe(0);
    expect(errors).toBe('data loss is accepted, recovery point: 160 seconds\n');
  });

  test('--dry-run changes nothing, and asks nobody', async () => {
    const room = await rehearsalRoom();
    const record = recordFile();
    const { code, text } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--dry-run', '--record', record);
    expect(code).toBe(0);
    expect(text).toContain('Nothing was changed: this was a dry run.');
    expect([submits(room), room.questions, existsSync(record)]).toEqual([[], [], false]);
    expect(JSON.parse((await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--dry-run', '--json')).text)).toMatchObject({
      before: { 'eu-west-1': 100 }, after: { 'eu-west-1': 0 }, dataLossAccepted: false, rpoSeconds: 0,
    });
  });

  test('without a yes nothing happens', async () => {
    const room = await rehearsalRoom();
    room.say(false);
    const { code, errors } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND);
    expect({ code, errors }).toEqual({ code: 4, errors: 'nobody confirmed, and nothing was changed; --yes confirms beforehand\n' });
    expect(submits(room)).toHaveLength(0);
  });

  test('what S3 accepted and never shows is an error', async () => {
    const room = await rehearsalRoom();
    room.simulator.configure({ routesLagMs: () => 60 * MINUTE });
    const { code, errors } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes');
    expect(code).toBe(1);
    expect(errors).toContain('[MRAP954]');
  });

  test('that nobody can show the change for a moment is waited out', async () => {
    const room = await rehearsalRoom();
    const until = room.clock.now() + MINUTE;
    room.simulated.deaths = [(_region, service) => service === 's3-control' && submits(room).length > 0 && room.clock.now() < until];
    expect((await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
  });

  test.each<[string, string[], string]>([
    ['a Region that is no member', ['--activate', 'sa-east-1', '--deactivate', 'eu-west-1'], '[MRAP303]'],
    ['a Region that is named twice', ['--activate', 'eu-west-1', '--deactivate', 'eu-west-1'], '[MRAP303]'],
    ['nobody left to take traffic', ['--deactivate', 'eu-west-1,us-east-1', '--deactivate', 'ap-northeast-1'], '[MRAP302]'],
    ['what is so already', ['--activate', 'eu-west-1'], '[MRAP952]'],
    ['nothing at all', [], '[MRAP952]'],
  ])('%s is answered in one line', async (_, options, message) => {
    const room = await rehearsalRoom();
    const { code, errors, text } = await room.run('failover', room.arn, ...options, '--yes');
    expect({ code, text, lines: errors.trim().split('\n').length }).toEqual({ code: 2, text: '', lines: 1 });
    expect(errors).toContain(message);
    expect(submits(room)).toHaveLength(0);
  });

  test('what commander refuses is one line, too', async () => {
    const room = await rehearsalRoom();
    await expect(room.run('failover', room.arn, '--activate', 'Ireland')).rejects.toThrow('expected Regions like eu-west-1');
    await expect(room.run('watch', 'token', '--timeout', '0')).rejects.toThrow('expected a number of minutes above 0');
    await expect(room.run('failback')).rejects.toThrow('--record <file>');
  });
});

describe('failback', () => {
  async function failedOver() {
    const room = await rehearsalRoom();
    const record = recordFile();
    const { code, text } = await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes', '--json', '--record', record);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(record, 'utf8')));
    return { room, record };
  }

  test('makes the routes what they were', async () => {
    const { room, record } = await failedOver();
    expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({
      version: 1, accessPointArn: room.arn, before: { 'eu-west-1': 100 }, after: { 'eu-west-1': 0 }, submittedAt: expect.any(String), inEffectAt: expect.any(String),
    });
    expect((await room.run('failback', '--record', record, '--yes')).code).toBe(0);
    expect(room.active()).toEqual(['eu-west-1', 'us-east-1', 'ap-northeast-1']);
  });

  test.each([4])('with %d of five control Regions dead', async (count) => {
    const { room, record } = await failedOver();
    kill(room, ...CONTROL_REGIONS.slice(0, count));
    expect((await room.run('failback', '--record', record, '--yes')).code).toBe(0);
    expect(room.active()).toContain('eu-west-1');
  });

  test('refuses while what was written meanwhile has not come back', async () => {
    const room = await rehearsalRoom();
    const record = recordFile();
    await room.run('failover', room.arn, '--deactivate', 'eu-west-1,ap-northeast-1', '--yes');
    await room.run('failover', room.arn, '--activate', 'eu-west-1', '--deactivate', 'us-east-1', '--yes', '--record', record);
    room.simulated.figures.edges.set('media-eu -> media-us', { operations: 1, bytes: 1, latency: 9 });
    const refused = await room.run('failback', '--record', record, '--yes');
    expect(refused.code).toBe(4);
    expect(refused.errors).toContain('eu-west-1 -> us-east-1: 1 operations, 1 bytes');
    expect((await room.run('failback', '--record', record, '--yes', '--accept-data-loss')).errors).toContain('recovery point: 9 seconds');
    expect(room.active()).toEqual(['us-east-1']);
  });

  test('refuses where someone has changed the routes since', async () => {
    const { room, record } = await failedOver();
    await room.run('failover', room.arn, '--deactivate', 'us-east-1', '--yes');
    const { code, errors } = await room.run('failback', '--record', record, '--yes');
    expect(code).toBe(4);
    expect(errors).toContain('[MRAP953]');
  });

  test('a record is never written over', async () => {
    const { room, record } = await failedOver();
    const { code, errors } = await room.run('failover', room.arn, '--activate', 'eu-west-1', '--yes', '--record', record);
    expect({ code, errors }).toEqual({ code: 2, errors: `${record} is there already; a record is never written over\n` });
  });

  test('the record is there before anything is submitted', async () => {
    const room = await rehearsalRoom();
    const record = recordFile();
    room.simulated.deaths = [(_region, service) => service === 's3-control' && existsSync(record)];
    expect((await room.run('failover', room.arn, ...AWAY_FROM_IRELAND, '--yes', '--record', record)).code).toBe(5);
    expect(JSON.parse(readFileSync(record, 'utf8'))).not.toHaveProperty('submittedAt');
  });

  test.each([['nothing', undefined, 'does not exist'], ['no JSON', '{', 'is no record'], ['another JSON', '{"version":1}', 'is no record'], ['null', 'null', 'is no record']])('%s is answered in one line', async (_, content, message) => {
    const room = await rehearsalRoom();
    const record = recordFile();
    if (content !== undefined) writeFileSync(record, content);
    const { code, errors } = await room.run('failback', '--record', record);
    expect({ code, lines: errors.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(errors).toContain(message);
  });
});

describe('watch', () => {
  async function creating(name = 'videos') {
    const room = await rehearsalRoom();
    const token = await createAccessPoint(directS3(room.simulator), ACCOUNT, { name, members: [{ bucket: 'media-eu' }, { bucket: 'media-us' }], block: BLOCK }, 'again');
    return { room, token };
  }

  test('follows an operation to its end', async () => {
    const { room, token } = await creating();
    const { code, text } = await room.run('watch', token);
    expect(code).toBe(0);
    expect(text).toMatch(/^0 s {2}INPROGRESS.*\n6 s {2}SUCCEEDED, .*eu-west-1 SUCCEEDED/s);
  });

  test('tells why one failed', async () => {
    const { room, token } = await creating('media');
    const { code, errors } = await room.run('watch', token, '--json');
    expect(code).toBe(1);
    expect(errors).toContain('MultiRegionAccessPointAlreadyOwnedByYou');
  });

  test('goes on asking while us-west-2 does not answer, and says so', async () => {
    const { room, token } = await creating();
    const until = room.clock.now() + MINUTE;
    room.simulated.deaths = [() => room.clock.now() < until];
    const { code, errors } = await room.run('watch', token);
    expect(code).toBe(0);
    expect(errors).toContain('us-west-2 does not answer: ETIMEDOUT');
  });

  test('gives up in the end', async () => {
    const { room, token } = await creating();
    room.simulated.deaths = [() => true];
    expect(await room.run('watch', token, '--timeout', '2')).toMatchObject({ code: 5, errors: expect.stringContaining('still under way after 2 minutes') });
  });

  test.each([['token', 'is no request token'], [`arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/none`, 'knows no such request token']])('%s is answered in one line', async (token, message) => {
    const { code, errors } = await (await rehearsalRoom()).run('watch', token);
    expect({ code, lines: errors.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(errors).toContain(message);
  });
});
