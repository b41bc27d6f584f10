import { readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { policyDelegatesToAccessPoint } from '../../../control/drill/delegation';
import {
  type DrillCheckResult, type DrillCheckName, decideDrillVerdict, type DrillCheckOutcome, type DrillVerdict,
} from '../../../control/drill/report';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { drill, findChecks, isValidReport as isValid } from './drill-support';
import { CONTROL_REGIONS, createDrillFixture } from './support';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('cdk-s3-mrap drill', () => {
  test('reports a healthy access point as ready and deletes its canaries', async () => {
    const fixture = await createDrillFixture();
    const file = path.join(temporaryFolder(), 'report.json');
    const report = await drill(fixture, '--report', file);
    expect(report).toMatchObject({
      code: 0,
      verdict: 'ready',
      caller: { account: ACCOUNT },
      routes: { 'eu-west-1': 100, 'us-east-1': 0 },
    });
    expect(findChecks(report, 'permission')[0].detail).toContain(
      'arn:aws:iam::111122223333:role/people/OnCall may s3:GetMultiRegionAccessPointRoutes and',
    );
    expect(
      findChecks(report, 'canary').map(({ subject, outcome, detail }) => [subject, outcome, detail]),
    ).toContainEqual(['eu-west-1 -> us-east-1', 'passed', 'replicated after 6 s']);
    expect([...fixture.simulated.objects.versions.values()].map(({ size }) => size)).toEqual([0, 0]);
    expect(fixture.simulator.journal.of('SubmitMultiRegionAccessPointRoutes')).toHaveLength(0);
    const { code: _, ...written } = report;
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(written);
  });

  test.each([
    ['a folder', () => temporaryFolder()],
    ['a file in a folder that does not exist', () => path.join(temporaryFolder(), 'none', 'report.json')],
  ])('refuses %s for the report before the first call', async (_title, makePath) => {
    const fixture = await createDrillFixture();
    const { code, text, errors } = await fixture.run('drill', fixture.arn, '--no-canary', '--report', makePath());
    expect({ code, text, calls: fixture.simulator.journal.of('GetMultiRegionAccessPointRoutes') }).toEqual({
      code: 2, text: '', calls: [],
    });
    expect(errors).toMatch(/^\[MRAP963\] .* cannot be written: .*; no drill was run; [^\n]*\n$/);
  });

  test.each([true, false])(
    'keeps the report if its folder is removed and another one is writable: %j', async (isWritable) => {
      const fixture = await createDrillFixture();
      if (!isWritable) fixture.setRecordFolders([]);
      const folder = temporaryFolder();
      const { aws } = fixture.simulated;
      const call = aws.call.bind(aws);
      Object.assign(aws, {
        call: (...parameters: Parameters<typeof call>) => {
          rmSync(folder, { recursive: true, force: true });
          return call(...parameters);
        },
      });
      const { code, text, errors } = await fixture.run(
        'drill', fixture.arn, '--no-canary', '--report', path.join(folder, 'report.json'),
      );
      expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('Verdict: ready') });
      const stored = isWritable
        ? readFileSync(/it is in (.*)\n/.exec(errors)![1], 'utf8')
        : /save this line: (.*)\n/.exec(errors)![1];
      expect(JSON.parse(stored)).toMatchObject({ verdict: 'ready' });
    },
  );

  test('prints the checks as a table', async () => {
    const fixture = await createDrillFixture();
    const { text } = await fixture.run('drill', fixture.arn, '--no-canary');
    expect(text).toMatch(/key\s+media-eu\s+passed\s+0\.0 s\s+encrypted without a KMS key/);
    expect(text).toContain('Verdict: ready');
    expect(text).not.toContain('canary');
  });

  test.each([1, 4, 5])('reports failed control Regions if %d of five do not answer', async (count) => {
    const fixture = await createDrillFixture();
    fixture.simulated.deaths = [
      (region, service) => service === 's3-control' && CONTROL_REGIONS.slice(0, count).includes(region),
    ];
    const report = await drill(fixture, '--no-canary');
    expect(findChecks(report, 'control-region').filter(({ outcome }) => outcome === 'failed')).toHaveLength(count);
    expect([report.verdict, report.code]).toEqual([count < 5 ? 'degraded' : 'not-ready', 1]);
  });

  test('writes a report with the verdict not-ready if no service answers', async () => {
    const fixture = await createDrillFixture();
    fixture.simulated.deaths = [() => true];
    expect(await drill(fixture)).toMatchObject({ verdict: 'not-ready', caller: null, routes: null });
  });

  test('reports every check that fails', async () => {
    const fixture = await createDrillFixture();
    const { simulated: { objects, figures, identities }, clock } = fixture;
    const key = 'arn:aws:kms:us-east-1:111122223333:key/k';
    objects.stuck.add('media-eu -> media-us');
    objects.policies.delete('media-us');
    objects.keys.set('media-us', key);
    identities.keyStates.set(key, 'PendingDeletion');
    figures.edges.set('media-eu -> media-us', { operations: 9, bytes: 9, latency: 901 });
    objects.in('media-eu').set('old', { id: 'v', at: clock.now() - 2 * HOUR });
    const report = await drill(fixture, '--canary-timeout', '20s');
    expect([report.verdict, report.code]).toEqual(['not-ready', 1]);
    expect(
      report.checks
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ check, subject, outcome, detail }) => [check, subject, outcome, detail]),
    ).toEqual([
      [
        'backlog', 'eu-west-1 -> us-east-1', 'failed',
        '9 operations and 9 bytes are pending, the recovery point is 901 s',
      ],
      [
        'backfill', 'eu-west-1 -> us-east-1', 'failed',
        '1 of 1 compared objects are missing, such as "old"; run a backfill',
      ],
      ['delegation', 'media-us', 'failed', 'no statement of the bucket policy delegates to the access point'],
      ['key', 'media-us', 'failed', `${key} is PendingDeletion`],
      ['canary', 'eu-west-1 -> us-east-1', 'failed', 'not replicated after 20 s'],
    ]);
  });

  test('reports checks without a result as unknown', async () => {
    const fixture = await createDrillFixture();
    const { simulated: { objects, figures, identities }, simulator } = fixture;
    identities.caller = `arn:aws:iam::${ACCOUNT}:root`;
    figures.edges.clear();
    objects.policies.clear();
    const Rules = [
      {
        ID: 'tagged',
        Priority: 1,
        Status: 'Enabled' as const,
        Filter: { Tag: { Key: 'a', Value: 'b' } },
        Destination: { Bucket: 'arn:aws:s3:::media-us' },
      },
    ];
    simulator.buckets.get('media-eu')!.replication.push({ since: 1, configuration: { Role: 'role', Rules } });
    const report = await drill(fixture, '--no-canary');
    expect(report.verdict).toBe('degraded');
    expect(
      new Set(
        report.checks.filter(({ outcome }) => outcome === 'unknown').map(({ check, detail }) => `${check}: ${detail}`),
      ),
    ).toEqual(
      new Set([
        'permission: IAM does not simulate the permissions of the root user',
        'backlog: no rule publishes replication metrics',
        'backfill: the rule filters by tags, which a listing does not contain',
        'delegation: no member delegates, so the bucket policies themselves must allow the readers',
      ]),
    );
  });

  test.each([
    ['sts', 'the caller is unknown'],
    ['iam', 'ETIMEDOUT'],
  ])('continues if %s does not answer', async (dead, detail) => {
    const fixture = await createDrillFixture();
    fixture.simulated.deaths = [(_region, service) => service === dead];
    const report = await drill(fixture, '--no-canary');
    expect(report.verdict).toBe('degraded');
    expect(findChecks(report, 'permission').map((one) => one.detail)).toEqual(
      Array(5).fill(expect.stringContaining(detail)),
    );
  });

  test('reports not-ready without a replication rule from the active member', async () => {
    const fixture = await createDrillFixture();
    fixture.simulator.buckets.get('media-eu')!.replication.push({ since: 1 });
    const report = await drill(fixture, '--no-canary');
    expect(report.verdict).toBe('not-ready');
    expect(findChecks(report, 'replication').map(({ detail }) => detail)).toEqual(['no enabled rule']);
  });

  test('reports the denied actions for each Region', async () => {
    const fixture = await createDrillFixture();
    fixture.simulated.identities.caller = `arn:aws:iam::${ACCOUNT}:user/someone`;
    for (const region of CONTROL_REGIONS) {
      fixture.simulated.identities.denied.add(`s3:SubmitMultiRegionAccessPointRoutes ${region}`);
    }
    const report = await drill(fixture, '--no-canary');
    expect(report.verdict).toBe('not-ready');
    expect(findChecks(report, 'permission')[0].detail).toBe(
      'arn:aws:iam::111122223333:user/someone may not s3:SubmitMultiRegionAccessPointRoutes',
    );
  });

  test('accepts enabled keys and ignores objects that are too new to compare', async () => {
    const fixture = await createDrillFixture();
    fixture.simulated.objects.keys.set('media-us', 'alias/media');
    fixture.simulated.objects.in('media-eu').set('new', { id: 'v', at: fixture.clock.now() - MINUTE });
    const report = await drill(fixture, '--no-canary');
    expect(report.verdict).toBe('ready');
    expect(findChecks(report, 'key').map(({ detail }) => detail)).toContain('alias/media is Enabled');
  });
});

