import { spawnSync } from 'node:child_process';
import { MODULES, withPatched } from './build-patched';
import { INJECTED_BUGS, type Patch } from './injected-bugs';

const RUNS = 2000;
const SEED = 1;
const SEARCH = 'test/life-cycle/schedules/search.ts';

/**
 * Verifies that the schedules find each injected bug, and no violation without a bug. An argument selects the bugs by a
 * part of their names.
 */
async function main(part = ''): Promise<void> {
  const cases = [
    { name: 'no bug', patches: [], isBug: false },
    ...INJECTED_BUGS.map((bug) => ({ ...bug, isBug: true })),
  ];
  for (const { name, patches, isBug } of cases.filter((entry) => entry.name.includes(part))) {
    const { status, stdout, stderr } = await search(patches);
    console.log(`${name}: ${(stdout || stderr).trim().split('\n', 1)[0]}`);
    const isExpected = isBug ? status === 1 && stdout.startsWith('schedule ') : status === 0;
    if (!isExpected) process.exitCode = 1;
  }
}

function search(patches: readonly Patch[]) {
  const env = { ...process.env, NODE_PATH: MODULES };
  return withPatched(SEARCH, patches, 'search.js', (program) =>
    spawnSync(process.execPath, [program, String(RUNS), String(SEED)], { env, encoding: 'utf8' }));
}

void main(process.argv[2]);
