import * as path from 'node:path';
import { build, runCold } from '../cold-process';
import { type Result, type Row } from '../row';
import { inTurn, median, medianRatio, milliseconds, times } from '../statistics';

const RUNS = 15;
const RATIO = 1.15;
const LIBRARY = path.join(__dirname, '..', '..', 'lib', 'index.js');

export const loading: Row = {
  name: 'loading',
  measure: (): Result[] => {
    const [file, coreAndS3] = [build('load-file'), build('load-core-and-s3')];
    const { ours, theirs } = inTurn(RUNS, { ours: () => runCold(file, LIBRARY).cpuMs, theirs: () => runCold(coreAndS3).cpuMs });
    const ratio = medianRatio(ours, theirs);
    return [{
      what: 'require of the library',
      measured: `${times(ratio)}, ${milliseconds(median(ours))}`,
      against: `aws-cdk-lib/core and aws-s3, used once: ${milliseconds(median(theirs))}`,
      budget: times(RATIO),
      kept: ratio <= RATIO,
      figures: { ratio, ms: median(ours), coreAndS3Ms: median(theirs), runs: RUNS },
    }];
  },
};
