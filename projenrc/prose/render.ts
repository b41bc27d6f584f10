import Table from 'cli-table3';
import { isWithinBudget, type Result, type TitleProblem } from './check';
import { FAMILIES } from './families';
import { type Figures, isOverBudget, type Occurrence, type Rate } from './measure';

/** How many places are shown of each family that is over its budget, and of each broken rule of titles. */
const SHOWN = 5;

/** Selects the listed places: all of them, those in some files and folders, or else the worst over a budget. */
export interface Listing {
  readonly all: boolean;
  readonly paths: readonly string[];
}

/** Renders the table of all figures. */
export function renderTable(figures: readonly Figures[]): string {
  const table = new Table({
    head: ['per 1,000 words', 'words', ...FAMILIES.map(({ name }) => name)],
    style: { head: [], border: [] },
  });
  for (const { kind, words, rates } of figures) {
    table.push([
      kind,
      words.toLocaleString('en-US'),
      ...rates.map((rate) => `${rate.rate.toFixed(1)}${isOverBudget(rate) ? ' !' : ''}`),
    ]);
  }
  table.push(['budget', '', ...FAMILIES.map(({ budget }) => budget.toFixed(1))]);
  return table.toString();
}

/** Renders the result: a table and, unless everything is within its budget, the places to change. */
export function renderResult(result: Result, { all, paths }: Listing): string {
  const listed = all || paths.length > 0;
  const isListed = ({ file }: { readonly file: string }) =>
    paths.length === 0 || paths.some((path) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`));
  const phrases = result.figures.flatMap(({ kind, rates }) => rates.flatMap((rate) => {
    if (!listed && !isOverBudget(rate)) return [];
    return renderSection(
      `${kind}, ${rate.family.name}: ${describeRate(rate)}`,
      rate.occurrences.filter(isListed),
      listed,
      renderOccurrence,
    );
  }));
  const titles = [...grouped(result.titles.filter(isListed), ({ problem }) => problem)].flatMap(([problem, titled]) =>
    renderSection(`titles, ${problem}: ${titled.length}`, titled, listed, renderTitle));
  const sections = isWithinBudget(result) && !listed ? [] : [...phrases, ...titles];
  return `${[renderTable(result.figures), ...sections, conclude(result, listed)].join('\n')}\n`;
}

function describeRate({ occurrences, rate, family: { budget } }: Rate): string {
  return `${occurrences.length} (${rate.toFixed(1)} per 1,000 words, budget ${budget})`;
}

function conclude(result: Result, listed: boolean): string {
  if (isWithinBudget(result)) return 'all texts are within the budgets';
  const failed = 'texts are over a budget or titles break a rule';
  return listed ? failed : `${failed}; "npm run lint:prose -- --all" lists all places, "-- <folder>" those in a folder`;
}

/** Renders a heading with places, or nothing without places. */
function renderSection<T extends { readonly file: string }>(
  heading: string, places: readonly T[], all: boolean, render: (place: T) => string,
): string[] {
  if (places.length === 0) return [];
  return ['', heading, ...(all ? places : worstOf(places)).map((place) => `  ${render(place)}`)];
}

/** Returns the first places of the files that have most of them. */
function worstOf<T extends { readonly file: string }>(places: readonly T[]): T[] {
  const byFile = [...grouped(places, ({ file }) => file).values()].sort((a, b) => b.length - a.length);
  return byFile.flat().slice(0, SHOWN);
}

function grouped<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) groups.set(keyOf(entry), [...groups.get(keyOf(entry)) ?? [], entry]);
  return groups;
}

function renderOccurrence({ file, line, phrase, excerpt }: Occurrence): string {
  return `${file}:${line}  "${phrase}" in: ${excerpt}`;
}

function renderTitle({ file, line, title, problem }: TitleProblem): string {
  return `${file}:${line}  "${title}" ${problem}`;
}
