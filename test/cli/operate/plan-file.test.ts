import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder';
import { changeInConsole, type CommandFixture, createCommandFixture, findSubmits } from './support';

const MINUTE = 60_000;
const AUTHOR = 'arn:aws:sts::111122223333:assumed-role/OnCall/author';
const APPROVER = 'arn:aws:sts::111122223333:assumed-role/OnCall/approver';

/** Plans to drain Ireland. */
async function createPlannedFixture() {
  const fixture = await createCommandFixture();
  fixture.clock.advance(5 * MINUTE);
  const plan = path.join(temporaryFolder(), 'plan.json');
  fixture.simulated.identities.caller = AUTHOR;
  const planned = await fixture.run('failover', fixture.arn, '--deactivate', 'eu-west-1', '--plan', plan);
  fixture.simulated.identities.caller = APPROVER;
  return { fixture, plan, planned };
}

function readRecord({ recordFolder }: CommandFixture): unknown {
  return JSON.parse(readFileSync(path.join(recordFolder, readdirSync(recordFolder)[0]), 'utf8'));
}

describe('cdk-s3-mrap failover', () => {
  describe('with --plan', () => {
    test('writes the change, its author and the backlog into a file, and submits nothing', async () => {
      const { fixture, plan, planned } = await createPlannedFixture();
      expect(planned).toMatchObject({ code: 0, errors: '' });
      expect(planned.text).toContain(`To apply the plan: cdk-s3-mrap failover --apply ${plan}\n`);
      expect(JSON.parse(readFileSync(plan, 'utf8'))).toEqual({
        version: 1,
        accessPointArn: fixture.arn,
        plannedAt: '2026-01-01T00:06:00.000Z',
        author: AUTHOR,
        before: { 'ap-northeast-1': 100, 'eu-west-1': 100, 'us-east-1': 100 },
        after: { 'ap-northeast-1': 100, 'eu-west-1': 0, 'us-east-1': 100 },
        submitted: ['eu-west-1'],
        backlogs: [expect.objectContaining({ operations: 0 }), expect.objectContaining({ operations: 0 })],
        rpoSeconds: 0,
      });
      expect([findSubmits(fixture), fixture.questions, readdirSync(fixture.recordFolder)]).toEqual([[], [], []]);
    });

    test('does not overwrite a file', async () => {
      const { fixture, plan } = await createPlannedFixture();
      const before = readFileSync(plan, 'utf8');
      const { code, errors } = await fixture.run('failover', fixture.arn, '--to', 'us-east-1', '--plan', plan);
      expect(code).toBe(2);
      expect(errors).toContain(`"${plan}" cannot be written: file already exists`);
      expect(readFileSync(plan, 'utf8')).toBe(before);
    });

    test('writes a plan with a backlog, and states that --apply would refuse it', async () => {
      const fixture = await createCommandFixture();
      const plan = path.join(temporaryFolder(), 'plan.json');
      fixture.simulated.figures.edges.set('media-eu -> media-us', { operations: 3, bytes: 9, latency: 60 });
      const { code, errors } = await fixture.run('failover', 'media', '--deactivate', 'eu-west-1', '--plan', plan);
      expect(code).toBe(0);
      expect(errors).toContain('--apply refuses this plan while replication is incomplete: eu-west-1 -> us-east-1: 3');
      expect((await fixture.run('failover', '--apply', plan, '--yes')).errors).toContain('[MRAP951]');
    });

    test('writes a plan without an author if STS does not answer', async () => {
      const fixture = await createCommandFixture();
      const plan = path.join(temporaryFolder(), 'plan.json');
      fixture.simulated.deaths = [(_region, service) => service === 'sts'];
      const { errors } = await fixture.run('failover', fixture.arn, '--to', 'us-east-1', '--plan', plan);
      expect(errors).toBe('STS does not answer, so the plan has no author\n');
      expect(JSON.parse(readFileSync(plan, 'utf8'))).toHaveProperty('author', null);
      const applied = await fixture.run('failover', '--apply', plan, '--yes');
      expect(applied).toMatchObject({ code: 0, errors: expect.stringContaining('by an unknown caller') as unknown });
    });
  });
});

