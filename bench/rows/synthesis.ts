import { build, runCold } from '../cold-process';
import { type Result, type Row } from '../row';
import { inTurn, median, medianRatio, milliseconds, times } from '../statistics';

const RUNS = 11;
const RATIO = 1.25;
/** Whichever is larger. */
const OR_MORE_MS = 60;

export const synthesis: Row = {
  name: 'synthesis',
  measure: (): Result[] => {
    const [library, byHand] = [build('synthesis-with-library'), build('synthesis-by-hand')];
    const { ours, theirs } = inTurn(RUNS, { ours: () => runCold(library), theirs: () => runCold(byHand) });
    assertSameResources(ours[0].detail as string[], theirs[0].detail as string[]);
    const [oursMs, theirsMs] = [ours, theirs].map((reports) => reports.map(({ cpuMs }) => cpuMs));
    const ratio = medianRatio(oursMs, theirsMs);
    const more = median(oursMs.map((value, index) => value - theirsMs[index]));
    const [wall, wallByHand] = [ours, theirs].map((reports) => median(reports.map(({ wallMs }) => wallMs)));
    return [{
      what: 'synthesis of six Regions, replicated, with keys; cold',
      measured: `${times(ratio)}, ${milliseconds(median(oursMs))} (on the clock ${milliseconds(wall)})`,
      against: `by hand with L2s: ${milliseconds(median(theirsMs))} (on the clock ${milliseconds(wallByHand)})`,
      budget: `${times(RATIO)} or ${milliseconds(OR_MORE_MS)} more`,
      kept: ratio <= RATIO || more <= OR_MORE_MS,
      figures: { ratio, more, cpuMs: median(oursMs), byHandCpuMs: median(theirsMs), wallMs: wall, byHandWallMs: wallByHand, runs: RUNS },
    }];
  },
};

/** A comparison with less would say nothing. */
function assertSameResources(ours: readonly string[], theirs: readonly string[]): void {
  const differences = [...ours.filter((line) => !theirs.includes(line)), ...theirs.filter((line) => !ours.includes(line)).map((line) => `by hand ${line}`)];
  if (differences.length > 0) throw new Error(`the two applications have different resources: ${differences.join('; ')}`);
}
