import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { CredentialsUnavailable } from '../../../control/credentials';
import { faultAfterApplying, faultAlways, faultInFirstCalls, noAnswerFault, serviceFault } from '../../../simulator';
import { type CommandFixture, createCommandFixture, findSubmits, makeRecordPath } from './support';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DRAIN_IRELAND = ['--deactivate', 'eu-west-1'];
const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';

async function createSettledFixture() {
  const fixture = await createCommandFixture();
  fixture.clock.advance(5 * MINUTE);
  return fixture;
}

/** Returns a function that fails all further calls, or lets them succeed again, as a session that expires does. */
function controlSession({ simulated: { aws } }: CommandFixture): (isExpired: boolean) => void {
  const call = aws.call.bind(aws);
  let isExpired = false;
  aws.call = (...args) => (isExpired
    ? Promise.reject(new CredentialsUnavailable('cannot get credentials from IAM Identity Center'))
    : call(...args));
  return (expired) => { isExpired = expired; };
}

/** Runs an action when the first submit is received. */
function onFirstSubmit(fixture: CommandFixture, action: () => void): void {
  fixture.simulator.faults.add(faultInFirstCalls(1, noAnswerFault(), ({ operation }) => {
    if (operation === SUBMIT) action();
    return false;
  }));
}

function loseAnswersToSubmits({ simulator }: CommandFixture): void {
  simulator.faults.add(faultAlways(faultAfterApplying(noAnswerFault()), ({ operation }) => operation === SUBMIT));
}

function failOver(fixture: CommandFixture, record: string) {
  return fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--yes', '--record', record);
}

function readRecord(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

describe('cdk-s3-mrap failover', () => {
  test.each([
    ['S3 accepted it', () => {}],
    ['S3 applied it without an answer', loseAnswersToSubmits],
  ])('states that the change is submitted if the session expires, and %s', async (_, damage) => {
    const fixture = await createSettledFixture();
    const setExpired = controlSession(fixture);
    onFirstSubmit(fixture, () => setExpired(true));
    damage(fixture);
    const record = makeRecordPath();
    const { code, text, errors } = await failOver(fixture, record);
    expect(code).toBe(5);
    expect(errors).toContain('the change is submitted, and no control Region returns the routes: ');
    expect(errors).toMatch(/(the change was sent|S3 accepted the change), and no control Region/);
    expect(errors.split('\n').filter((note) => note.includes(' did not answer: ')).length).toBeLessThanOrEqual(1);
    expect(text).toContain(`The way back: cdk-s3-mrap failback --record ${record}\n`);
    expect(readRecord(record)).toMatchObject({ submittedAt: expect.any(String) as unknown });
    expect(fixture.active()).not.toContain('eu-west-1');
  });

  test('succeeds if the session expires after the submit, and the user logs in again', async () => {
    const fixture = await createSettledFixture();
    const setExpired = controlSession(fixture);
    onFirstSubmit(fixture, () => {
      setExpired(true);
      void fixture.clock.sleep(MINUTE).then(() => setExpired(false));
    });
    const { code, text } = await failOver(fixture, makeRecordPath());
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('In effect after') as unknown });
  });

  test('reports the missing credentials if the session expires before the submit', async () => {
    const fixture = await createSettledFixture();
    const setExpired = controlSession(fixture);
    fixture.duringPrompt(() => setExpired(true));
    const record = makeRecordPath();
    const { code, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--record', record);
    expect({ code, errors }).toEqual({ code: 2, errors: 'cannot get credentials from IAM Identity Center\n' });
    expect([findSubmits(fixture), existsSync(record)]).toEqual([[], false]);
  });
});