describe('cdk-s3-mrap failover', () => {
  describe('with --apply', () => {
    test('submits the plan and records its author and the caller that applied it', async () => {
      const { fixture, plan } = await createPlannedFixture();
      fixture.clock.advance(60 * MINUTE);
      const { code, errors } = await fixture.run('failover', '--apply', plan);
      expect(code).toBe(0);
      expect(errors).toBe(`planned at 2026-01-01T00:06:00.000Z by ${AUTHOR}\n`);
      expect(fixture.questions).toHaveLength(1);
      expect(fixture.active()).toEqual(['us-east-1', 'ap-northeast-1']);
      expect(readRecord(fixture)).toMatchObject({
        submitted: ['eu-west-1'],
        plan: { author: AUTHOR, appliedBy: APPROVER, plannedAt: '2026-01-01T00:06:00.000Z' },
      });
    });

    test('refuses if the routes changed after the plan', async () => {
      const { fixture, plan } = await createPlannedFixture();
      await changeInConsole(fixture, { 'media-jp': 0 });
      fixture.clock.advance(5 * MINUTE);
      const { code, errors } = await fixture.run('failover', '--apply', plan, '--yes');
      expect(code).toBe(4);
      expect(errors).toContain('the routes changed after they were planned, got ap-northeast-1=PASSIVE,');
      expect(findSubmits(fixture)).toHaveLength(1);
    });

    test('refuses if a single control Region returns other routes', async () => {
      const { fixture, plan } = await createPlannedFixture();
      fixture.simulator.configure({ routesLagMs: (region) => (region === 'eu-west-1' ? 0 : 60 * MINUTE) });
      await changeInConsole(fixture, { 'media-jp': 0 });
      expect((await fixture.run('failover', '--apply', plan, '--yes')).code).toBe(4);
    });

    test('ends with 0 if the plan is already in effect', async () => {
      const { fixture, plan } = await createPlannedFixture();
      expect((await fixture.run('failover', '--apply', plan, '--yes')).code).toBe(0);
      fixture.clock.advance(5 * MINUTE);
      const { code, text } = await fixture.run('failover', '--apply', plan, '--yes');
      expect(code).toBe(0);
      expect(text).toContain('Already in effect');
      expect(findSubmits(fixture)).toHaveLength(1);
    });

    test('applies the plan of a failback', async () => {
      const { fixture, plan } = await createPlannedFixture();
      await fixture.run('failover', '--apply', plan, '--yes');
      fixture.clock.advance(5 * MINUTE);
      const record = path.join(fixture.recordFolder, readdirSync(fixture.recordFolder)[0]);
      const back = path.join(temporaryFolder(), 'back.json');
      expect((await fixture.run('failback', '--record', record, '--plan', back)).code).toBe(0);
      expect((await fixture.run('failover', 'media', '--apply', back, '--yes')).code).toBe(0);
      expect(fixture.active()).toContain('eu-west-1');
    });

    const OTHER_ARN = 'arn:aws:s3::111122223333:accesspoint/mother.mrap';
    const drainVirginia = (text: string) => text.replace('"us-east-1": 100', '"us-east-1": 0');

    test.each([
      ['another access point', OTHER_ARN, (text: string) => text, 'because the plan of --apply is for'],
      ['a changed member', undefined, drainVirginia, 'unchanged plan'],
      ['other JSON', undefined, () => '{"version":1}', 'unchanged plan'],
      ['no JSON', undefined, () => '{', 'unchanged plan'],
    ])('refuses %s', async (_, name, change, message) => {
      const { fixture, plan } = await createPlannedFixture();
      const changed = path.join(temporaryFolder(), 'changed.json');
      writeFileSync(changed, change(readFileSync(plan, 'utf8')));
      const { code, errors } = await fixture.run('failover', ...(name ? [name] : []), '--apply', changed, '--yes');
      expect(code).toBe(2);
      expect(errors).toContain(message);
      expect(findSubmits(fixture)).toEqual([]);
    });

    test('refuses a missing file, a missing access point and options that contradict it', async () => {
      const { fixture, plan } = await createPlannedFixture();
      const missing = `${plan}.missing`;
      expect((await fixture.run('failover', '--apply', missing)).errors).toContain('no such file or directory');
      expect(existsSync(missing)).toBe(false);
      expect((await fixture.run('failover', '--to', 'us-east-1')).errors).toContain('no argument <access-point>');
      const contradicting = fixture.run('failover', '--apply', plan, '--to', 'us-east-1');
      await expect(contradicting).rejects.toThrow('cannot be used with');
    });
  });
});

