import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import * as path from 'node:path';
import { Bundles } from '../../projenrc/bundles';
import { build, builtFile, runCold } from '../cold-process';
import { type Result, type Row } from '../row';
import { inTurn, median, medianRatio, milliseconds, times } from '../statistics';

const ROOT = path.join(__dirname, '..', '..');
const HANDLERS = path.join(ROOT, 'assets', 'handlers', 'index.js');
const RUNS = 15;
const RATIO = 1.1;

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;

export const handlers: Row = {
  name: 'handlers',
  measure: (): Result[] => {
    const bare = builtFile('bare.js');
    execFileSync('npx', ['esbuild', 'bench/programs/bare-clients.ts', ...Bundles.FOR_LAMBDA.split(' '), `--outfile=${bare}`], { cwd: ROOT });
    const [bytes, bareBytes] = [statSync(HANDLERS).size, statSync(bare).size];
    const load = build('load-file');
    const { ours, theirs } = inTurn(RUNS, { ours: () => runCold(load, HANDLERS).cpuMs, theirs: () => runCold(load, bare).cpuMs });
    const [size, start] = [bytes / bareBytes, medianRatio(ours, theirs)];
    const result = { budget: times(RATIO) };
    return [{
      ...result,
      what: 'size of the bundle of the handlers',
      measured: `${times(size)}, ${kilobytes(bytes)}`,
      against: `bare clients, bundled alike: ${kilobytes(bareBytes)}`,
      kept: size <= RATIO,
      figures: { ratio: size, bytes, bareBytes },
    }, {
      ...result,
      what: 'start of the handlers',
      measured: `${times(start)}, ${milliseconds(median(ours))}`,
      against: `bare clients, bundled alike: ${milliseconds(median(theirs))}`,
      kept: start <= RATIO,
      figures: { ratio: start, ms: median(ours), bareMs: median(theirs), runs: RUNS },
    }];
  },
};
