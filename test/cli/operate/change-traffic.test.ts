import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { faultAlways, type InjectedFault, noAnswerFault, slowAnswerFault } from '../../../simulator';
import { temporaryFolder } from '../../support/temporary-folder';
import {
  AWAY_FROM_IRELAND, changeInConsole, createCommandFixture, findSubmits, makeRecordPath,
} from './support';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DRAIN_IRELAND = ['--deactivate', 'eu-west-1'];

/** The routes of us-east-1 are 110 s old, those of the other control Regions 5 s. */
const STALE_VIRGINIA = (region: string) => (region === 'us-east-1' ? 110 * SECOND : 5 * SECOND);

/** Creates a fixture whose routes changed long ago. */
async function createSettledFixture(routesLagMs: (region: string) => number = () => 0) {
  const fixture = await createCommandFixture();
  fixture.clock.advance(5 * MINUTE);
  fixture.simulator.configure({ routesLagMs });
  return fixture;
}

function listSubmittedBuckets(fixture: Awaited<ReturnType<typeof createCommandFixture>>): string[] {
  const input = findSubmits(fixture).at(-1)!.input as { RouteUpdates: { Bucket: string }[] };
  return input.RouteUpdates.map(({ Bucket }) => Bucket);
}

describe('cdk-s3-mrap failover', () => {
  test('refuses if the routes changed during the prompt', async () => {
    const fixture = await createSettledFixture();
    fixture.duringPrompt(() => changeInConsole(fixture, { 'media-jp': 0 }));
    const { code, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND);
    expect(code).toBe(4);
    expect(errors).toMatch(
      /^the routes changed after they were shown, got "?ap-northeast-1=PASSIVE,.*no route was changed/,
    );
    expect(findSubmits(fixture).map(({ caller }) => caller)).toEqual(['console']);
    expect(readdirSync(fixture.recordFolder)).toEqual([]);
  });

  describe('while the prompt waits', () => {
    const lateFrom = (fault: InjectedFault) => faultAlways(fault, ({ region, operation, caller }) =>
      region === 'eu-west-1' && operation === 'GetMultiRegionAccessPointRoutes' && caller !== 'console');

    test('reads on, and refuses if a late control Region returns other routes', async () => {
      const fixture = await createSettledFixture((region) => (region === 'eu-west-1' ? 110 * SECOND : 0));
      await changeInConsole(fixture, { 'media-jp': 0 });
      fixture.clock.advance(20 * SECOND);
      fixture.simulator.faults.add(lateFrom(slowAnswerFault(2 * SECOND)));
      fixture.duringPrompt(() => fixture.clock.sleep(3 * SECOND));
      const { code, text, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND);
      expect(text).toContain('4 of 5 control Regions answered.');
      expect(code).toBe(4);
      expect(errors).toContain('the routes changed after they were shown');
    });

    test('reports a control Region that fails after the prompt', async () => {
      const fixture = await createSettledFixture();
      fixture.simulator.faults.add(lateFrom(noAnswerFault()));
      let duringPrompt = '';
      fixture.duringPrompt(async () => {
        await fixture.clock.sleep(6 * SECOND);
        duringPrompt = fixture.errorsSoFar();
      });
      const { code, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND);
      expect(code).toBe(0);
      expect(duringPrompt).toBe('');
      expect(errors).toContain('control Region eu-west-1 did not answer');
    });
  });

  test('submits only the named members', async () => {
    const fixture = await createSettledFixture();
    expect((await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND)).code).toBe(0);
    expect(listSubmittedBuckets(fixture)).toEqual(['media-eu']);
  });

  test('keeps the change of another operator that the first control Region does not show', async () => {
    const fixture = await createSettledFixture(STALE_VIRGINIA);
    await changeInConsole(fixture, { 'media-jp': 0 });
    fixture.clock.advance(30 * SECOND);
    expect(await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--yes')).toMatchObject({ code: 0 });
    expect(fixture.active()).toEqual(['us-east-1']);
  });

  describe('if the control Regions disagree about a named member', () => {
    /** Another operator failed over to Virginia by mistake, 20 s ago. */
    async function createDisputedFixture() {
      const fixture = await createSettledFixture(() => 0);
      await changeInConsole(fixture, { 'media-us': 0, 'media-jp': 0 });
      fixture.clock.advance(5 * MINUTE);
      fixture.simulator.configure({ routesLagMs: STALE_VIRGINIA });
      await changeInConsole(fixture, { 'media-us': 100, 'media-eu': 0 });
      fixture.clock.advance(20 * SECOND);
      return fixture;
    }

    const BACK = ['--to', 'eu-west-1', '--accept-data-loss'];

    test('shows both tables and asks', async () => {
      const fixture = await createDisputedFixture();
      const { code, text } = await fixture.run('failover', fixture.arn, ...BACK);
      expect(code).toBe(0);
      expect(text).toContain('5 of 5 control Regions answered with different routes');
      expect(text).toMatch(
        /used {2}.*us-east-1=ACTIVE\n {6}from ap-northeast-1, ap-southeast-2, eu-west-1, us-west-2\n/,
      );
      expect(text).toMatch(/also {2}.*eu-west-1=ACTIVE.*\n {6}from us-east-1\n/);
      expect(fixture.active()).toEqual(['eu-west-1']);
    });

    test('refuses with --yes alone', async () => {
      const fixture = await createDisputedFixture();
      const { code, errors } = await fixture.run('failover', fixture.arn, ...BACK, '--yes');
      expect(code).toBe(4);
      expect(errors).toContain('the control Regions return different routes for eu-west-1, us-east-1');
      expect(findSubmits(fixture)).toHaveLength(2);
    });

    test('submits with --yes --force', async () => {
      const fixture = await createDisputedFixture();
      expect((await fixture.run('failover', fixture.arn, ...BACK, '--yes', '--force')).code).toBe(0);
      expect(fixture.active()).toEqual(['eu-west-1']);
    });

    test('never states that nothing would change', async () => {
      const fixture = await createDisputedFixture();
      const { code, text } = await fixture.run(
        'failover', fixture.arn, '--to', 'us-east-1', '--yes', '--force', '--accept-data-loss',
      );
      expect(code).toBe(0);
      expect(text).not.toContain('Already in effect');
      expect(findSubmits(fixture)).toHaveLength(3);
    });
  });
});

