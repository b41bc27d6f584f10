import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import * as path from 'node:path';
import { Bundles } from '../../projenrc/bundles';
import { build, makeBuildPath, runCold } from '../cold-process';
import { type Result, type Row } from '../row';
import { runInTurn, median, medianRatio, formatMilliseconds, formatRatio } from '../statistics';

const ROOT = path.join(__dirname, '..', '..');
const HANDLERS = path.join(ROOT, 'assets', 'handlers', 'index.js');
const RUNS = 15;
const RATIO = 1.1;

const formatKilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;

export const handlers: Row = {
  name: 'handlers',
  measure: (): Result[] => {
    const bare = makeBuildPath('bare.js');
    const options = [...Bundles.FOR_LAMBDA.split(' '), `--outfile=${bare}`];
    execFileSync('npx', ['esbuild', 'bench/programs/bare-clients.ts', ...options], { cwd: ROOT });
    const [bytes, bareBytes] = [statSync(HANDLERS).size, statSync(bare).size];
    const load = build('load-file');
    const { ours, theirs } = runInTurn(RUNS, {
      ours: () => runCold(load, HANDLERS).cpuMs,
      theirs: () => runCold(load, bare).cpuMs,
    });
    const [size, start] = [bytes / bareBytes, medianRatio(ours, theirs)];
    const result = { budget: formatRatio(RATIO) };
    return [{
      ...result,
      subject: 'size of the handler bundle',
      measured: `${formatRatio(size)}, ${formatKilobytes(bytes)}`,
      comparison: `bundle of the SDK clients only: ${formatKilobytes(bareBytes)}`,
      met: size <= RATIO,
      figures: { ratio: size, bytes, bareBytes },
    }, {
      ...result,
      subject: 'load time of the handler bundle',
      measured: `${formatRatio(start)}, ${formatMilliseconds(median(ours))}`,
      comparison: `bundle of the SDK clients only: ${formatMilliseconds(median(theirs))}`,
      met: start <= RATIO,
      figures: { ratio: start, ms: median(ours), bareMs: median(theirs), runs: RUNS },
    }];
  },
};
