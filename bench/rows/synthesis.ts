import { build, runCold } from '../cold-process';
import { type Result, type Row } from '../row';
import { runInTurn, median, medianRatio, formatMilliseconds, formatRatio } from '../statistics';

const RUNS = 21;
const RATIO = 1.2;
/** The budget allows this difference if it is larger than the ratio. */
const MAXIMUM_DIFFERENCE_MS = 60;

export const synthesis: Row = {
  name: 'synthesis',
  measure: (): Result[] => {
    const [library, handWritten] = [build('synthesis-with-library'), build('synthesis-hand-written')];
    const { ours, theirs } = runInTurn(RUNS, { ours: () => runCold(library), theirs: () => runCold(handWritten) });
    assertSameResources(ours[0].detail as string[], theirs[0].detail as string[]);
    const [oursMs, theirsMs] = [ours, theirs].map((reports) => reports.map(({ cpuMs }) => cpuMs));
    const ratio = medianRatio(oursMs, theirsMs);
    const difference = median(oursMs.map((value, index) => value - theirsMs[index]));
    const [wall, wallHandWritten] = [ours, theirs].map((reports) => median(reports.map(({ wallMs }) => wallMs)));
    return [{
      subject: 'cold synthesis of six replicated Regions with KMS keys',
      measured: `${formatRatio(ratio)}, ${formatMilliseconds(median(oursMs))} (elapsed ${formatMilliseconds(wall)})`,
      comparison: `with L2s: ${formatMilliseconds(median(theirsMs))} (elapsed ${formatMilliseconds(wallHandWritten)})`,
      budget: `${formatRatio(RATIO)} or ${formatMilliseconds(MAXIMUM_DIFFERENCE_MS)} more`,
      met: ratio <= RATIO || difference <= MAXIMUM_DIFFERENCE_MS,
      figures: {
        ratio,
        difference,
        cpuMs: median(oursMs),
        handWrittenCpuMs: median(theirsMs),
        wallMs: wall,
        handWrittenWallMs: wallHandWritten,
        runs: RUNS,
      },
    }];
  },
};

/** The comparison requires the same resources in both applications. */
function assertSameResources(ours: readonly string[], theirs: readonly string[]): void {
  const differences = [
    ...ours.filter((line) => !theirs.includes(line)),
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `hand-written ${line}`),
  ];
  if (differences.length > 0) {
    throw new Error(`the two applications have different resources: ${differences.join('; ')}`);
  }
}
