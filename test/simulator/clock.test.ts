import { systemClock } from '../../simulator';
import { sleepOn } from '../../simulator/clock';

test('the system clock shows real time', () => {
  const before = Date.now();
  expect(systemClock().now()).toBeGreaterThanOrEqual(before);
  expect(systemClock().now()).toBeLessThanOrEqual(Date.now());
});

test('the system clock may run faster, and sleeping is as much shorter', async () => {
  const clock = systemClock(1_000);
  const [start, began] = [clock.now(), Date.now()];
  await sleepOn(clock, 10_000);
  expect(clock.now() - start).toBeGreaterThanOrEqual(5_000);
  expect(Date.now() - began).toBeLessThan(5_000);
});

test('a clock that cannot wait is waited for in real time', async () => {
  const began = process.hrtime.bigint();
  await sleepOn({ now: () => 0 }, 20);
  expect(Number(process.hrtime.bigint() - began) / 1e6).toBeGreaterThan(15);
});
