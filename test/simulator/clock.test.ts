import { sleepOn, systemClock } from '../../simulator/clock';

describe('systemClock', () => {
  test('returns real time', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
  });
});

describe('sleepOn', () => {
  test('waits in real time for a clock without sleep', async () => {
    const began = process.hrtime.bigint();
    await sleepOn({ now: () => 0 }, 20);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeGreaterThan(15);
  });
});
