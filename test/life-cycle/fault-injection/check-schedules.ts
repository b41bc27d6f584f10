import { spawnSync } from 'node:child_process';
import { MODULES, withPatched } from './build-patched';
import { INJECTED_BUGS, type Patch } from './injected-bugs';

const RUNS = 2000;
const SEED = 1;
const SEARCHES = {
  schedules: 'test/life-cycle/schedules/search.ts', exploration: 'test/life-cycle/exploration/search.ts',
};

/**
 * Verifies that the random schedules, or the exploration, find each injected bug, and no violation without a bug. The
 * exploration contains no replication. The second argument selects the bugs by a part of their names.
 */
async function main(kind = 'schedules', part = ''): Promise<void> {
  const program = kind === 'exploration' ? SEARCHES.exploration : SEARCHES.schedules;
  const cases = [
    { name: 'no bug', patches: [], isBug: false },
    ...INJECTED_BUGS.filter(({ outsideExploration, patches }) => kind !== 'exploration'
      || (outsideExploration === undefined && !patches.some(isInReplication))).map((bug) => ({ ...bug, isBug: true })),
  ];
  for (const { name, patches, isBug } of cases.filter((entry) => entry.name.includes(part))) {
    const { status, stdout, stderr } = await search(program, patches);
    console.log(`${name}: ${(stdout || stderr).trim().split('\n', 1)[0]}`);
    const isExpected = isBug ? status === 1 && stdout.startsWith('schedule ') : status === 0;
    if (!isExpected) process.exitCode = 1;
  }
}

function isInReplication({ file }: Patch): boolean {
  return file.startsWith('lambda/replication/');
}

function search(program: string, patches: readonly Patch[]) {
  const env = { ...process.env, NODE_PATH: MODULES };
  return withPatched(program, patches, 'search.js', (bundle) =>
    spawnSync(process.execPath, [bundle, String(RUNS), String(SEED)], { env, encoding: 'utf8' }));
}

void main(...process.argv.slice(2));
