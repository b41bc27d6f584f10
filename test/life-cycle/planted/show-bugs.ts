import { spawnSync } from 'node:child_process';
import { type Patch, PLANTED_BUGS } from './bugs';
import { MODULES, withPatched } from './patched';

const RUNS = 2000;
const SEED = 1;
const SEARCH = 'test/life-cycle/schedules/search.ts';

/** Shows that the schedules find what they are there for: each planted bug, within as many as the suite plays, and nothing where there is none. */
async function main(): Promise<void> {
  for (const { name, patches, found } of [{ name: 'no bug', patches: [], found: false }, ...PLANTED_BUGS.map((bug) => ({ ...bug, found: true }))]) {
    const { status, stdout, stderr } = await search(patches);
    console.log(`${name}: ${(stdout || stderr).trim().split('\n', 1)[0]}`);
    const asExpected = found ? status === 1 && stdout.startsWith('schedule ') : status === 0;
    if (!asExpected) process.exitCode = 1;
  }
}

function search(patches: readonly Patch[]) {
  const env = { ...process.env, NODE_PATH: MODULES };
  return withPatched(SEARCH, patches, 'search.js', (program) => spawnSync(process.execPath, [program, String(RUNS), String(SEED)], { env, encoding: 'utf8' }));
}

void main();
