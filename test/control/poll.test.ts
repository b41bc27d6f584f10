import { systemClock } from '../../control/clock';
import { poll } from '../../control/poll';
import { choosePollInterval } from '../../control/poll-schedule';
import { VirtualClock } from '../../simulator';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function sdkError(Code: string, httpStatusCode = 503): Error {
  return Object.assign(new Error(Code), { Code, $metadata: { httpStatusCode } });
}

/** Polls with these answers, one a tick; the last one repeats. Thrown if an error. */
async function polled(answers: unknown[], forMs = 10 * MINUTE) {
  const clock = new VirtualClock(0);
  const at: number[] = [];
  const passing: string[] = [];
  const result = await clock.runUntilSettled(poll({
    clock,
    startedAt: 0,
    until: forMs,
    tick: async () => {
      at.push(clock.now() / SECOND);
      const answer = answers[Math.min(at.length, answers.length) - 1];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onTransientFailure: (failure) => passing.push(failure.code),
  }).then((value) => ({ value }), (error: unknown) => ({ error })));
  return { ...result, at, passing, endedAt: clock.now() / SECOND };
}

test('looks at once, and again after a pause', async () => {
  expect(await polled([undefined, undefined, 'done'])).toMatchObject({ value: 'done', at: [0, 3, 6] });
});

test('ends without a result when its time is over', async () => {
  expect(await polled([undefined], 10 * SECOND)).toMatchObject({ value: undefined, at: [0, 3, 6, 9], endedAt: 10 });
});

test('takes one look even when no time is left', async () => {
  expect(await polled(['done'], -1)).toMatchObject({ value: 'done', at: [0] });
  expect(await polled([undefined], -1)).toMatchObject({ value: undefined, at: [0] });
});

test.each(['SlowDown', 'OperationAborted', 'InternalError'])('%s is waited out and told', async (code) => {
  expect(await polled([sdkError(code, code === 'OperationAborted' ? 409 : 503), 'done'])).toMatchObject({
    value: 'done',
    passing: [code],
  });
});

test('a denial is waited out for a minute, while IAM spreads a new role', async () => {
  const { error, at, passing } = (await polled([sdkError('AccessDenied', 403)])) as never as {
    error: Error;
    at: number[];
    passing: string[];
  };
  expect(error.message).toBe('AccessDenied');
  expect(at.at(-1)).toBe(60);
  expect(passing).toHaveLength(20);
});

test.each([sdkError('InvalidRequest', 400), new TypeError('ours')])('%s ends it at once', async (thrown) => {
  expect(await polled([thrown])).toMatchObject({ error: thrown, at: [0] });
});

test('pauses grow with the age of what is waited for', () => {
  expect(
    [0, 59 * SECOND, MINUTE, 9 * MINUTE, 10 * MINUTE, 55 * MINUTE].map((age) => choosePollInterval(age) / SECOND),
  ).toEqual([3, 3, 10, 10, 30, 30]);
});

test('the clock of the machine', async () => {
  const before = systemClock.now();
  await systemClock.sleep(5);
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(4);
});
