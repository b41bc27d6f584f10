import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { hasDelegation } from '../../../control/drill/delegation';
import { type Check, type CheckName, type DrillReport, decideVerdict, type Outcome, type Verdict } from '../../../control/drill/report';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { CONTROL_REGIONS, drillRoom, rehearsalRoom } from './support';

type Room = Awaited<ReturnType<typeof rehearsalRoom>>;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const schema = JSON.parse(readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'drill-report.schema.json'), 'utf8')) as object;
const isValid = new Ajv({ strict: false }).compile(schema);

/** Runs a drill; every report must be what is published. */
async function drill(room: Room, ...options: string[]): Promise<DrillReport & { code: number | undefined }> {
  const { code, text, errors } = await room.run('drill', room.arn, '--json', ...options);
  expect(errors).toBe('');
  const report = JSON.parse(text) as DrillReport;
  expect([isValid(report), isValid.errors]).toEqual([true, null]);
  return { ...report, code };
}

function of({ checks }: DrillReport, name: CheckName): Check[] {
  return checks.filter(({ check }) => check === name);
}

describe('a drill', () => {
  test('of an access point in order is ready, and leaves nothing behind', async () => {
    const room = await drillRoom();
    const file = path.join(temporaryFolder(), 'report.json');
    const report = await drill(room, '--report', file);
    expect(report).toMatchObject({ code: 0, verdict: 'ready', caller: { account: ACCOUNT }, routes: { 'eu-west-1': 100, 'us-east-1': 0 } });
    expect(of(report, 'permission')[0].detail).toContain('arn:aws:iam::111122223333:role/people/OnCall may s3:GetMultiRegionAccessPointRoutes and');
    expect(of(report, 'canary').map(({ subject, outcome, detail }) => [subject, outcome, detail])).toContainEqual(['eu-west-1 -> us-east-1', 'passed', 'replicated after 6 s']);
    expect([...room.simulated.objects.versions.values()].map(({ size }) => size)).toEqual([0, 0]);
    expect(room.simulator.journal.of('SubmitMultiRegionAccessPointRoutes')).toHaveLength(0);
    const { code: _, ...written } = report;
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(written);
  });

  test('is shown to people as a table', async () => {
    const room = await drillRoom();
    const { text } = await room.run('drill', room.arn, '--no-canary');
    expect(text).toMatch(/key\s+media-eu\s+passed\s+0\.0 s\s+encrypted without a KMS key/);
    expect(text).toContain('Verdict: ready');
    expect(text).not.toContain('canary');
  });

  test.each([1, 4, 5])('with %d of five control Regions dead', async (count) => {
    const room = await drillRoom();
    room.simulated.deaths = [(region, service) => service === 's3-control' && CONTROL_REGIONS.slice(0, count).includes(region)];
    const report = await drill(room, '--no-canary');
    expect(of(report, 'control-region').filter(({ outcome }) => outcome === 'failed')).toHaveLength(count);
    expect([report.verdict, report.code]).toEqual([count < 5 ? 'degraded' : 'not-ready', 1]);
  });

  test('where nothing answers at all is not ready, and still a report', async () => {
    const room = await drillRoom();
    room.simulated.deaths = [() => true];
    expect(await drill(room)).toMatchObject({ verdict: 'not-ready', caller: null, routes: null });
  });

  test('finds everything that would fail', async () => {
    const room = await drillRoom();
    const { simulated: { objects, figures, identities }, clock } = room;
    const key = 'arn:aws:kms:us-east-1:111122223333:key/k';
    objects.stuck.add('media-eu -> media-us');
    objects.policies.delete('media-us');
    objects.keys.set('media-us', key);
    identities.keyStates.set(key, 'PendingDeletion');
    figures.edges.set('media-eu -> media-us', { operations: 9, bytes: 9, latency: 901 });
    objects.in('media-eu').set('old', { id: 'v', at: clock.now() - 2 * HOUR });
    const report = await drill(room, '--canary-timeout', '20');
    expect([report.verdict, report.code]).toEqual(['not-ready', 1]);
    expect(report.checks.filter(({ outcome }) => outcome !== 'passed').map(({ check, subject, outcome, detail }) => [check, subject, outcome, detail])).toEqual([
      ['backlog', 'eu-west-1 -> us-east-1', 'failed', '9 operations and 9 bytes are pending, the recovery point is 901 s'],
      ['backfill', 'eu-west-1 -> us-east-1', 'failed', '1 of 1 compared objects are missing, such as "old"; run a backfill'],
      ['delegation', 'media-us', 'failed', 'no statement of the bucket policy delegates to the access point'],
      ['key', 'media-us', 'failed', `${key} is PendingDeletion`],
      ['canary', 'eu-west-1 -> us-east-1', 'failed', 'not replicated after 20 s'],
    ]);
  });

  test('says what nobody can tell', async () => {
    const room = await drillRoom();
    const { simulated: { objects, figures, identities }, simulator } = room;
    identities.caller = `arn:aws:iam::${ACCOUNT}:root`;
    figures.edges.clear();
    objects.policies.clear();
    const Rules = [{ ID: 'tagged', Priority: 1, Status: 'Enabled' as const, Filter: { Tag: { Key: 'a', Value: 'b' } }, Destination: { Bucket: 'arn:aws:s3:::media-us' } }];
    simulator.buckets.get('media-eu')!.replication.push({ since: 1, configuration: { Role: 'role', Rules } });
    const report = await drill(room, '--no-canary');
    expect(report.verdict).toBe('degraded');
    expect(new Set(report.checks.filter(({ outcome }) => outcome === 'unknown').map(({ check, detail }) => `${check}: ${detail}`))).toEqual(new Set([
      'permission: IAM does not simulate the permissions of the root user',
      'backlog: no rule publishes replication metrics',
      'backfill: the rule filters by tags, which a listing does not contain',
      'delegation: no member delegates, so the bucket policies themselves must allow the readers',
    ]));
  });

  test.each([['sts', 'the caller is unknown'], ['iam', 'ETIMEDOUT']])('goes on where %s does not answer', async (dead, detail) => {
    const room = await drillRoom();
    room.simulated.deaths = [(_region, service) => service === dead];
    const report = await drill(room, '--no-canary');
    expect(report.verdict).toBe('degraded');
    expect(of(report, 'permission').map((one) => one.detail)).toEqual(Array(5).fill(expect.stringContaining(detail)));
  });

  test('without a rule from where traffic goes is not ready', async () => {
    const room = await drillRoom();
    room.simulator.buckets.get('media-eu')!.replication.push({ since: 1 });
    const report = await drill(room, '--no-canary');
    expect(report.verdict).toBe('not-ready');
    expect(of(report, 'replication').map(({ detail }) => detail)).toEqual(['no enabled rule']);
  });

  test('tells a denial by its Regions and actions', async () => {
    const room = await drillRoom();
    room.simulated.identities.caller = `arn:aws:iam::${ACCOUNT}:user/someone`;
    for (const region of CONTROL_REGIONS) room.simulated.identities.denied.add(`s3:SubmitMultiRegionAccessPointRoutes ${region}`);
    const report = await drill(room, '--no-canary');
    expect(report.verdict).toBe('not-ready');
    expect(of(report, 'permission')[0].detail).toBe('arn:aws:iam::111122223333:user/someone may not s3:SubmitMultiRegionAccessPointRoutes');
  });

  test('keys that work, and what is too young to judge, are no reason to worry', async () => {
    const room = await drillRoom();
    room.simulated.objects.keys.set('media-us', 'alias/media');
    room.simulated.objects.in('media-eu').set('new', { id: 'v', at: room.clock.now() - MINUTE });
    const report = await drill(room, '--no-canary');
    expect(report.verdict).toBe('ready');
    expect(of(report, 'key').map(({ detail }) => detail)).toContain('alias/media is Enabled');
  });

  test('tells a canary that cannot be written', async () => {
    const room = await drillRoom();
    room.simulated.deaths = [(region, service) => service === 's3' && region === 'eu-west-1'];
    expect(of(await drill(room), 'canary').map(({ detail }) => detail).join()).toContain('could not write to media-eu: ETIMEDOUT');
  });

  test('tells a canary that cannot be taken out again', async () => {
    const room = await drillRoom();
    room.simulated.deaths = [(region, service) => service === 's3' && region === 'us-east-1' && room.simulated.objects.in('media-us').size > 0];
    const [left] = of(await drill(room, '--canary-prefix', 'probe/', '--canary-timeout', '10'), 'clean-up');
    expect(left).toMatchObject({ subject: 'media-us', outcome: 'unknown' });
    expect(left.detail).toMatch(/^probe\/.* was not deleted: ETIMEDOUT/);
  });
});