describe('cdk-s3-mrap failover', () => {
  test.each([
    ['active', ['--activate', 'eu-west-1']],
    ['active, with a list that is separated by spaces', ['--activate', 'eu-west-1', 'us-east-1']],
  ])('exits with code 0 if the named members are already %s', async (_, options) => {
    const fixture = await createSettledFixture();
    const { code, text } = await fixture.run('failover', fixture.arn, ...options, '--yes');
    expect({ code, text }).toEqual({
      code: 0,
      text:
        'Already in effect, nothing was changed: ap-northeast-1=ACTIVE,eu-west-1=ACTIVE,us-east-1=ACTIVE\n',
    });
    expect([findSubmits(fixture), fixture.questions]).toEqual([[], []]);
  });

  test('submits routes that are already in effect if only two control Regions answer', async () => {
    const fixture = await createSettledFixture();
    fixture.simulated.deaths = [
      (region, service) => service === 's3-control' && ['us-east-1', 'us-west-2', 'eu-west-1'].includes(region),
    ];
    const { code, text } = await fixture.run('failover', fixture.arn, '--activate', 'eu-west-1', '--yes');
    expect(code).toBe(0);
    expect(text).not.toContain('Already in effect');
    expect(findSubmits(fixture)).toHaveLength(1);
  });

  test('shows the routes half a second after the first answer if other control Regions hang', async () => {
    const fixture = await createSettledFixture();
    fixture.simulated.deaths = [(region, service) => service === 's3-control' && region !== 'us-east-1'];
    let shownAt = 0;
    fixture.duringPrompt(() => { shownAt = fixture.clock.now(); });
    const startedAt = fixture.clock.now();
    const { code, text } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND);
    expect(code).toBe(0);
    expect(shownAt - startedAt).toBe(500);
    expect(text).toContain('1 of 5 control Regions answered.');
    expect(findSubmits(fixture)[0].at - startedAt).toBeLessThanOrEqual(1000);
  });

  test('makes one Region the only active one with --to', async () => {
    const fixture = await createSettledFixture();
    expect((await fixture.run('failover', fixture.arn, '--to', 'us-east-1')).code).toBe(0);
    expect(fixture.active()).toEqual(['us-east-1']);
  });

  test('refuses to activate a member with a backlog, with and without drained members', async () => {
    const fixture = await createSettledFixture();
    await changeInConsole(fixture, { 'media-eu': 0 });
    fixture.clock.advance(5 * MINUTE);
    fixture.simulated.figures.edges.set('media-us -> media-eu', { operations: 812, bytes: 9, latency: 301 });
    const { code, errors } = await fixture.run('failover', fixture.arn, '--activate', 'eu-west-1', '--yes');
    expect(code).toBe(4);
    expect(errors).toContain('us-east-1 -> eu-west-1: 812 operations, 9 bytes');
    expect(errors).not.toContain('ap-northeast-1 ->');
  });

  test('waits at most one second for a backlog that is accepted, and records it as unknown', async () => {
    const fixture = await createSettledFixture();
    fixture.simulated.deaths = [(_region, service) => service === 'monitoring'];
    const startedAt = fixture.clock.now();
    const { code, text } = await fixture.run(
      'failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes', '--accept-data-loss', '--json',
    );
    expect(code).toBe(0);
    expect(findSubmits(fixture)[0].at - startedAt).toBeLessThanOrEqual(2 * SECOND);
    expect(JSON.parse(text)).toMatchObject({
      dataLossAccepted: true,
      rpoSeconds: null,
      backlogs: expect.arrayContaining([
        expect.objectContaining({ unknown: 'CloudWatch in us-east-1 did not answer within 1 s' }),
      ]) as unknown,
    });
  });
});

