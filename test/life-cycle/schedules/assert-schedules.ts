import fc from 'fast-check';
import { CoverageCounter } from './coverage';
import { type ScheduleKind } from './kinds';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The number of schedules of all kinds. `.ci/run` uses a larger one, and `npm run test:soak` a much larger one. */
const DEFAULT_RUNS = 300;
const SOAK_RUNS = 50_000;
const RUNS = readInteger('SCHEDULES', DEFAULT_RUNS);
/**
 * The suite runs the same schedules every time, so that only a change of the code makes it fail. The soak test uses a
 * new seed.
 */
const SEED = readInteger('SCHEDULES_SEED', RUNS < SOAK_RUNS ? 1 : Math.floor(Date.now() / SECOND));
/** The path of one schedule, which a failure prints. */
const PATH = process.env.SCHEDULES_PATH;
/**
 * The rarest kinds of events occur in one of a hundred schedules of replication. With the fixed seed and the number of
 * `.ci/run` they all occur. With another seed, so many schedules are necessary that none is missing by chance.
 */
const IS_COVERAGE_CHECKED = PATH === undefined && (RUNS >= SOAK_RUNS || (RUNS === 3000 && SEED === 2));

function readInteger(variable: string, ifAbsent: number): number {
  const value = Number(process.env[variable] ?? ifAbsent);
  if (!Number.isSafeInteger(value)) {
    throw new Error(`got ${process.env[variable]}, expected ${variable} to be a number`);
  }
  return value;
}

/** Declares the test that no schedule of a kind violates a safety guarantee. */
export function testSchedules<Schedule>(kind: string, { schedules, run, share, covers }: ScheduleKind<Schedule>): void {
  const numRuns = Math.ceil(RUNS * share);
  describe('createHandlers', () => {
    test(`keeps all safety guarantees in ${numRuns} random schedules ${kind} with seed ${SEED}`, async () => {
      const coverage = new CoverageCounter();
      await fc.assert(fc.asyncProperty(schedules, async (schedule) => {
        const { violations, transcript, context } = await run(schedule);
        coverage.add(context);
        expect(violations.length === 0 ? [] : [...violations, ...transcript()]).toEqual([]);
      }), { numRuns, seed: SEED, ...(PATH !== undefined && { path: PATH, endOnFailure: true }) });
      if (RUNS > DEFAULT_RUNS) process.stdout.write(`${numRuns} schedules ${kind}, of which\n${coverage.render()}`);
      if (IS_COVERAGE_CHECKED) expect(covers.filter((event) => coverage.count(event) === 0)).toEqual([]);
    }, 60 * MINUTE);
  });
}
