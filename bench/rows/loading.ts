import * as path from 'node:path';
import { build, runCold } from '../cold-process';
import { type Result, type Row } from '../row';
import { runInTurn, median, medianRatio, formatMilliseconds, formatRatio } from '../statistics';

const RUNS = 15;
const RATIO = 1.15;
const LIBRARY = path.join(__dirname, '..', '..', 'lib', 'index.js');

export const loading: Row = {
  name: 'loading',
  measure: (): Result[] => {
    const [file, coreAndS3] = [build('load-file'), build('load-core-and-s3')];
    const { ours, theirs } = runInTurn(RUNS, {
      ours: () => runCold(file, LIBRARY).cpuMs,
      theirs: () => runCold(coreAndS3).cpuMs,
    });
    const ratio = medianRatio(ours, theirs);
    return [{
      subject: 'loading the library',
      measured: `${formatRatio(ratio)}, ${formatMilliseconds(median(ours))}`,
      comparison: `loading aws-cdk-lib/core and aws-s3: ${formatMilliseconds(median(theirs))}`,
      budget: formatRatio(RATIO),
      met: ratio <= RATIO,
      figures: { ratio, ms: median(ours), coreAndS3Ms: median(theirs), runs: RUNS },
    }];
  },
};
