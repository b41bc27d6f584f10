import fc from 'fast-check';
import { play } from './play';
import { fromDeployed, fromNothing } from './schedule';

/** Plays schedules of both kinds in turn until one does what must never happen, and says what that was; exit code 1 then. */
async function search(runs: number, seed: number): Promise<void> {
  const numRuns = Math.ceil(runs / 2);
  const [nothing, deployed] = [fromNothing, fromDeployed].map((kind) => fc.sample(kind, { numRuns, seed }));
  for (let index = 0; index < numRuns; index += 1) {
    for (const [kind, schedule] of [nothing[index], deployed[index]].entries()) {
      const { violations } = await play(schedule);
      if (violations.length === 0) continue;
      console.log(`schedule ${2 * index + kind + 1}: ${violations[0]}`);
      process.exit(1);
    }
  }
  console.log(`${runs} schedules, no violation`);
}

void search(Number(process.argv[2]), Number(process.argv[3]));