describe('a verdict', () => {
  const one = (check: CheckName, subject: string, outcome: Outcome): Check => ({ check, subject, outcome, detail: '', tookMs: 0 });
  const [a, b] = [one('control-region', 'a', 'passed'), one('control-region', 'b', 'passed')];

  test.each<[string, Check[], Verdict]>([
    ['all passed', [a, b], 'ready'],
    ['one control Region is enough', [a, one('control-region', 'b', 'failed')], 'degraded'],
    ['one that may be used', [a, b, one('permission', 'a', 'failed')], 'degraded'],
    ['none that may be used', [a, one('control-region', 'b', 'failed'), one('permission', 'a', 'failed')], 'not-ready'],
    ['none that takes a submit', [a, one('write-probe', 'a', 'failed')], 'not-ready'],
    ['something unknown', [a, one('key', 'x', 'unknown')], 'degraded'],
    ['something wrong', [a, one('key', 'x', 'failed')], 'not-ready'],
    ['nothing looked at', [], 'not-ready'],
  ])('%s', (_, checks, verdict) => {
    expect(decideVerdict(checks)).toBe(verdict);
  });
});

describe('the write probe', () => {
  test('submits the live routes unchanged in each control Region, after ten quiet minutes', async () => {
    const room = await drillRoom();
    const began = room.clock.now();
    const report = await drill(room, '--no-canary', '--write-probe');
    expect(report.verdict).toBe('ready');
    const submits = room.simulator.journal.of('SubmitMultiRegionAccessPointRoutes');
    expect(submits.map(({ region }) => region)).toEqual(CONTROL_REGIONS);
    expect(submits[0].at - began).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(room.active()).toEqual(['eu-west-1']);
  });

  test.each<[string, number, (region: string) => number, string]>([
    ['changes while it watches', 5 * MINUTE, () => 2_000, 'the routes changed during the drill'],
    ['has just changed', 1_000, (region) => (region === 'eu-west-1' ? 0 : 2 * MINUTE), 'control Regions returned different routes'],
  ])('is refused where somebody %s', async (_, after, lag, message) => {
    const room = await drillRoom();
    room.simulator.configure({ routesLagMs: lag });
    void room.clock.sleep(after).then(() => room.simulator.call('SubmitMultiRegionAccessPointRoutes', {
      AccountId: ACCOUNT, Mrap: room.arn, RouteUpdates: [{ Bucket: 'media-eu', TrafficDialPercentage: 0 }, { Bucket: 'media-us', TrafficDialPercentage: 100 }],
    }, { accountId: ACCOUNT, region: 'eu-west-1', caller: 'someone' }));
    const report = await drill(room, '--no-canary', '--write-probe');
    expect(report.verdict).toBe('degraded');
    expect(of(report, 'write-probe').map(({ detail }) => detail)).toEqual(Array(5).fill(expect.stringContaining(`not submitted: ${message}`)));
    expect(room.active()).toEqual(['us-east-1']);
  });

  test('is refused where no control Region answers any more', async () => {
    const room = await drillRoom();
    const began = room.clock.now();
    room.simulated.deaths = [(_region, service) => service === 's3-control' && room.clock.now() > began + MINUTE];
    expect(of(await drill(room, '--no-canary', '--write-probe'), 'write-probe')[0].detail).toBe('not submitted: no control Region answered');
  });
});