describe('cdk-s3-mrap failover', () => {
  const SUBMIT = ['failover', 'media', '--deactivate', 'eu-west-1'];

  /** Another operator has changed the routes a minute ago. */
  async function createRecentlyChangedFixture() {
    const fixture = await createCommandFixture();
    fixture.simulator.configure({ eventHistoryLagMs: 0 });
    await changeInConsole(fixture, { 'media-jp': 0 });
    fixture.clock.advance(MINUTE);
    return fixture;
  }

  test('prints the changes of the last ten minutes before the prompt', async () => {
    const fixture = await createRecentlyChangedFixture();
    let beforePrompt = '';
    fixture.duringPrompt(() => { beforePrompt = fixture.errorsSoFar(); });
    expect((await fixture.run(...SUBMIT)).code).toBe(0);
    expect(beforePrompt).toBe(
      '2026-01-01T00:01:00.000Z arn:aws:iam::111122223333:user/console changed the routes to '
      + 'ap-northeast-1=PASSIVE through us-west-2\n',
    );
  });

  test.each([
    ['older changes', (fixture: CommandFixture) => { fixture.clock.advance(10 * MINUTE); }],
    ['changes without permission', ({ simulator }: CommandFixture) => {
      simulator.configure({ authorize: ({ action }) => action !== 'cloudtrail:LookupEvents' });
    }],
  ])('does not print %s', async (_, prepare) => {
    const fixture = await createRecentlyChangedFixture();
    prepare(fixture);
    expect(await fixture.run(...SUBMIT)).toMatchObject({ code: 0, errors: '' });
  });

  test.each([-60, 60])('reads the last ten minutes of both clocks if AWS is %d minutes ahead', async (ahead) => {
    const fixture = await createRecentlyChangedFixture();
    fixture.setServerOffset(ahead * MINUTE);
    const { aws } = fixture.simulated;
    const call = aws.call.bind(aws);
    const ranges: number[][] = [];
    Object.assign(aws, {
      call: (...[region, operation, input]: Parameters<typeof call>) => {
        const { StartTime: start, EndTime: end } = input as { StartTime?: Date; EndTime?: Date };
        const times = [fixture.clock.now(), fixture.clock.now() + ahead * MINUTE];
        if (operation === 'LookupEvents') {
          ranges.push([start!.getTime() - Math.min(...times), end!.getTime() - Math.max(...times)]);
        }
        return call(region, operation, input);
      },
    });
    expect((await fixture.run(...SUBMIT)).code).toBe(0);
    expect(ranges).toHaveLength(5);
    for (const [start, end] of ranges) {
      expect(start).toBeLessThanOrEqual(-9 * MINUTE);
      expect(start).toBeGreaterThan(-11 * MINUTE);
      expect(end).toBeGreaterThanOrEqual(0);
    }
  });

  test('waits two seconds for CloudTrail', async () => {
    const fixture = await createRecentlyChangedFixture();
    fixture.simulated.deaths = [(_region, service) => service === 'cloudtrail'];
    const startedAt = fixture.clock.now();
    let askedAt = 0;
    fixture.duringPrompt(() => { askedAt = fixture.clock.now(); });
    expect((await fixture.run(...SUBMIT)).errors)
      .toContain('the recent changes are unknown: CloudTrail did not answer in 2 s');
    expect(askedAt - startedAt).toBe(2_000);
  });

  test('does not ask CloudTrail without a prompt', async () => {
    const fixture = await createRecentlyChangedFixture();
    fixture.simulated.deaths = [(_region, service) => service === 'cloudtrail'];
    const startedAt = fixture.clock.now();
    await fixture.run(...SUBMIT, '--yes');
    expect(findSubmits(fixture).at(-1)!.at - startedAt).toBeLessThanOrEqual(1_000);
  });
});