describe('cdk-s3-mrap failover', () => {
  test('writes a record without --record and prints the command of the way back', async () => {
    const fixture = await createSettledFixture();
    const { text } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND);
    const [file] = readdirSync(fixture.recordFolder);
    expect(file).toMatch(/^failover-[a-z0-9]+-20260101T\d{9}Z\.json$/);
    const record = path.join(fixture.recordFolder, file);
    expect(text).toContain(`The way back: cdk-s3-mrap failback --record ${record}\n`);
    expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({
      submitted: ['eu-west-1'], submittedThrough: 'us-east-1', inEffectAt: expect.any(String) as unknown,
    });
    fixture.clock.advance(10 * SECOND);
    expect((await fixture.run('failback', '--record', record, '--yes')).code).toBe(0);
    expect(fixture.active()).toContain('eu-west-1');
    expect(listSubmittedBuckets(fixture)).toEqual(['media-eu']);
    expect(readdirSync(fixture.recordFolder).some((name) => name.startsWith('failback-'))).toBe(true);
  });

  test('falls back to the next folder, and prints the record if no folder can be written', async () => {
    const fixture = await createSettledFixture();
    const missing = path.join(temporaryFolder(), 'missing');
    const second = path.join(temporaryFolder(), 'second');
    mkdirSync(second);
    fixture.setRecordFolders([missing, second]);
    await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--yes');
    expect(readdirSync(second)).toHaveLength(1);
    fixture.setRecordFolders([missing]);
    fixture.clock.advance(10 * SECOND);
    const { code, errors } = await fixture.run('failover', fixture.arn, '--activate', 'eu-west-1', '--yes');
    expect(code).toBe(0);
    expect(errors).toContain('the record cannot be written to a file, save this line: {"version":1,');
    expect(errors).toContain('"inEffectAt":');
  });

  test('stops before the submit if the file of --record cannot be written', async () => {
    const fixture = await createSettledFixture();
    const record = path.join(temporaryFolder(), 'missing', 'record.json');
    const { code, errors } = await fixture.run(
      'failover', fixture.arn, ...DRAIN_IRELAND, '--yes', '--record', record,
    );
    expect(code).toBe(2);
    expect(errors).toContain(`"${record}" cannot be written: no such file or directory`);
    expect(findSubmits(fixture)).toEqual([]);
  });
});

