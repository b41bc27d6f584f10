import { parseArgs } from 'node:util';
import { endpointBuckets, listen, Simulator } from '../../simulator';
import { REGIONS } from './applications/declaration';
import { install, Ministack } from './emulator/ministack';
import { changes, probe, type ProbeTable, recordedTable, recordTable } from './probe/probe';
import { DriverPlayer } from './scenario/driver-player';
import { MinistackPlayer } from './scenario/ministack-player';
import { Play, playerOf } from './scenario/play';
import { SCENARIOS } from './scenario/scenarios';

/** S3 takes minutes; nobody wants to wait for that. Its clock is that of the handlers all the same: they compare times. */
const HURRIED = { duration: () => 300, routesLagMs: () => 100 };

const { values: { record, only } } = parseArgs({
  options: {
    // Writes the table of the probe anew instead of comparing with it.
    record: { type: 'boolean', default: false },
    // Plays only what has this in its title, while working on it.
    only: { type: 'string', default: '' },
  },
});

function say(seconds: number, text: string): void {
  process.stdout.write(`${seconds.toFixed(1).padStart(7)} s  ${text}\n`);
}

async function timed<T>(text: string, run: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const result = await run();
  say((Date.now() - began) / 1000, text);
  return result;
}

async function probed(ministack: Ministack): Promise<ProbeTable> {
  const rows = await timed('probed what the emulator can', () => probe(ministack));
  if (record) recordTable(rows);
  const table = recordedTable();
  const changed = changes(table, rows);
  if (changed.length > 0) throw new Error(`test/deploy/probe/table.json is out of date; --record writes it anew\n${changed.join('\n')}`);
  return table;
}

/** What failed. */
async function playAll(ministack: Ministack, simulator: Simulator, table: ProbeTable): Promise<string[]> {
  const player = new MinistackPlayer(ministack, simulator, table);
  const failures: string[] = [];
  try {
    await timed(`bootstrapped ${REGIONS.join(', ')}`, () => player.bootstrap(REGIONS));
    for (const scenario of SCENARIOS.filter(({ title }) => title.includes(only))) {
      // The driver begins anew with each.
      const chosen = playerOf(scenario, [player, new DriverPlayer()]);
      process.stdout.write(`\n${scenario.title} [${chosen.name}]\n`);
      await new Play(scenario, chosen).perform(({ step, seconds }) => say(seconds, step)).catch((error: Error) => {
        failures.push(error.message);
        process.stdout.write('           FAILED\n');
      });
    }
  } finally {
    player.close();
  }
  return failures;
}

async function main(): Promise<void> {
  await timed('installed the emulator', install);
  let ministackUrl = '';
  const bucketDirectory = { findRegion: (bucket: string, account: string) => endpointBuckets(ministackUrl).findRegion(bucket, account) };
  const simulator = new Simulator({ ...HURRIED, bucketDirectory });
  const listening = await listen(simulator);
  try {
    const ministack = await timed('started the emulator', () => Ministack.start(listening.port));
    ministackUrl = ministack.url;
    try {
      const failures = await playAll(ministack, simulator, await probed(ministack));
      if (failures.length > 0) throw new Error(failures.join('\n\n'));
    } finally {
      await ministack.stop();
    }
  } finally {
    await listening.close();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
void timed('in all', main).catch((error: Error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
});
