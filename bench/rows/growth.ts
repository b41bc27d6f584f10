import { build, runCold } from '../cold-process';
import { type Result, type Row } from '../row';
import { runInTurn, median, medianRatio, formatMilliseconds, formatRatio } from '../statistics';

const RUNS = 7;
const RATIO = 1.1;

export const growth: Row = {
  name: 'growth',
  measure: (): Result[] => {
    const program = build('many-access-points');
    const take = (count: number) => runCold(program, String(count)).cpuMs;
    const { one, ten, hundred } = runInTurn(RUNS, {
      one: () => take(1),
      ten: () => take(10),
      hundred: () => take(100),
    });
    // The first access point has one-time costs. Leave it out, because a share of them would hide growth.
    const perAccessPointOfTen = ten.map((ms, run) => (ms - one[run]) / 9);
    const perAccessPointOfHundred = hundred.map((ms, run) => (ms - ten[run]) / 90);
    const [each, eachOfTen] = [median(perAccessPointOfHundred), median(perAccessPointOfTen)];
    const ratio = Math.max(each / eachOfTen, medianRatio(hundred, ten) / 10);
    return [{
      subject: 'synthesis time per access point, with 100 access points',
      measured: `${formatRatio(ratio)}, ${formatMilliseconds(each)}`,
      comparison: `with 10: ${formatMilliseconds(eachOfTen)}; first one: ${formatMilliseconds(median(one))}`,
      budget: formatRatio(RATIO),
      met: ratio <= RATIO,
      figures: { ratio, oneMs: median(one), tenMs: median(ten), hundredMs: median(hundred), runs: RUNS },
    }];
  },
};
