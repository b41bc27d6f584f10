import fc from 'fast-check';
import { play } from './play';
import { schedules } from './schedule';

test('no schedule does what must never happen', async () => {
  await fc.assert(fc.asyncProperty(schedules, async (schedule) => {
    expect(await play(schedule)).toEqual([]);
  }), { numRuns: Number(process.env.RUNS ?? 200), ...(process.env.SEED && { seed: Number(process.env.SEED) }), ...(process.env.PATH_ && { path: process.env.PATH_ }) });
}, 600_000);
