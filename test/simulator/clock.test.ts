import { sleepOn, systemClock } from '../../simulator/clock';

test('the system clock shows real time', () => {
  const before = Date.now();
  expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
});

test('a clock that cannot wait is waited for in real time', async () => {
  const began = process.hrtime.bigint();
  await sleepOn({ now: () => 0 }, 20);
  expect(Number(process.hrtime.bigint() - began) / 1e6).toBeGreaterThan(15);
});