describe('decideDrillVerdict', () => {
  const one = (check: DrillCheckName, subject: string, outcome: DrillCheckOutcome): DrillCheckResult => ({
    check,
    subject,
    outcome,
    detail: '',
    tookMs: 0,
  });
  const [a, b] = [one('control-region', 'a', 'passed'), one('control-region', 'b', 'passed')];

  test.each<[string, DrillCheckResult[], DrillVerdict]>([
    ['checks that all passed', [a, b], 'ready'],
    ['one control Region of two', [a, one('control-region', 'b', 'failed')], 'degraded'],
    ['one permitted control Region', [a, b, one('permission', 'a', 'failed')], 'degraded'],
    [
      'no permitted control Region',
      [a, one('control-region', 'b', 'failed'), one('permission', 'a', 'failed')],
      'not-ready',
    ],
    ['no control Region that accepts a submit', [a, one('write-probe', 'a', 'failed')], 'not-ready'],
    ['a skipped check', [a, one('canary', 'x', 'skipped')], 'ready'],
    ['an unknown outcome', [a, one('key', 'x', 'unknown')], 'degraded'],
    ['a failed check', [a, one('key', 'x', 'failed')], 'not-ready'],
    ['an empty list', [], 'not-ready'],
  ])('returns the verdict for %s', (_, checks, verdict) => {
    expect(decideDrillVerdict(checks)).toBe(verdict);
  });
});

