import fc from 'fast-check';
import { type Kind } from './kinds';

/** Of all kinds of schedules together; `.ci/run` asks for more, and `npm run test:soak` for many more. */
const RUNS = Number(process.env.SCHEDULES ?? 300);
/** The suite plays the same ones every time, so that it fails for what was changed; the soak draws. */
const SEED = Number(process.env.SCHEDULES_SEED ?? 1);
/** Of one schedule among them, as a failure names it. */
const PATH = process.env.SCHEDULES_PATH;

const MINUTE = 60_000;

/** Declares the test that no schedule of a kind does what must never happen. */
export function testSchedules<Schedule>(kind: string, { schedules, play, share }: Kind<Schedule>): void {
  const numRuns = Math.ceil(RUNS * share);
  test(`${numRuns} schedules ${kind}, of seed ${SEED}`, async () => {
    await fc.assert(fc.asyncProperty(schedules, async (schedule) => {
      const { violations, transcript } = await play(schedule);
      expect(violations.length === 0 ? [] : [...violations, ...transcript()]).toEqual([]);
    }), { numRuns, seed: SEED, ...(PATH !== undefined && { path: PATH, endOnFailure: true }) });
  }, 60 * MINUTE);
}
