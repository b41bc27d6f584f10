import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { writeCommandPackage } from '../../projenrc/packages/command-package';
import { build } from '../cold-process';
import { type Result, type Row } from '../row';
import { formatMilliseconds } from '../statistics';

const RUNS = 15;
const BYTES = 3_000_000;
const START_MS = 300;

const formatMegabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(2)} MB`;

/** Installs the package of the command in an empty folder, and returns the folder of the installed package. */
function install(folder: string): string {
  const tarball = writeCommandPackage(folder);
  const options = ['install', '--offline', '--no-audit', '--no-fund', '--silent', '--prefix', folder, tarball];
  execFileSync('npm', options, { cwd: folder });
  return path.join(folder, 'node_modules', 'cdk-s3-mrap-cli');
}

function measureFiles(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
}

/** Measures the processor time from the start of the process to its end. */
function measureStart(hook: string, program: string): number {
  const { status, stderr } = spawnSync(process.execPath, ['--require', hook, program, '--version'], {
    env: { ...process.env, NODE_OPTIONS: '' }, encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the command returned the exit code ${status}: ${stderr}`);
  return Number(stderr);
}

export const cliPackage: Row = {
  name: 'cli-package',
  measure: (): Result[] => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cli-package-'));
    try {
      const installed = install(folder);
      const bytes = measureFiles(installed);
      const hook = build('report-at-exit');
      const program = path.join(installed, 'cdk-s3-mrap.js');
      // The best run counts, because other processes slow down every other run.
      const ms = Math.min(...Array.from({ length: RUNS }, () => measureStart(hook, program)));
      return [{
        subject: 'installed size of cdk-s3-mrap-cli',
        measured: formatMegabytes(bytes),
        comparison: 'no dependencies',
        budget: formatMegabytes(BYTES),
        met: bytes <= BYTES,
        figures: { bytes },
      }, {
        subject: 'start of the command line',
        measured: formatMilliseconds(ms),
        comparison: `processor time until the exit, best of ${RUNS} runs`,
        budget: formatMilliseconds(START_MS),
        met: ms <= START_MS,
        figures: { ms, runs: RUNS },
      }];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