describe('cdk-s3-mrap drill', () => {
  describe('with --write-probe', () => {
    test('submits the live routes unchanged in each control Region after ten minutes without a change', async () => {
      const fixture = await createDrillFixture();
      const began = fixture.clock.now();
      const report = await drill(fixture, '--no-canary', '--write-probe');
      expect(report.verdict).toBe('ready');
      const submits = fixture.simulator.journal.of('SubmitMultiRegionAccessPointRoutes');
      expect(submits.map(({ region }) => region)).toEqual(CONTROL_REGIONS);
      expect(submits[0].at - began).toBeGreaterThanOrEqual(10 * MINUTE);
      expect(fixture.active()).toEqual(['eu-west-1']);
    });

    test.each<[string, number, (region: string) => number, string]>([
      ['changes the routes while it waits', 5 * MINUTE, () => 2_000, 'the routes changed during the drill'],
      [
        'changed the routes just before',
        1_000,
        (region) => (region === 'eu-west-1' ? 0 : 2 * MINUTE),
        'control Regions returned different routes',
      ],
    ])('refuses if another caller %s', async (_, after, lag, message) => {
      const fixture = await createDrillFixture();
      fixture.simulator.configure({ routesLagMs: lag });
      void fixture.clock.sleep(after).then(() =>
        fixture.simulator.call(
          'SubmitMultiRegionAccessPointRoutes',
          {
            AccountId: ACCOUNT,
            Mrap: fixture.arn,
            RouteUpdates: [
              { Bucket: 'media-eu', TrafficDialPercentage: 0 },
              { Bucket: 'media-us', TrafficDialPercentage: 100 },
            ],
          },
          { accountId: ACCOUNT, region: 'eu-west-1', caller: 'someone' },
        ),
      );
      const report = await drill(fixture, '--no-canary', '--write-probe');
      expect(report.verdict).toBe('degraded');
      expect(findChecks(report, 'write-probe').map(({ detail }) => detail)).toEqual(
        Array(5).fill(expect.stringContaining(`not submitted: ${message}`)),
      );
      expect(fixture.active()).toEqual(['us-east-1']);
    });

    test('refuses if no control Region answers any more', async () => {
      const fixture = await createDrillFixture();
      const began = fixture.clock.now();
      fixture.simulated.deaths = [
        (_region, service) => service === 's3-control' && fixture.clock.now() > began + MINUTE,
      ];
      expect(findChecks(await drill(fixture, '--no-canary', '--write-probe'), 'write-probe')[0].detail).toBe(
        'not submitted: no control Region answered',
      );
    });
  });
});

