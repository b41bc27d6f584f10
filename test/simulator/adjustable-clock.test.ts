import fc from 'fast-check';
import { AdjustableClock } from '../../simulator';

const HOUR = 3_600_000;

/** Timers that fire exactly, beside a clock of the computer that is set and runs by its own. */
class Computer {
  private drift = 0;

  public now(): number {
    return Date.now() + this.drift;
  }

  public set(ms: number): void {
    this.drift += ms;
  }
}

describe('AdjustableClock', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  test('passes in real time, and wakes sleepers when it is advanced', async () => {
    let real = 100;
    const clock = new AdjustableClock(() => real);
    real = 150;
    expect(clock.now()).toBe(150);
    const sleeping = clock.sleep(60_000);
    clock.advance(60_000);
    await sleeping;
    expect(clock.now()).toBe(60_150);
  });

  test('wakes sleepers after real time', async () => {
    jest.useRealTimers();
    const clock = new AdjustableClock();
    const before = clock.now();
    const waiting = setInterval(() => undefined, 5);
    await clock.sleep(20);
    clearInterval(waiting);
    expect(clock.now() - before).toBeGreaterThanOrEqual(20);
  });

  test.each([
    ['is a millisecond behind its timers', -1],
    ['is set back an hour', -HOUR],
    ['is set forward an hour', HOUR],
  ])('wakes a sleeper although the clock of the computer %s', async (_name, step) => {
    const computer = new Computer();
    const clock = new AdjustableClock(() => computer.now());
    const wakes = jest.fn();
    void clock.sleep(20).then(() => wakes(clock.now()));
    const until = clock.now() + 20;
    computer.set(step);
    await jest.advanceTimersByTimeAsync(2 * 20);
    expect(wakes.mock.calls).toEqual([[expect.any(Number)]]);
    expect(wakes.mock.calls[0][0]).toBeGreaterThanOrEqual(until);
  });

  test('sleeps longer than a timer can', async () => {
    const clock = new AdjustableClock();
    const wakes = jest.fn();
    void clock.sleep(30 * 24 * HOUR).then(wakes);
    await jest.advanceTimersByTimeAsync(30 * 24 * HOUR - 1);
    expect(wakes).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(wakes).toHaveBeenCalledTimes(1);
  });

  test('never runs backwards, and wakes each sleeper once, however the computer sets its clock', async () => {
    const ms = fc.integer({ min: 0, max: 50 });
    const event = fc.record({
      sleepMs: ms, passMs: ms, setMs: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(-HOUR, 0, HOUR)),
    });
    await fc.assert(fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (events) => {
      const computer = new Computer();
      const clock = new AdjustableClock(() => computer.now());
      const wakes: { readonly until: number; readonly at: number }[] = [];
      for (const { sleepMs, passMs, setMs } of events) {
        const until = clock.now() + sleepMs;
        void clock.sleep(sleepMs).then(() => wakes.push({ until, at: clock.now() }));
        const before = clock.now();
        computer.set(setMs);
        expect(clock.now()).toBeGreaterThanOrEqual(before);
        await jest.advanceTimersByTimeAsync(passMs);
      }
      // No step changes the clock any more, so that each remaining sleeper wakes within its own time.
      await jest.advanceTimersByTimeAsync(60);
      expect(wakes).toHaveLength(events.length);
      wakes.forEach(({ until, at }) => expect(at).toBeGreaterThanOrEqual(until));
    }));
  });
});
