import { parseArgs } from 'node:util';
import { createEndpointBucketDirectory, listenOnLoopback, Simulator } from '../../simulator';
import { REGIONS } from './applications/declaration';
import { checkOwnHome, install, Ministack, useOwnHome } from './emulator/ministack';
import { findChanges, probe, type ProbeTable, readTable, writeTable } from './probe/probe';
import { DriverBackend } from './scenario/driver-backend';
import { MinistackBackend } from './scenario/ministack-backend';
import { ScenarioRun, selectBackend } from './scenario/scenario-run';
import { SCENARIOS } from './scenario/scenarios';

/** Shortens S3's operations from minutes. The clock stays real, because the handlers compare times. */
const FAST_TIMING = { duration: () => 300, routesLagMs: () => 100 };

const { values: { record, only } } = parseArgs({
  options: {
    // Rewrites the probe table instead of comparing the results with it.
    record: { type: 'boolean', default: false },
    // Runs only the scenarios whose title contains this text.
    only: { type: 'string', default: '' },
  },
});

function printTimed(seconds: number, text: string): void {
  process.stdout.write(`${seconds.toFixed(1).padStart(7)} s  ${text}\n`);
}

async function timed<T>(text: string, run: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const result = await run();
  printTimed((Date.now() - startedAt) / 1000, text);
  return result;
}

async function checkProbeTable(ministack: Ministack): Promise<ProbeTable> {
  const rows = await timed('probed the emulator', () => probe(ministack));
  if (record) writeTable(rows);
  const table = readTable();
  const changed = findChanges(table, rows);
  if (changed.length > 0) {
    throw new Error(
      `test/deploy/probe/table.json is out of date; run again with --record to update it\n${changed.join('\n')}`,
    );
  }
  return table;
}

/** Runs the scenarios and returns the messages of the failed ones. */
async function runScenarios(ministack: Ministack, simulator: Simulator, table: ProbeTable): Promise<string[]> {
  const ministackBackend = new MinistackBackend(ministack, simulator, table);
  const failures: string[] = [];
  try {
    await timed(`bootstrapped ${REGIONS.join(', ')}`, () => ministackBackend.bootstrap(REGIONS));
    for (const scenario of SCENARIOS.filter(({ title }) => title.includes(only))) {
      // The driver has state, so each scenario gets a new one.
      const backend = selectBackend(scenario, [ministackBackend, new DriverBackend()]);
      process.stdout.write(`\n${scenario.title} [${backend.name}]\n`);
      await new ScenarioRun(scenario, backend)
        .execute(({ step, seconds }) => printTimed(seconds, step))
        .catch((error: Error) => {
          failures.push(error.message);
          process.stdout.write('           FAILED\n');
        });
    }
  } finally {
    ministackBackend.close();
  }
  return failures;
}

async function main(): Promise<void> {
  await timed('installed the emulator', install);
  useOwnHome();
  let ministackUrl = '';
  const bucketDirectory = {
    findRegion: (bucket: string, account: string) =>
      createEndpointBucketDirectory(ministackUrl).findRegion(bucket, account),
  };
  const simulator = new Simulator({ ...FAST_TIMING, bucketDirectory });
  const listening = await listenOnLoopback(simulator);
  try {
    const ministack = await timed('started the emulator', () => Ministack.start(listening.port));
    ministackUrl = ministack.url;
    try {
      const failures = await runScenarios(ministack, simulator, await checkProbeTable(ministack));
      if (failures.length > 0) throw new Error(failures.join('\n\n'));
      checkOwnHome();
    } finally {
      await ministack.stop();
    }
  } finally {
    await listening.close();
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
void timed('total', main).catch((error: Error) => {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
});
