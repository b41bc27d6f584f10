import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { ASSUMPTIONS } from './assumptions';
import { renderPlan } from './report/plan';
import { renderJsonReport, renderReport, renderSummary } from './report/report';
import { runProbes } from './run';
import { runLocally } from './targets/local';

const { values } = parseArgs({
  options: {
    // Runs only the probes of these assumptions, separated by commas.
    only: { type: 'string' },
    // Writes report.md and report.json into this folder.
    report: { type: 'string' },
    // Prints the calls, the permissions and the time that a run on AWS needs, instead of the decisions.
    plan: { type: 'boolean', default: false },
  },
});

function selectAssumptions(only: string | undefined) {
  if (only === undefined) return ASSUMPTIONS;
  const ids = only.split(',');
  const unknown = ids.filter((id) => !ASSUMPTIONS.some((assumption) => assumption.id === id));
  if (unknown.length > 0) throw new Error(`no assumption has the id ${unknown.join(', ')}; see docs/assumptions.md`);
  return ASSUMPTIONS.filter(({ id }) => ids.includes(id));
}

async function main(): Promise<void> {
  const results = await runProbes(selectAssumptions(values.only), runLocally);
  process.stdout.write(values.plan ? renderPlan(results) : renderSummary(results));
  if (values.report !== undefined) {
    const date = new Date().toISOString();
    mkdirSync(values.report, { recursive: true });
    writeFileSync(path.join(values.report, 'report.md'), renderReport(results, date));
    writeFileSync(path.join(values.report, 'report.json'), renderJsonReport(results, date));
  }
  const failed = results.filter(({ decision, left }) => decision !== 'confirmed' || left.length > 0);
  for (const { assumption, observation, left } of failed) {
    const remaining = left.map(({ name, reason }) => `\n  ${name} remains: ${reason}`).join('');
    process.stderr.write(`assumption ${assumption.id}: ${observation}${remaining}\n`);
  }
  process.exitCode = failed.length === 0 ? 0 : 1;
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
});
