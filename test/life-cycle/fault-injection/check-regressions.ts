import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import { MODULES, withPatched } from './build-patched';
import { type Patch } from './injected-bugs';
import { REVERTED_FIXES } from './reverted-fixes';

const JEST = path.join(MODULES, 'jest', 'bin', 'jest.js');

/** Verifies that every regression test passes, and fails without its fix. An argument selects the tests by a part. */
async function main(part = ''): Promise<void> {
  const fixes = REVERTED_FIXES.filter(({ file, test }) => `${file} ${test}`.includes(part));
  for (const file of new Set(fixes.map((fix) => fix.file))) report(file, await run(file, '', []), 'passes');
  for (const { file, test, patches } of fixes) {
    report(`${test}, without its fix`, await run(file, test, patches), 'fails');
  }
}

type Result = 'passes' | 'fails' | 'is not found';

function report(subject: string, result: Result, expected: Result): void {
  console.log(`${result === expected ? 'as expected' : 'WRONG'}: ${subject}: ${result}`);
  if (result !== expected) process.exitCode = 1;
}

function run(file: string, test: string, patches: readonly Patch[]): Promise<Result> {
  const source = file.includes('/') ? `test/${file}.test.ts` : `test/life-cycle/regressions/${file}.test.ts`;
  return withPatched(source, patches, `${path.basename(file)}.test.js`, (_program, folder) => {
    const config = JSON.stringify({ rootDir: folder, testEnvironment: 'node', modulePaths: [MODULES], transform: {} });
    const pattern = `^\\S+ ${test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`;
    const { status, stderr } = spawnSync(process.execPath, [JEST, '--config', config, '--testNamePattern', pattern], {
      encoding: 'utf8',
    });
    if (!/^Tests: .*\b(passed|failed)/m.test(stderr)) return 'is not found';
    return status === 0 ? 'passes' : 'fails';
  });
}

void main(process.argv[2]);
