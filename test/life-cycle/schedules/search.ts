import fc from 'fast-check';
import { FROM_DEPLOYED, FROM_NOTHING, OF_REPLICATION, OF_TWO_STACKS, type ScheduleKind } from './kinds';
import { type ScheduleResult } from './run-schedule';

interface PlannedRun {
  /** The position among the schedules of all kinds. */
  readonly position: number;
  readonly run: () => Promise<ScheduleResult>;
}

function planRuns<Schedule>(
  { schedules, run, share }: ScheduleKind<Schedule>,
  runs: number,
  seed: number,
): PlannedRun[] {
  return fc
    .sample(schedules, { numRuns: Math.ceil(runs * share), seed })
    .map((schedule, index) => ({ position: index / share, run: () => run(schedule) }));
}

/**
 * Runs schedules of all kinds alternately until one violates a safety guarantee. Then prints the violation and exits
 * with code 1.
 */
async function search(runs: number, seed: number): Promise<void> {
  const planned = [
    ...planRuns(FROM_NOTHING, runs, seed),
    ...planRuns(FROM_DEPLOYED, runs, seed),
    ...planRuns(OF_REPLICATION, runs, seed),
    ...planRuns(OF_TWO_STACKS, runs, seed),
  ];
  for (const [index, { run }] of planned.sort((a, b) => a.position - b.position).entries()) {
    const { violations } = await run();
    if (violations.length === 0) continue;
    console.log(`schedule ${index + 1}: ${violations[0]}`);
    process.exit(1);
  }
  console.log(`${runs} schedules, no violation`);
}

void search(Number(process.argv[2]), Number(process.argv[3]));
