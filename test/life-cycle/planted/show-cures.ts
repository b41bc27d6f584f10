import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { type Patch } from './bugs';
import { CURES } from './cures';
import { MODULES, withPatched } from './patched';

const JEST = path.join(MODULES, 'jest', 'bin', 'jest.js');

/** Shows that the test of every trap passes, and fails without its cure. */
async function main(): Promise<void> {
  for (const file of new Set(CURES.map((cure) => cure.file))) say(file, await run(file, '', []), 'passes');
  for (const { file, trap, patches } of CURES) say(`${trap}, without its cure`, await run(file, trap, patches), 'fails');
}

type Result = 'passes' | 'fails' | 'is not found';

function say(what: string, result: Result, expected: Result): void {
  console.log(`${result === expected ? 'as it must' : 'WRONG'}: ${what}: ${result}`);
  if (result !== expected) process.exitCode = 1;
}

function run(file: string, trap: string, patches: readonly Patch[]): Promise<Result> {
  return withPatched(`test/life-cycle/traps/${file}.test.ts`, patches, `${file}.test.js`, (_program, folder) => {
    const config = JSON.stringify({ rootDir: folder, testEnvironment: 'node', modulePaths: [MODULES], transform: {} });
    const pattern = `^${trap.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
    const { status, stderr } = spawnSync(process.execPath, [JEST, '--config', config, '--testNamePattern', pattern], { encoding: 'utf8' });
    if (!/^Tests: .*\b(passed|failed)/m.test(stderr)) return 'is not found';
    return status === 0 ? 'passes' : 'fails';
  });
}

void main();
