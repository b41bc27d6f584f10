import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import * as path from 'node:path';
import { makeBuildPath } from '../cold-process';
import { type Result, type Row } from '../row';
import { formatSeconds } from '../statistics';

const ROOT = path.join(__dirname, '..', '..');
const CORES = 2;
const BUDGET_MS = 60_000;
const PROPERTIES_MS = 15_000;
/** If other processes use more than this share of the cores, they disturb the measurement. */
const NOISE_SHARE = 0.1;
/** On shared machines, cores are sometimes slower but never faster. The best of several runs is the most exact. */
const RUNS = 3;

interface JestReport {
  readonly success: boolean;
  readonly testResults: readonly TestFileResult[];
}

interface TestFileResult {
  readonly name: string;
  readonly assertionResults: readonly { readonly duration?: number | null }[];
}

/** Reads the processor time of all processes, in milliseconds. */
function readProcessorTime(): number {
  return cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0);
}

interface JestTimes {
  readonly wallMs: number;
  /** The processor time of jest and its workers. */
  readonly cpuMs: number;
  /** The processor time of all other processes. */
  readonly othersMs: number;
}

/** Runs jest with one worker per core of the budget. */
function runJest(report: string): JestTimes {
  const before = readProcessorTime();
  const began = Date.now();
  const command = `time npx jest --coverage=false --silent --maxWorkers=${CORES} --json --outputFile='${report}'`;
  const { status, stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='cpu %U %S'; ${command} >/dev/null`], {
    cwd: ROOT, encoding: 'utf8', maxBuffer: 256_000_000, env: { ...process.env, CI: 'true' },
  });
  const wallMs = Date.now() - began;
  const [, user, system] = /^cpu ([\d.]+) ([\d.]+)$/m.exec(stderr) ?? [];
  if (status !== 0 || user === undefined) throw new Error(`jest failed:\n${stderr.slice(-2000)}`);
  const cpuMs = (Number(user) + Number(system)) * 1000;
  return { wallMs, cpuMs, othersMs: readProcessorTime() - before - cpuMs };
}

function isPropertyTest(file: string): boolean {
  return /from '(fast-check|\.\/assert-schedules)'/.test(readFileSync(file, 'utf8'));
}

interface Run {
  /** The time that is compared with the budget. */
  readonly tookMs: number;
  /** The share of property tests. */
  readonly share: number;
  readonly figures: Result['figures'];
}

function run(): Run {
  const report = makeBuildPath('jest.json');
  const { wallMs, cpuMs, othersMs } = runJest(report);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
  const sumDurations = (results: JestReport['testResults']) => results
    .flatMap(({ assertionResults }) => assertionResults).reduce((sum, { duration }) => sum + (duration ?? 0), 0);
  // If other processes disturb the measurement, use the processor time of jest instead of the elapsed time.
  const isDisturbed = othersMs > NOISE_SHARE * wallMs * cpus().length;
  return {
    tookMs: isDisturbed ? cpuMs / CORES : wallMs,
    share: sumDurations(testResults.filter(({ name }) => isPropertyTest(name))) / sumDurations(testResults),
    figures: { wallMs, cpuMs, othersMs, source: isDisturbed ? 'processor time' : 'elapsed time' },
  };
}

/** Runs the suite until a run is within the budget, and returns all runs and the fastest. */
function runUntilWithinBudget(): { readonly runs: Run[]; readonly fastest: Run } {
  const runs: Run[] = [];
  do runs.push(run()); while (runs.at(-1)!.tookMs > BUDGET_MS && runs.length < RUNS);
  return { runs, fastest: runs.reduce((one, other) => (other.tookMs < one.tookMs ? other : one)) };
}

export const testSuite: Row = {
  name: 'test-suite',
  measure: (): Result[] => {
    const { runs, fastest: { tookMs, share, figures } } = runUntilWithinBudget();
    return [{
      subject: 'test suite, without coverage, on two cores',
      measured: runs.map((one) => formatSeconds(one.tookMs)).join(', then '),
      comparison: '',
      budget: formatSeconds(BUDGET_MS),
      met: tookMs <= BUDGET_MS,
      figures,
    }, {
      subject: 'property tests in the suite',
      measured: formatSeconds(tookMs * share),
      comparison: '',
      budget: formatSeconds(PROPERTIES_MS),
      met: tookMs * share <= PROPERTIES_MS,
      figures: { ms: tookMs * share, share },
    }];
  },
};
