import { factTables, type FactTable, oldestIn } from './facts-check/project/fact-tables';

const HEAD = `<!-- Written from src/facts by "npm run docs:facts"; edit the tables there. -->

# Facts about AWS

The tables in \`src/facts\` contain the facts about AWS that the constructs, the handlers, the linter and the command
line use. Each fact has a source, the date of the copy that was read, and the date of the last comparison with the
source.

\`npm run facts:check\` compares the tables with the newest models of AWS. A maintainer compares the tables without an
input by reading their sources.`;

interface SourceRow {
  readonly url: string;
  readonly date: string;
  readonly verified: string;
  readonly tables: readonly string[];
}

function tableRow(table: FactTable): string {
  const inputs = table.inputs.length === 0 ? 'none, read the sources' : table.inputs.join(', ');
  return `| \`${table.name}\` | \`${table.file}\` | ${table.facts.length} | ${inputs} | ${oldestIn(table)} |`;
}

function sourceRows(tables: readonly FactTable[]): SourceRow[] {
  const rows = new Map<string, SourceRow>();
  for (const { name, facts } of tables) {
    for (const { source: { url, date, verified } } of facts) {
      const key = `${url} ${date}`;
      rows.set(key, { url, date, verified, tables: [...new Set([...rows.get(key)?.tables ?? [], name])] });
    }
  }
  return [...rows.values()]
    .sort((a, b) => (a.verified === b.verified ? a.url.localeCompare(b.url) : a.verified.localeCompare(b.verified)));
}

function sourceRow({ url, date, verified, tables }: SourceRow): string {
  return `| <${url}> | ${date} | ${verified} | ${tables.map((name) => `\`${name}\``).join(', ')} |`;
}

function markdownTable(columns: readonly string[], rows: readonly string[]): string {
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`, ...rows].join('\n');
}

/** The text of docs/facts.md. */
export function renderFactsDoc(): string {
  const tables = factTables();
  const oldest = tables.map(oldestIn).sort()[0];
  const count = tables.reduce((sum, { facts }) => sum + facts.length, 0);
  return `${[
    HEAD,
    `**Oldest comparison: ${oldest}** (${count} facts in ${tables.length} tables).`,
    '## Tables',
    markdownTable(['table', 'file', 'facts', 'inputs of `facts:check`', 'oldest comparison'], tables.map(tableRow)),
    '## Sources',
    'The oldest comparisons come first.',
    markdownTable(['source', 'copy read', 'last compared', 'tables'], sourceRows(tables).map(sourceRow)),
  ].join('\n\n')}\n`;
}
