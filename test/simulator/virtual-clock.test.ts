import { VirtualClock } from '../../simulator';

describe('VirtualClock', () => {
  test('moves only when it is advanced, and never backwards', () => {
    const clock = new VirtualClock(new Date('2026-03-01T00:00:00Z'));
    const start = clock.now();
    expect(start).toBe(Date.UTC(2026, 2, 1));
    clock.advance(5);
    clock.advanceTo(start);
    expect(clock.now()).toBe(start + 5);
    expect(new VirtualClock(7).now()).toBe(7);
  });

  test('wakes sleepers that are due, earliest first', async () => {
    const clock = new VirtualClock(0);
    const woken: number[] = [];
    const sleepers = [30, 20, 10].map(async (ms) => {
      await clock.sleep(ms);
      woken.push(ms);
    });
    clock.advance(20);
    await clock.sleep(0);
    await new Promise(setImmediate);
    expect(woken).toEqual([10, 20]);
    clock.advance(10);
    await Promise.all(sleepers);
    expect(woken).toEqual([10, 20, 30]);
  });

  test('advances while work waits', async () => {
    const clock = new VirtualClock(0);
    const work = async () => {
      await Promise.all([clock.sleep(3_600_000), clock.sleep(1_000)]);
      await new Promise(setImmediate);
      await clock.sleep(500);
      return clock.now();
    };
    await expect(clock.runUntilSettled(work())).resolves.toBe(3_600_500);
  });

  test('rejects if the work fails', async () => {
    const clock = new VirtualClock(0);
    await expect(clock.runUntilSettled(clock.sleep(5).then(() => { throw new Error('no'); }))).rejects.toThrow('no');
    expect(clock.now()).toBe(5);
  });

  test('does not move while it is held', async () => {
    const clock = new VirtualClock(0);
    clock.hold();
    const work = clock.runUntilSettled(clock.sleep(5));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now()).toBe(0);
    clock.release();
    await work;
    expect(clock.now()).toBe(5);
  });
});
