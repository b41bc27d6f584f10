import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import * as path from 'node:path';
import { build } from 'esbuild';
import { FULL } from './edges';
import { explore, type ExplorationResult } from './explore';
import { WorkerPool } from './pool';

const SECOND = 1000;
/** The number of schedules after which the counts are printed. */
const PROGRESS_INTERVAL = 10_000;
const NODE_MODULES = path.join(__dirname, '..', '..', '..', 'node_modules');

function print(
  label: string, { schedules, merged, states, playedOn, violations }: ExplorationResult, startedAt: number,
  processorTime: number,
) {
  const seconds = Math.round((Date.now() - startedAt) / SECOND);
  console.log(
    `${label}: ${schedules} schedules, of which ${merged} merged, ${states} states, ${playedOn} played on, `
    + `${violations.length} violations, ${seconds} s, ${Math.round(processorTime)} s of processor time`,
  );
}

/** Explores the full bound with one process for each core by default, and prints the counts of each level. */
async function main(maxSchedules: number, processes: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'exploration-'));
  const outfile = path.join(folder, 'worker.js');
  const startedAt = Date.now();
  // A process with many schedules runs a bundle faster than sources.
  await build({
    entryPoints: [path.join(__dirname, 'worker.ts')],
    bundle: true,
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'error',
  });
  process.env.NODE_PATH = NODE_MODULES;
  let printed = 0;
  const printNew = ({ violations }: ExplorationResult) => {
    for (const violation of violations.slice(printed)) console.log(violation);
    printed = violations.length;
  };
  const pool = new WorkerPool(outfile, processes);
  try {
    const result = await explore(FULL, {
      visitAll: (paths) => pool.visitAll(paths),
      playOnAll: (paths) => pool.playOnAll(paths),
      onLevel: (level, current) => {
        print(`${level} deployments`, current, startedAt, pool.processorTime);
        printNew(current);
      },
      isStopped: (current) => {
        printNew(current);
        if (current.schedules % PROGRESS_INTERVAL === 0) print('so far', current, startedAt, pool.processorTime);
        return current.schedules >= maxSchedules;
      },
    });
    if (result.violations.length > 0) process.exitCode = 1;
  } finally {
    pool.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const [maxSchedules = Infinity, processes = availableParallelism()] = process.argv.slice(2).map(Number);
void main(maxSchedules, processes);
