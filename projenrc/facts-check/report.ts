import { lineOf } from './compare';
import { INPUT_NAMES } from './difference';
import { type Inputs } from './inputs/inputs';
import { type InputUnavailable } from './inputs/unavailable';
import { type FactTable } from './project/fact-tables';
import { MAX_UNDERSTOOD, type Sorted } from './understood';

/** The result of one run. */
export interface Report {
  readonly packages: Inputs['packages'];
  readonly failures: readonly InputUnavailable[];
  readonly sorted: Sorted;
  /** Tables with a last comparison that is too old. */
  readonly stale: readonly { readonly table: FactTable; readonly verified: string }[];
}

/** A missing input takes precedence, because more differences are possible. */
export function exitCode({ failures, sorted: { unexplained, overdue, unused }, stale }: Report): 0 | 1 | 2 {
  if (failures.length > 0) return 2;
  return unexplained.length + overdue.length + unused.length + stale.length > 0 ? 1 : 0;
}

export function render(report: Report): string {
  const { packages, failures, sorted: { unexplained, explained, overdue, unused }, stale } = report;
  return [
    section('Inputs', INPUT_NAMES.map((input) => `${input.padEnd(23)}  ${describe(packages[input])}`)),
    section('Not available', failures.map(({ message }) => message)),
    section('Differences', unexplained.map(lineOf)),
    section(
      `Understood, by ${new Set(explained.map(({ by }) => by)).size} of at most ${MAX_UNDERSTOOD} entries`,
      explained.map(({ difference, by }) =>
        `${lineOf(difference)}\n         ${by.reason} (next look ${by.nextLook})`),
    ),
    section('Overdue', [
      ...overdue.map(({ difference, nextLook }) =>
        `understood difference "${difference}": its next review was due on ${nextLook}`),
      ...stale.map(({ table, verified }) =>
        `${table.name} in ${table.file}: last compared with its source on ${verified}`),
    ]),
    section(
      'Without a difference',
      unused.map(({ difference }) => `understood difference "${difference}" matches no difference; delete the entry`),
    ),
    summary(report),
  ].filter((text) => text !== '').join('\n\n');
}

function describe(installed: Inputs['packages'][keyof Inputs['packages']] = []): string {
  return installed.map(({ name, version, date }) => `${name} ${version} (${date})`).join(', ') || 'not installed';
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...lines.map((line) => `  ${line}`)].join('\n');
}

function summary({ failures, sorted: { unexplained, explained, overdue, unused }, stale }: Report): string {
  const counts = [
    `${unexplained.length} unexplained differences`, `${explained.length} understood`,
    `${overdue.length + stale.length} overdue`, `${unused.length} entries to delete`, `${failures.length} failures`,
  ];
  return `${counts.join(', ')}.`;
}
