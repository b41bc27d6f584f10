import { systemClock } from '../../control/clock';
import { pollUntilDone } from '../../control/poll';
import { choosePollInterval } from '../../control/poll-schedule';
import { VirtualClock } from '../../simulator';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function sdkError(Code: string, httpStatusCode = 503): Error {
  return Object.assign(new Error(Code), { Code, $metadata: { httpStatusCode } });
}

/** Polls with one result per tick, and repeats the last one. An error is thrown. */
async function runPoll(results: unknown[], forMs = 10 * MINUTE, unsupportedPatience?: number) {
  const clock = new VirtualClock(0);
  const at: number[] = [];
  const passing: string[] = [];
  const outcome = await clock.runUntilSettled(pollUntilDone({
    clock,
    startedAt: 0,
    until: forMs,
    unsupportedPatience,
    tick: async () => {
      at.push(clock.now() / SECOND);
      const result = results[Math.min(at.length, results.length) - 1];
      if (result instanceof Error) throw result;
      return result;
    },
    onTransientFailure: (failure) => passing.push(failure.code),
  }).then((value) => ({ value }), (error: unknown) => ({ error })));
  return { ...outcome, at, passing, endedAt: clock.now() / SECOND };
}

describe('poll', () => {
  test('calls tick immediately, and again after an interval', async () => {
    expect(await runPoll([undefined, undefined, 'done'])).toMatchObject({ value: 'done', at: [0, 3, 6] });
  });

  test.each([
    ['is not S3', Object.assign(new Error('page'), { $metadata: { httpStatusCode: 503 }, $responseBodyText: '<p>' })],
    ['does not implement the operation', sdkError('NotImplemented', 501)],
  ])('stops repeating after its patience if the endpoint %s', async (_, error) => {
    expect(await runPoll([error], MINUTE, 5 * SECOND)).toMatchObject({ error, at: [0, 3] });
    expect((await runPoll([error], MINUTE)).at.length).toBeGreaterThan(10);
  });

  test('repeats other failures after its patience for endpoints', async () => {
    const results = [sdkError('SlowDown'), sdkError('SlowDown'), 'done'];
    expect(await runPoll(results, MINUTE, 1)).toMatchObject({ value: 'done' });
  });

  test('returns undefined at the end of its time', async () => {
    expect(await runPoll([undefined], 10 * SECOND)).toMatchObject({ value: undefined, at: [0, 3, 6, 9], endedAt: 10 });
  });

  test('calls tick once even if no time is left', async () => {
    expect(await runPoll(['done'], -1)).toMatchObject({ value: 'done', at: [0] });
    expect(await runPoll([undefined], -1)).toMatchObject({ value: undefined, at: [0] });
  });

  test.each(['SlowDown', 'OperationAborted', 'InternalError'])(
    'repeats the call after %s and reports the failure',
    async (code) => {
      expect(await runPoll([sdkError(code, code === 'OperationAborted' ? 409 : 503), 'done'])).toMatchObject({
        value: 'done',
        passing: [code],
      });
    },
  );

  test('repeats the call for two minutes after AccessDenied', async () => {
    const { at, passing, ...outcome } = await runPoll([sdkError('AccessDenied', 403)]);
    expect(outcome).toMatchObject({ error: { message: 'AccessDenied' } });
    expect(at.at(-1)).toBe(120);
    expect(passing).toHaveLength(26);
  });

  test.each([sdkError('InvalidRequest', 400), new TypeError('ours')])('throws immediately for %s', async (thrown) => {
    expect(await runPoll([thrown])).toMatchObject({ error: thrown, at: [0] });
  });
});

describe('choosePollInterval', () => {
  test('returns longer intervals for older operations', () => {
    expect(
      [0, 59 * SECOND, MINUTE, 9 * MINUTE, 10 * MINUTE, 55 * MINUTE].map((age) => choosePollInterval(age) / SECOND),
    ).toEqual([3, 3, 10, 10, 30, 30]);
  });
});

describe('systemClock', () => {
  test('sleeps in real time', async () => {
    const before = systemClock.now();
    await systemClock.sleep(5);
    expect(systemClock.now() - before).toBeGreaterThanOrEqual(4);
  });
});
