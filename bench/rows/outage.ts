import { type Cell, CELLS } from '../outage/cells';
import { type CellRun, runCell } from '../outage/run-cell';
import { type Result, type Row } from '../row';
import { formatSeconds, median } from '../statistics';

const RUNS = 5;

/** Measures failovers of the packed command line under every condition of the network, in turn. */
export const outage: Row = {
  name: 'outage',
  measure: async () => {
    const results: Result[] = [];
    for (const cell of CELLS) {
      const runs: CellRun[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await runCell(cell));
      results.push(evaluate(cell, runs));
    }
    return results;
  },
};

function evaluate({ name, exitCode, budget }: Cell, runs: readonly CellRun[]): Result {
  const times = runs.map(({ tookMs }) => tookMs);
  const [middle, worst] = [median(times), Math.max(...times)];
  const unexpected = runs.find((run) => run.exitCode !== exitCode);
  const outcome = exitCode === undefined ? 'submitted' : `exit code ${exitCode}`;
  const limits = [budget.median, budget.worst].map(formatSeconds).join(' and ');
  return {
    subject: name,
    measured: unexpected === undefined
      ? `${outcome}, median ${formatSeconds(middle)}, slowest ${formatSeconds(worst)}`
      : `exit code ${unexpected.exitCode}: ${unexpected.message.slice(0, 120)}`,
    comparison: '',
    budget: `${outcome}, ${limits}`,
    met: unexpected === undefined && middle <= budget.median && worst <= budget.worst,
    figures: { median: middle, worst },
  };
}
