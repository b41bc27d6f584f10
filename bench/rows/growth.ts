import { build, runCold } from '../cold-process';
import { type Result, type Row } from '../row';
import { inTurn, median, medianRatio, milliseconds, times } from '../statistics';

const RUNS = 3;
const RATIO = 1.1;

export const growth: Row = {
  name: 'growth',
  measure: (): Result[] => {
    const program = build('many-access-points');
    const take = (count: number) => runCold(program, String(count)).cpuMs;
    const { one, ten, hundred } = inTurn(RUNS, { one: () => take(1), ten: () => take(10), hundred: () => take(100) });
    // Without what the first one costs once: divided among ever more of them, that would hide how the others grow.
    const amongTen = ten.map((ms, run) => (ms - one[run]) / 9);
    const amongHundred = hundred.map((ms, run) => (ms - ten[run]) / 90);
    const [each, eachOfTen] = [median(amongHundred), median(amongTen)];
    const ratio = Math.max(each / eachOfTen, medianRatio(hundred, ten) / 10);
    return [{
      what: 'synthesis of one more of 100 access points',
      measured: `${times(ratio)}, ${milliseconds(each)}`,
      against: `each of the first ten: ${milliseconds(eachOfTen)}; the first: ${milliseconds(median(one))}`,
      budget: times(RATIO),
      kept: ratio <= RATIO,
      figures: { ratio, oneMs: median(one), tenMs: median(ten), hundredMs: median(hundred), runs: RUNS },
    }];
  },
};
