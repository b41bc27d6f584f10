import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { WORK_FOLDER } from '../deploy/emulator/python';
import { EXCLUDED_MARKERS } from './failure-groups';
import { runSuite } from './run-suite';
import { startSuiteServer } from './start-server';
import { compareResults, readResults, type SuiteResults } from './suite-results';

const RESULTS = path.join(__dirname, 'results.json');
const USAGE = 'usage: npm run test:s3-tests -- <folder of a checkout of ceph/s3-tests> [--record]';

/** Installs the requirements of the suite below the checkout, and returns the path of Python. */
function prepareRequirements(suite: string): string {
  const environment = path.join(WORK_FOLDER, 's3-tests');
  const python = path.join(environment, 'bin', 'python');
  mkdirSync(WORK_FOLDER, { recursive: true });
  execFileSync('python3', ['-m', 'venv', environment]);
  execFileSync(python, [
    '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', path.join(suite, 'requirements.txt'),
    'pytest-timeout',
  ], { stdio: ['ignore', 'ignore', 'inherit'] });
  return python;
}

/** Runs the public test suite of S3 against the simulator, and compares the results with the recorded results. */
async function main([suite, option]: readonly string[]): Promise<number> {
  if (suite === undefined || !existsSync(path.join(suite, 's3tests', 'functional', 'test_s3.py'))) {
    process.stderr.write(`${suite ?? 'no folder'} is no checkout of the suite\n${USAGE}\n`);
    return 2;
  }
  const commit = spawnSync('git', ['-C', suite, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).stdout.trim();
  const python = prepareRequirements(suite);
  const { server, configuration } = await startSuiteServer();
  const folder = mkdtempSync(path.join(tmpdir(), 's3-tests-'));
  try {
    const [configurationFile, report] = [path.join(folder, 's3tests.conf'), path.join(folder, 'report.xml')];
    writeFileSync(configurationFile, configuration);
    const markers = `not (${Object.values(EXCLUDED_MARKERS).flat().join(' or ')})`;
    const output = await runSuite({ python, suite, configurationFile, report, markers });
    const results = readResults(report, output, commit, new Date());
    const recorded = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) as SuiteResults : undefined;
    const differences = recorded === undefined ? [] : compareResults(recorded, results);
    process.stdout.write(differences.map((difference) => `${difference}\n`).join(''));
    if (option !== '--record') return differences.length === 0 ? 0 : 1;
    writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
    return 0;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