describe('docs/drill-report.schema.json', () => {
  test('rejects invalid reports', () => {
    const report = {
      version: 1,
      accessPointArn: 'arn:aws:s3::111122223333:accesspoint/m.mrap',
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:00:00.000Z',
      caller: null,
      versions: { cdkS3Mrap: '1', node: '20' },
      routes: null,
      checks: [],
      verdict: 'ready',
    };
    expect(isValid(report)).toBe(true);
    for (const change of [
      { verdict: 'fine' },
      { version: 2 },
      { startedAt: 'yesterday' },
      { more: 1 },
      { checks: [{ check: 'canary' }] },
    ]) {expect(isValid({ ...report, ...change })).toBe(false);}
  });
});

describe('policyDelegatesToAccessPoint', () => {
  const accessPoint = { arn: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`, account: ACCOUNT, alias: 'm.mrap' };
  const statement = (Condition: object, rest: object = {}) => ({
    Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Condition, ...rest },
  });
  test.each<[string, unknown, boolean]>([
    [
      'accepts the account',
      statement({ StringEquals: { 's3:DataAccessPointAccount': [OTHER_ACCOUNT, ACCOUNT] } }),
      true,
    ],
    [
      'accepts the ARN',
      statement({ ArnLike: { 's3:DataAccessPointArn': `arn:aws:s3::${ACCOUNT}:accesspoint/?.mrap` } }),
      true,
    ],
    [
      'does not accept another account',
      statement({ StringEquals: { 's3:DataAccessPointAccount': OTHER_ACCOUNT } }),
      false,
    ],
    [
      'does not accept a wildcard that is compared as text',
      statement({ StringEquals: { 's3:DataAccessPointArn': '*' } }),
      false,
    ],
    [
      'does not accept a further condition',
      statement({ StringEquals: { 's3:DataAccessPointAccount': ACCOUNT, 'aws:SourceVpc': 'vpc-1' } }),
      false,
    ],
    [
      'does not accept a denial',
      statement({ StringEquals: { 's3:DataAccessPointAccount': ACCOUNT } }, { Effect: 'Deny' }),
      false,
    ],
    [
      'does not accept a single role',
      statement(
        { StringEquals: { 's3:DataAccessPointAccount': ACCOUNT } },
        { Principal: { AWS: 'arn:aws:iam::111122223333:role/a' } },
      ),
      false,
    ],
    ['does not accept a statement without a condition', statement({}), false],
    ['does not accept a missing policy', undefined, false],
  ])('returns the verdict for %s', (_, policy, expected) => {
    expect(policyDelegatesToAccessPoint(policy, accessPoint)).toBe(expected);
  });
});
