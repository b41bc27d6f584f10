import { createSteadyClock } from '../../cli/steady-clock';

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

describe('createSteadyClock', () => {
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  test('returns the time of the computer', () => {
    expect(Math.abs(createSteadyClock().now() - Date.now())).toBeLessThan(SECOND);
  });

  test('goes on if the clock of the computer is set back', () => {
    const clock = createSteadyClock();
    const before = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(before - DAY);
    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(clock.now()).toBeLessThan(before + 10 * SECOND);
  });

  test('follows the clock of the computer if it is set forward', () => {
    const clock = createSteadyClock();
    const later = Date.now() + DAY;
    jest.spyOn(Date, 'now').mockReturnValue(later);
    expect(clock.now()).toBe(later);
  });

  test.each([0, SECOND, 30 * DAY])('sleeps for %d ms', async (ms) => {
    jest.useFakeTimers();
    let isAwake = false;
    const sleeping = createSteadyClock().sleep(ms).then(() => { isAwake = true; });
    await jest.advanceTimersByTimeAsync(Math.max(0, ms - 1));
    expect(isAwake).toBe(ms === 0);
    await jest.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(isAwake).toBe(true);
  });
});
