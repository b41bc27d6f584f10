import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { connectionResetFault, faultOnClockSkew, serviceFault, slowAnswerFault } from '../../../simulator';
import {
  AWAY_FROM_IRELAND, changeInConsole, type CommandFixture, createCommandFixture, findSubmits, makeRecordPath,
} from '../../cli/operate/support';
import { temporaryFolder } from '../../support/temporary-folder';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';

/** Activates all members manually, or some of them, and waits until all control Regions return it. */
async function settle(fixture: CommandFixture, dials: Record<string, number>): Promise<void> {
  await changeInConsole(fixture, dials);
  fixture.clock.advance(10 * MINUTE);
  fixture.simulator.journal.clear();
}

/** One control Region returns routes of the day before. */
function makeStale({ simulator }: CommandFixture, stale: string): void {
  simulator.configure({ routesLagMs: (region) => (region === stale ? DAY : SECOND) });
}

describe('cdk-s3-mrap', () => {
  describe('failover', () => {
    test('ends after the change although one control Region returns routes of the day before', async () => {
      const fixture = await createCommandFixture();
      makeStale(fixture, 'us-east-1');
      const startedAt = fixture.clock.now();
      const { code, text } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes');
      expect(code).toBe(0);
      expect(text).toContain('In effect after ');
      expect(fixture.clock.now() - startedAt).toBeLessThan(30 * SECOND);
    });

    test('submits only the named members, so that a recent change of another member stays', async () => {
      const fixture = await createCommandFixture();
      // The operator drains Tokyo, and no control Region returns it yet.
      fixture.simulator.configure({ routesLagMs: () => 60 * SECOND });
      await changeInConsole(fixture, { 'media-jp': 0 });
      fixture.simulator.configure({ routesConflictMs: 0 });
      const { code } = await fixture.run('failover', fixture.arn, '--deactivate', 'us-east-1', '--yes');
      expect(code).toBe(0);
      expect(fixture.active()).toEqual(['eu-west-1']);
    });

    test('submits a change that one control Region already returns, if the others do not', async () => {
      const fixture = await createCommandFixture();
      await settle(fixture, { 'media-eu': 100, 'media-us': 0, 'media-jp': 0 });
      // A mistaken failover to Virginia of 20 seconds ago shows in four control Regions.
      fixture.simulator.configure({
        routesConflictMs: 0, routesLagMs: (region) => (region === 'us-east-1' ? 110 * SECOND : 5 * SECOND),
      });
      await changeInConsole(fixture, { 'media-eu': 0, 'media-us': 100 });
      fixture.clock.advance(20 * SECOND);
      const { code } = await fixture.run(
        'failover', fixture.arn, '--to', 'eu-west-1', '--yes', '--force', '--accept-data-loss',
      );
      expect(code).toBe(0);
      expect(fixture.active()).toEqual(['eu-west-1']);
    });

    test.each([
      ['InvalidAccessKeyId', 403], ['SignatureDoesNotMatch', 403], ['ExpiredToken', 400],
    ] as const)('continues if one control Region refuses the credentials with %s', async (code, status) => {
      const fixture = await createCommandFixture();
      fixture.simulator.faults.add(({ operation, region }) =>
        (operation === SUBMIT && region === 'us-east-1' ? serviceFault(code, status) : undefined));
      expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
      expect(fixture.active()).not.toContain('eu-west-1');
    });

    test('continues if one control Region does not know the access point', async () => {
      const fixture = await createCommandFixture();
      fixture.simulator.faults.add(({ operation, region }) =>
        (operation === SUBMIT && region === 'us-east-1'
          ? serviceFault('NoSuchMultiRegionAccessPoint', 404)
          : undefined));
      expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
      expect(fixture.active()).not.toContain('eu-west-1');
    });

    test('continues if one control Region refuses the time of the computer', async () => {
      const fixture = await createCommandFixture();
      fixture.simulator.faults.add(({ operation, region }) =>
        (operation === SUBMIT && region === 'us-east-1' ? serviceFault('RequestTimeTooSkewed', 400) : undefined));
      expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
      expect(fixture.active()).not.toContain('eu-west-1');
    });

    test('changes the routes if the clock of the computer is an hour slow for all control Regions', async () => {
      const fixture = await createCommandFixture();
      fixture.simulator.faults.add(faultOnClockSkew(60 * MINUTE));
      expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
      expect(fixture.active()).not.toContain('eu-west-1');
    });

    test('accepts its own change if the next control Region reports a conflict with it', async () => {
      const fixture = await createCommandFixture();
      fixture.simulator.configure({ routesConflictMs: 10 * SECOND, routesLagMs: () => 0 });
      fixture.simulator.faults.add(({ operation, region }) =>
        (operation === SUBMIT && region === 'us-east-1' ? slowAnswerFault(4 * SECOND) : undefined));
      expect((await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--yes')).code).toBe(0);
      expect(fixture.active()).not.toContain('eu-west-1');
      expect(findSubmits(fixture).map(({ outcome }) => outcome.code)).toContain('OperationAborted');
    });

    test('refuses to submit if another operator changed the routes while the prompt waited', async () => {
      const fixture = await createCommandFixture();
      fixture.simulator.configure({ routesLagMs: () => SECOND });
      fixture.duringPrompt(async () => {
        await changeInConsole(fixture, { 'media-jp': 0 });
        await fixture.clock.sleep(10 * SECOND);
      });
      const { code, errors } = await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND);
      expect({ code, errors }).toEqual({ code: 4, errors: expect.stringContaining('changed after they were shown') });
      expect(findSubmits(fixture).filter(({ caller }) => caller !== 'console')).toEqual([]);
    });

    test('refuses to activate a Region into which replication is pending', async () => {
      const fixture = await createCommandFixture();
      await settle(fixture, { 'media-eu': 0, 'media-us': 100, 'media-jp': 100 });
      fixture.simulated.figures.edges.set('media-us -> media-eu', { operations: 800, bytes: 1, latency: 301 });
      const { code, errors } = await fixture.run('failover', fixture.arn, '--activate', 'eu-west-1', '--yes');
      expect({ code, errors }).toEqual({ code: 4, errors: expect.stringMatching(/us-east-1 -> eu-west-1: 800/) });
      expect(findSubmits(fixture)).toEqual([]);
    });

    test('shows the recent change of another operator before the prompt', async () => {
      const fixture = await createCommandFixture();
      await changeInConsole(fixture, { 'media-jp': 0 });
      fixture.clock.advance(5 * MINUTE);
      let shown = '';
      fixture.duringPrompt(() => { shown = fixture.errorsSoFar(); });
      await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND);
      expect(shown).toContain('console');
    });

    test('reads the routes before it repeats a change without an answer, and leaves a change after it', async () => {
      const fixture = await createCommandFixture();
      fixture.simulator.configure({ routesLagMs: () => SECOND, routesConflictMs: 0 });
      fixture.simulator.faults.add(({ operation, caller }) =>
        (operation === SUBMIT && caller !== 'console'
          ? { kind: 'after-applying', answer: connectionResetFault() }
          : undefined));
      const colleague = fixture.clock.sleep(20 * SECOND).then(() =>
        changeInConsole(fixture, { 'media-eu': 100, 'media-us': 0, 'media-jp': 0 }));
      const record = makeRecordPath();
      const { code } = await fixture.run('failover', fixture.arn, '--to', 'us-east-1', '--yes', '--record', record);
      await fixture.clock.runUntilSettled(colleague);
      expect(code).toBe(0);
      expect(fixture.active()).toEqual(['eu-west-1']);
      expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({
        submittedAt: expect.any(String), submittedThrough: expect.any(String), inEffectAt: expect.any(String),
      });
    });
  });

  describe('failback', () => {
    test('refuses to activate a Region into which replication is pending', async () => {
      const fixture = await createCommandFixture();
      const record = makeRecordPath();
      await fixture.run('failover', fixture.arn, '--deactivate', 'eu-west-1', '--yes', '--record', record);
      fixture.clock.advance(5 * MINUTE);
      fixture.simulator.journal.clear();
      fixture.simulated.figures.edges.set('media-jp -> media-eu', { operations: 801, bytes: 1, latency: 301 });
      const { code, errors } = await fixture.run('failback', '--record', record, '--yes');
      expect({ code, errors }).toEqual({ code: 4, errors: expect.stringMatching(/ap-northeast-1 -> eu-west-1: 801/) });
      expect(findSubmits(fixture)).toEqual([]);
    });
  });

  describe('failover --apply', () => {
    test('refuses a plan whose routes another operator has changed', async () => {
      const fixture = await createCommandFixture();
      const file = path.join(temporaryFolder(), 'plan.json');
      await fixture.run('failover', fixture.arn, ...AWAY_FROM_IRELAND, '--plan', file);
      await settle(fixture, { 'media-jp': 0 });
      const { code } = await fixture.run('failover', '--apply', file, '--yes');
      expect(code).toBe(4);
      expect(findSubmits(fixture)).toEqual([]);
    });
  });

  describe('status', () => {
    test('ends within 6.5 seconds for a name while us-west-2 does not answer', async () => {
      const fixture = await createCommandFixture();
      await fixture.run('status', 'media');
      fixture.simulated.deaths = [(region) => region === 'us-west-2'];
      const startedAt = fixture.clock.now();
      expect((await fixture.run('status', 'media')).code).toBe(0);
      expect(fixture.clock.now() - startedAt).toBeLessThanOrEqual(6.5 * SECOND);
    });

    test('ends within 6.5 seconds with --against while the Region of a member does not answer', async () => {
      const fixture = await createCommandFixture();
      const source = fixture.writeTemplate({
        Media: { Type: 'Custom::S3MultiRegionAccessPoint', Properties: { Name: 'media', Buckets: [] } },
        Bucket: {
          Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'media-jp', PolicyDocument: { Statement: [] } },
        },
      });
      fixture.simulated.deaths = [(region) => region === 'ap-northeast-1'];
      const startedAt = fixture.clock.now();
      const { text } = await fixture.run('status', fixture.arn, '--against', source);
      expect(fixture.clock.now() - startedAt).toBeLessThanOrEqual(6.5 * SECOND);
      expect(text).toContain('drift of members');
    });
  });

  describe('history', () => {
    test('shows two submits of one caller within ten seconds as one change', async () => {
      const fixture = await createCommandFixture();
      fixture.simulator.configure({ routesConflictMs: 0 });
      await changeInConsole(fixture, { 'media-jp': 0 }, 'us-west-2');
      fixture.clock.advance(2 * SECOND);
      await changeInConsole(fixture, { 'media-jp': 0 }, 'us-east-1');
      fixture.clock.advance(20 * MINUTE);
      const { text } = await fixture.run('history', fixture.arn, '--json');
      const { changes } = JSON.parse(text) as { changes: { kind?: string }[] };
      expect(changes.filter((change) => JSON.stringify(change).includes('console'))).toHaveLength(1);
    });
  });
});
