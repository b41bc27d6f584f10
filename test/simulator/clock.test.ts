import { sleepOnClock, systemClock } from '../../simulator/clock';

describe('systemClock', () => {
  test('returns real time', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
  });
});

describe('sleepOnClock', () => {
  test('waits in real time for a clock without sleep', async () => {
    const began = process.hrtime.bigint();
    await sleepOnClock({ now: () => 0 }, 20);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeGreaterThan(15);
  });
});
