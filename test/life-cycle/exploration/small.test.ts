import { SMALL } from './edges';
import { explore } from './explore';

const MINUTE = 60_000;

describe('createHandlers', () => {
  test('keeps all safety guarantees in every schedule of two deployments without faults', async () => {
    const { schedules, merged, states, violations } = await explore(SMALL);
    expect(violations).toEqual([]);
    expect(merged).toBe(schedules - states);
    expect(states).toBeGreaterThan(50);
  }, 10 * MINUTE);
});
