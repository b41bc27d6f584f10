import fc from 'fast-check';
import { FROM_DEPLOYED, FROM_NOTHING, type Kind, OF_REPLICATION } from './kinds';
import { type Played } from './play';

/** A schedule, and when its turn is. */
interface Game {
  readonly turn: number;
  readonly play: () => Promise<Played>;
}

function gamesOf<Schedule>({ schedules, play, share }: Kind<Schedule>, runs: number, seed: number): Game[] {
  return fc.sample(schedules, { numRuns: Math.ceil(runs * share), seed })
    .map((schedule, index) => ({ turn: index / share, play: () => play(schedule) }));
}

/** Plays schedules of all kinds in turn until one does what must never happen, and says what that was; exit code 1 then. */
async function search(runs: number, seed: number): Promise<void> {
  const games = [...gamesOf(FROM_NOTHING, runs, seed), ...gamesOf(FROM_DEPLOYED, runs, seed), ...gamesOf(OF_REPLICATION, runs, seed)];
  for (const [index, { play }] of games.sort((a, b) => a.turn - b.turn).entries()) {
    const { violations } = await play();
    if (violations.length === 0) continue;
    console.log(`schedule ${index + 1}: ${violations[0]}`);
    process.exit(1);
  }
  console.log(`${runs} schedules, no violation`);
}

void search(Number(process.argv[2]), Number(process.argv[3]));