describe('cdk-s3-mrap failover', () => {
  test('states that the routes are unknown if no control Region answers after the submit', async () => {
    const fixture = await createSettledFixture();
    onFirstSubmit(fixture, () => { fixture.simulated.deaths = [(_region, service) => service === 's3-control']; });
    const startedAt = fixture.clock.now();
    let notedAfter = 0;
    const noteTime = () => {
      if (fixture.errorsSoFar().includes('no control Region returns the routes') && notedAfter === 0) {
        notedAfter = fixture.clock.now() - startedAt;
      }
    };
    for (let second = 1; second < 60; second += 1) void fixture.clock.sleep(second * SECOND).then(noteTime);
    const { code, errors } = await failOver(fixture, makeRecordPath());
    expect(code).toBe(5);
    expect(errors).toContain('S3 accepted the change, and no control Region has returned the routes since');
    expect(errors).not.toContain('MRAP954');
    expect(notedAfter).toBeGreaterThan(0);
    expect(notedAfter).toBeLessThanOrEqual(15 * SECOND);
  });

  test.each([
    ['another change is in progress', serviceFault('OperationAborted', 409), 4],
    ['S3 refuses the change', serviceFault('InvalidRequest', 400), 1],
    ['all control Regions deny access', serviceFault('AccessDenied', 403), 1],
  ])('leaves no record if %s, so that the command can be repeated', async (_, fault, expected) => {
    const fixture = await createSettledFixture();
    let isBroken = true;
    fixture.simulator.faults.add(faultAlways(fault, ({ operation }) => operation === SUBMIT && isBroken));
    const record = makeRecordPath();
    expect((await failOver(fixture, record)).code).toBe(expected);
    expect(existsSync(record)).toBe(false);
    await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--yes');
    expect(readdirSync(fixture.recordFolder)).toEqual([]);
    isBroken = false;
    expect((await failOver(fixture, record)).code).toBe(0);
  });

  test('records the time of a submit without an answer', async () => {
    const fixture = await createSettledFixture();
    fixture.simulator.faults.add(faultAlways(noAnswerFault(), ({ operation }) => operation === SUBMIT));
    fixture.duringPrompt(() => fixture.clock.sleep(10 * MINUTE));
    void fixture.clock.sleep(10 * MINUTE + 3 * SECOND).then(fixture.interrupt);
    const startedAt = fixture.clock.now();
    const record = makeRecordPath();
    const { code, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--record', record);
    expect(code).toBe(1);
    expect(errors).toContain('the change is submitted but not confirmed');
    const { submittedAt, submittedThrough } = readRecord(record);
    expect(Date.parse(String(submittedAt)) - startedAt).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(submittedThrough).toBeUndefined();
  });

  test('measures the backlog again after a prompt of more than a minute', async () => {
    const fixture = await createSettledFixture();
    fixture.duringPrompt(async () => {
      await fixture.clock.sleep(2 * MINUTE);
      fixture.simulated.figures.edges.set('media-eu -> media-us', { operations: 9, bytes: 9, latency: 9 });
    });
    const { code, errors } = await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND);
    expect(code).toBe(4);
    expect(errors).toContain('eu-west-1 -> us-east-1: 9 operations');
    expect(findSubmits(fixture)).toEqual([]);
  });
});

describe('cdk-s3-mrap failback', () => {
  test('reverts a submit without an answer that no control Region shows yet, even after a long prompt', async () => {
    const fixture = await createSettledFixture();
    let isLost = true;
    fixture.simulator.configure({ routesLagMs: () => 60 * SECOND });
    fixture.simulator.faults.add(faultAlways(
      faultAfterApplying(noAnswerFault()), ({ operation }) => operation === SUBMIT && isLost,
    ));
    fixture.duringPrompt(() => fixture.clock.sleep(10 * MINUTE));
    void fixture.clock.sleep(10 * MINUTE + 3 * SECOND).then(fixture.interrupt);
    const record = makeRecordPath();
    await fixture.run('failover', fixture.arn, ...DRAIN_IRELAND, '--record', record);
    isLost = false;
    const { text } = await fixture.run('failback', '--record', record, '--yes');
    expect(text).not.toContain('Already in effect');
    fixture.clock.advance(5 * MINUTE);
    expect(fixture.active()).toContain('eu-west-1');
  });
});
