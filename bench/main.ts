import { writeFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import * as path from 'node:path';
import Table from 'cli-table3';
import { Command } from 'commander';
import colors from 'picocolors';
import { type Result, type Row } from './row';
import { failover } from './rows/failover';
import { growth } from './rows/growth';
import { handlers } from './rows/handlers';
import { linting } from './rows/linting';
import { loading } from './rows/loading';
import { polling } from './rows/polling';
import { synthesis } from './rows/synthesis';
import { testSuite } from './rows/test-suite';

const ROWS: readonly Row[] = [synthesis, growth, loading, handlers, polling, failover, linting, testSuite];

function rowsNamed(names: readonly string[]): Row[] {
  if (names.length === 0) return [...ROWS];
  return names.map((name) => {
    const found = ROWS.find((row) => row.name === name);
    if (found === undefined) throw new Error(`there is no row "${name}"; there are ${ROWS.map((row) => row.name).join(', ')}`);
    return found;
  });
}

function render(results: readonly Result[]): string {
  const table = new Table({ head: ['', 'what', 'measured', 'against', 'budget'], style: { head: [] }, wordWrap: true, colWidths: [8, 40, 40, 44, 22] });
  for (const { what, measured, against, budget, kept } of results) {
    table.push([kept ? colors.green('kept') : colors.red('missed'), what, measured, against, budget]);
  }
  return table.toString();
}

async function run(names: string[], { json }: { json: string }): Promise<void> {
  const results: (Result & { readonly row: string })[] = [];
  for (const { name, measure } of rowsNamed(names)) {
    process.stderr.write(colors.dim(`measuring ${name}\n`));
    for (const result of await measure()) results.push({ row: name, ...result });
  }
  const machine = { node: process.version, arch: arch(), cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
  writeFileSync(json, `${JSON.stringify({ at: new Date().toISOString(), machine, results }, undefined, 2)}\n`);
  console.log(render(results));
  const missed = results.filter(({ kept }) => !kept);
  console.log(missed.length === 0 ? 'every budget is met' : `missed: ${missed.map(({ what }) => what).join('; ')}`);
  process.exitCode = missed.length === 0 ? 0 : 1;
}

void new Command()
  .name('bench')
  .description('Measures the budgets; exit code 1 where one is missed.')
  .argument('[rows...]', `some of ${ROWS.map(({ name }) => name).join(', ')}`)
  .option('--json <file>', 'where to write the figures', path.join(__dirname, 'results.json'))
  .action(run)
  .parseAsync();
