import fc from 'fast-check';
import { type ScheduleKind } from './kinds';

/** The number of schedules of all kinds. `.ci/run` uses a larger one, and `npm run test:soak` a much larger one. */
const RUNS = Number(process.env.SCHEDULES ?? 300);
/**
 * The suite runs the same schedules every time, so that only a change of the code makes it fail. The soak test uses a
 * new seed.
 */
const SEED = Number(process.env.SCHEDULES_SEED ?? 1);
/** The path of one schedule, which a failure prints. */
const PATH = process.env.SCHEDULES_PATH;

const MINUTE = 60_000;

/** Declares the test that no schedule of a kind violates a safety guarantee. */
export function testSchedules<Schedule>(kind: string, { schedules, run, share }: ScheduleKind<Schedule>): void {
  const numRuns = Math.ceil(RUNS * share);
  describe('createHandlers', () => {
    test(`keeps all safety guarantees in ${numRuns} random schedules ${kind} with seed ${SEED}`, async () => {
      await fc.assert(fc.asyncProperty(schedules, async (schedule) => {
        const { violations, transcript } = await run(schedule);
        expect(violations.length === 0 ? [] : [...violations, ...transcript()]).toEqual([]);
      }), { numRuns, seed: SEED, ...(PATH !== undefined && { path: PATH, endOnFailure: true }) });
    }, 60 * MINUTE);
  });
}
