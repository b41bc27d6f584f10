import fc from 'fast-check';
import { type Simulator } from '../../../simulator';
import { type SdkClientSettings, sdkInto } from '../../support/simulated-s3';
import { FROM_DEPLOYED, OF_REPLICATION, OF_TWO_STACKS, type ScheduleKind } from './kinds';
import { PLANTED_CREDENTIALS } from './secrets';

const SEED = 1;
const RUNS = 6;
const MINUTE = 60_000;

/** Runs schedules whose handlers call S3 through clients of the SDK. Returns the violations and the kinds of events. */
async function runThroughSdk<Schedule>(
  { schedules, run }: ScheduleKind<Schedule>, runs: number, logger: SdkClientSettings['logger'],
) {
  const connect = (simulator: Simulator) => sdkInto(simulator, { logger, secrets: PLANTED_CREDENTIALS });
  const violations: string[] = [];
  const covered = new Set<string>();
  for (const schedule of fc.sample(schedules, { numRuns: runs, seed: SEED })) {
    const result = await run(schedule, connect);
    violations.push(...result.violations);
    result.context.covered.forEach((kind) => covered.add(kind));
  }
  return { violations, covered };
}

/** Writes all parts of the credentials and of the environment, as debug output of a library could. */
const revealSecrets = (write: (text: string) => void) => () => write(JSON.stringify(PLANTED_CREDENTIALS));

describe('createHandlers', () => {
  test.each([
    ['start with a deployed stack', FROM_DEPLOYED],
    ['change replication', OF_REPLICATION],
    ['have two stacks', OF_TWO_STACKS],
  ] as [string, ScheduleKind<unknown>][])(
    'writes no secret through a logger of the SDK in schedules that %s', async (_name, kind) => {
      const { violations, covered } = await runThroughSdk(kind, RUNS, console);
      expect(violations).toEqual([]);
      expect(covered).toContain('logger of the SDK');
    }, 10 * MINUTE);

  test.each([
    ['a logger', (text: string) => console.debug(text)],
    ['the error stream', (text: string) => process.stderr.write(text)],
    ['the output stream', (text: string) => process.stdout.write(text)],
  ])('does not pass the check if %s receives credentials', async (_name, write) => {
    const reveal = revealSecrets(write);
    const { violations } = await runThroughSdk(FROM_DEPLOYED, 1, {
      debug: reveal, info: reveal, warn: reveal, error: reveal,
    });
    expect(violations).toContainEqual(expect.stringContaining('a log contains a secret'));
  }, MINUTE);
});