test('the schema refuses what is no report', () => {
  const report = { version: 1, accessPointArn: 'arn:aws:s3::111122223333:accesspoint/m.mrap', startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:00.000Z', caller: null, versions: { cdkS3Mrap: '1', node: '20' }, routes: null, checks: [], verdict: 'ready' };
  expect(isValid(report)).toBe(true);
  for (const change of [{ verdict: 'fine' }, { version: 2 }, { startedAt: 'yesterday' }, { more: 1 }, { checks: [{ check: 'canary' }] }]) expect(isValid({ ...report, ...change })).toBe(false);
});

describe('a statement delegates', () => {
  const accessPoint = { arn: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`, account: ACCOUNT, alias: 'm.mrap' };
  const statement = (Condition: object, rest: object = {}) => ({ Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Condition, ...rest } });
  test.each<[string, unknown, boolean]>([
    ['by the account', statement({ StringEquals: { 's3:DataAccessPointAccount': [OTHER_ACCOUNT, ACCOUNT] } }), true],
    ['by the ARN', statement({ ArnLike: { 's3:DataAccessPointArn': `arn:aws:s3::${ACCOUNT}:accesspoint/?.mrap` } }), true],
    ['not by another account', statement({ StringEquals: { 's3:DataAccessPointAccount': OTHER_ACCOUNT } }), false],
    ['not where a wildcard is meant as text', statement({ StringEquals: { 's3:DataAccessPointArn': '*' } }), false],
    ['not under a further condition', statement({ StringEquals: { 's3:DataAccessPointAccount': ACCOUNT, 'aws:SourceVpc': 'vpc-1' } }), false],
    ['not by denying', statement({ StringEquals: { 's3:DataAccessPointAccount': ACCOUNT } }, { Effect: 'Deny' }), false],
    ['not for one role', statement({ StringEquals: { 's3:DataAccessPointAccount': ACCOUNT } }, { Principal: { AWS: 'arn:aws:iam::111122223333:role/a' } }), false],
    ['not without a condition', statement({}), false],
    ['not without a policy', undefined, false],
  ])('%s', (_, policy, expected) => {
    expect(hasDelegation(policy, accessPoint)).toBe(expected);
  });
});

describe('backfill', () => {
  test('begins one job for each source bucket, and shows how far they are', async () => {
    const room = await rehearsalRoom();
    const { code, text } = await room.run('backfill', room.arn);
    expect(code).toBe(0);
    expect(room.questions).toEqual(['Begin 3 jobs, which S3 charges by the object?']);
    expect(text).toMatch(/eu-west-1 -> us-east-1, ap-northeast-1\s+media-eu\s+arn:aws:iam::111122223333:role\/Replication/);
    expect(text).toMatch(/\d+ s {2}eu-west-1 -> us-east-1, ap-northeast-1 {2}job-\d Active, \d+ of 100 objects/);
    expect(text.match(/Complete, 100 of 100 objects/g)).toHaveLength(3);
    expect(room.simulated.jobs.all[0].request).toContain('<S3ReplicateObject');
    expect(room.simulated.jobs.all[0].request).not.toContain('COMPLETED');
  });

  test('--dry-run prints the jobs and begins none', async () => {
    const room = await rehearsalRoom();
    expect((await room.run('backfill', room.arn, '--dry-run')).text).toContain('Nothing was begun');
    const { code, text } = await room.run('backfill', room.arn, '--dry-run', '--json', '--again', '--role', 'arn:aws:iam::111122223333:role/Other');
    expect(code).toBe(0);
    expect(JSON.parse(text)[0]).toMatchObject({
      RoleArn: 'arn:aws:iam::111122223333:role/Other',
      Operation: { S3ReplicateObject: {} },
      ManifestGenerator: { S3JobManifestGenerator: { Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ['NONE', 'FAILED', 'COMPLETED'] } } },
    });
    expect(room.simulated.jobs.all).toEqual([]);
  });

  test.each([4])('with %d of five control Regions dead', async (count) => {
    const room = await rehearsalRoom();
    room.simulated.deaths = [(region, service) => service === 's3-control' && CONTROL_REGIONS.slice(0, count).includes(region)];
    expect((await room.run('backfill', room.arn, '--dry-run')).code).toBe(0);
  });

  test('without a yes nothing begins', async () => {
    const room = await rehearsalRoom();
    room.say(false);
    expect((await room.run('backfill', room.arn)).code).toBe(4);
    expect(room.simulated.jobs.all).toEqual([]);
  });

  test('jobs that fail, or take too long, are told', async () => {
    const room = await rehearsalRoom();
    room.simulated.jobs.end = 'Failed';
    const failed = await room.run('backfill', room.arn, '--yes', '--json');
    expect([failed.code, failed.errors]).toEqual([1, 'not everything was replicated\n']);
    expect(JSON.parse(failed.text)[0]).toMatchObject({ status: 'Failed', failed: 7, job: 'eu-west-1 -> us-east-1, ap-northeast-1' });
    const late = await room.run('backfill', room.arn, '--yes', '--timeout', '0.5');
    expect([late.code, late.errors]).toEqual([1, 'jobs go on after 0.5 minutes; S3 lists them\n']);
  });

  test('without rules there is nothing to follow', async () => {
    const room = await rehearsalRoom();
    for (const bucket of room.simulator.buckets.list()) bucket.replication.push({ since: 1 });
    expect(await room.run('backfill', room.arn)).toMatchObject({ code: 1, errors: expect.stringContaining('no member replicates to another one') });
  });
});