describe('cdk-s3-mrap failover', () => {
  test('changes nothing if the user interrupts it before the submit', async () => {
    const fixture = await createSettledFixture();
    fixture.duringPrompt(() => {
      fixture.interrupt();
      return new Promise(() => {});
    });
    const record = makeRecordPath();
    const { code, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--record', record);
    expect({ code, errors }).toEqual({ code: 4, errors: 'interrupted, nothing was changed\n' });
    expect([findSubmits(fixture), existsSync(record)]).toEqual([[], false]);
  });

  test('completes the record if the user interrupts it after the submit', async () => {
    const fixture = await createSettledFixture(() => 60 * MINUTE);
    const record = makeRecordPath();
    void fixture.clock.sleep(30 * SECOND).then(fixture.interrupt);
    const { code, errors } = await fixture.run(
      'failover', fixture.arn, ...DRAIN_IRELAND, '--yes', '--record', record,
    );
    expect(code).toBe(1);
    expect(errors).toContain(`the change is submitted but not confirmed; the record is ${record}`);
    expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({
      submittedAt: expect.any(String) as unknown, submittedThrough: 'us-east-1',
    });
    expect(fixture.active()).toEqual(['us-east-1', 'ap-northeast-1']);
  });
});

describe('cdk-s3-mrap failback', () => {
  async function failOver(fixture: Awaited<ReturnType<typeof createCommandFixture>>) {
    const record = makeRecordPath();
    await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--yes', '--record', record);
    return record;
  }

  test('refuses while the member that becomes active has a backlog', async () => {
    const fixture = await createSettledFixture();
    const record = await failOver(fixture);
    fixture.simulated.figures.edges.set('media-us -> media-eu', { operations: 800, bytes: 9, latency: 301 });
    const { code, errors } = await fixture.run('failback', '--record', record, '--yes');
    expect(code).toBe(4);
    expect(errors).toContain('[MRAP951]');
  });

  test('submits while the failover is still on its way to the control Regions', async () => {
    const fixture = await createSettledFixture(() => 60 * MINUTE);
    const record = makeRecordPath();
    void fixture.clock.sleep(10 * SECOND).then(fixture.interrupt);
    await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--yes', '--record', record);
    expect((await fixture.run('failback', '--record', record, '--yes')).code).toBe(0);
    expect(fixture.active()).toContain('eu-west-1');
  });

  test('exits with code 0 if the routes are already restored', async () => {
    const fixture = await createSettledFixture();
    const record = await failOver(fixture);
    fixture.clock.advance(10 * SECOND);
    await changeInConsole(fixture, { 'media-eu': 100 });
    fixture.clock.advance(10 * MINUTE);
    const { code, text } = await fixture.run('failback', '--record', record, '--yes');
    expect(code).toBe(0);
    expect(text).toContain('Already in effect, nothing was changed');
  });
});

describe('cdk-s3-mrap failover', () => {
  const PENDING = { operations: 3, bytes: 100, latency: 40 };
  const EMPTY = { operations: 0, bytes: 0, latency: 0 };

  test('waits with --wait until replication is complete', async () => {
    const fixture = await createSettledFixture();
    const { edges } = fixture.simulated.figures;
    edges.set('media-eu -> media-us', PENDING);
    void fixture.clock.sleep(10 * MINUTE).then(() => edges.set('media-eu -> media-us', EMPTY));
    const startedAt = fixture.clock.now();
    const { code, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--yes', '--wait');
    expect(code).toBe(0);
    expect(errors).toBe('waiting for replication: eu-west-1 -> us-east-1: 3 operations, 100 bytes\n');
    expect(findSubmits(fixture)[0].at - startedAt).toBeGreaterThanOrEqual(10 * MINUTE);
  });

  test('refuses if replication is incomplete after the duration of --wait', async () => {
    const fixture = await createSettledFixture();
    fixture.simulated.figures.edges.set('media-eu -> media-us', PENDING);
    const startedAt = fixture.clock.now();
    const { code, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--yes', '--wait=2m');
    expect(code).toBe(4);
    expect(errors).toContain('[MRAP951]');
    expect(fixture.clock.now() - startedAt).toBe(2 * MINUTE);
  });

  test('accepts a name, also with a copied line end', async () => {
    const fixture = await createSettledFixture();
    expect((await fixture.run('failover', ' media\n', ...DRAIN_IRELAND, '--yes')).code).toBe(0);
    expect(fixture.active()).toEqual(['us-east-1', 'ap-northeast-1']);
  });

  test('uses a name that was resolved before within two seconds if us-west-2 does not answer', async () => {
    const fixture = await createSettledFixture();
    await fixture.run('status', 'media');
    fixture.simulated.deaths = [(region) => region === 'us-west-2'];
    fixture.simulator.journal.clear();
    const startedAt = fixture.clock.now();
    const { code, errors } = await fixture.run('failover', 'media', ...DRAIN_IRELAND, '--yes');
    expect(code).toBe(0);
    expect(errors).toContain(`so the command uses the ARN that this computer resolved before: ${fixture.arn}\n`);
    expect(findSubmits(fixture)[0].at - startedAt).toBeLessThanOrEqual(3 * SECOND);
  });
});
