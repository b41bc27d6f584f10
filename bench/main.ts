import { writeFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import * as path from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';
import colors from 'picocolors';
import { type Result, type Row } from './row';
import { cliPackage } from './rows/cli-package';
import { failover } from './rows/failover';
import { growth } from './rows/growth';
import { handlers } from './rows/handlers';
import { linting } from './rows/linting';
import { loading } from './rows/loading';
import { outage } from './rows/outage';
import { polling } from './rows/polling';
import { simulator, simulatorMemory } from './rows/simulator';
import { synthesis } from './rows/synthesis';
import { testSuite } from './rows/test-suite';

const ROWS: readonly Row[] = [
  synthesis, growth, loading, handlers, polling, failover, outage, cliPackage, linting, simulator, simulatorMemory,
  testSuite,
];

function findRows(names: readonly string[]): Row[] {
  if (names.length === 0) return [...ROWS];
  return names.map((name) => {
    const found = ROWS.find((row) => row.name === name);
    const known = ROWS.map((row) => row.name).join(', ');
    if (found === undefined) throw new Error(`unknown row "${name}", expected one of ${known}`);
    return found;
  });
}

function render(results: readonly Result[]): string {
  const table = new Table({
    head: ['', 'subject', 'measured', 'comparison', 'budget'],
    style: { head: [] },
    wordWrap: true,
    colWidths: [8, 40, 40, 44, 22],
  });
  for (const { subject, measured, comparison, budget, met } of results) {
    table.push([met ? colors.green('met') : colors.red('missed'), subject, measured, comparison, budget]);
  }
  return table.toString();
}

async function run(names: string[], { json }: { json: string }): Promise<void> {
  const results: (Result & { readonly row: string })[] = [];
  for (const { name, measure } of findRows(names)) {
    process.stderr.write(colors.dim(`measuring ${name}\n`));
    for (const result of await measure()) results.push({ row: name, ...result });
  }
  const machine = { node: process.version, arch: arch(), cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
  writeFileSync(json, `${JSON.stringify({ at: new Date().toISOString(), machine, results }, undefined, 2)}\n`);
  console.log(render(results));
  const missed = results.filter(({ met }) => !met);
  const subjects = missed.map(({ subject }) => subject).join('; ');
  console.log(missed.length === 0 ? 'all budgets are met' : `missed budgets: ${subjects}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

void new Command()
  .name('bench')
  .description('Measure the budgets. Exit code 1 if a budget is missed.')
  .argument('[rows...]', `rows to measure: ${ROWS.map(({ name }) => name).join(', ')}; default: all`)
  .option('--json <file>', 'output file for the figures', path.join(__dirname, 'results.json'))
  .action(run)
  .parseAsync();
