import Table from 'cli-table3';
import { escapeControlCharacters } from '../escape-controls';

const SIDES = ['top', 'bottom', 'left', 'right', 'mid'] as const;
const GAP = '  ';
const NO_LINES = Object.fromEntries(SIDES.flatMap((side) => [
  [side, ''], [`${side}-mid`, ''], [`${side}-left`, ''], [`${side}-right`, ''], ['middle', GAP],
]));

/** The narrowest column that still shows words. */
const MIN_WIDTH = 10;

/** Renders a table with columns and without lines. The longest columns wrap if the table is wider than the terminal. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[], columns = 80): string {
  const cells = rows.map((row) => row.map(escapeControlCharacters));
  const natural = head.map((title, index) => Math.max(title.length, ...cells.map((row) => row[index].length)));
  const longestWords = head.map((_, index) => Math.max(
    Math.min(natural[index], MIN_WIDTH),
    ...cells.flatMap((row) => row[index].split(' ').map(({ length }) => length)),
  ));
  const available = columns - GAP.length * (head.length - 1);
  // A bucket name should stay in one line, so that users can copy it.
  const widths = fitWidths(fitWidths(natural, available, longestWords), available, head.map(() => MIN_WIDTH));
  const style = { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 };
  const titles = head.map((title, index) => wrap(title, widths[index]));
  const table = new Table({ chars: NO_LINES, head: titles, style, colWidths: widths });
  table.push(...cells.map((row) => row.map((cell, index) => wrap(cell, widths[index]))));
  const lines = table.toString().split('\n').map((line) => line.trimEnd()).filter((line) => line !== '');
  return `${lines.join('\n')}\n`;
}

/** Narrows the widest columns, down to their minimal widths, until all fit. */
function fitWidths(natural: readonly number[], available: number, minimal: readonly number[]): number[] {
  const widths = [...natural];
  for (;;) {
    const widest = Math.max(...widths.filter((width, index) => width > minimal[index]));
    const isWide = widths.reduce((total, width) => total + width, 0) > available;
    if (!isWide || widest === -Infinity) return widths;
    widths[widths.findIndex((width, index) => width === widest && width > minimal[index])] -= 1;
  }
}

/** Wraps at spaces, and within words that are longer than the column. */
function wrap(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    for (; line.length > width; line = line.slice(width)) lines.push(line.slice(0, width));
  }
  return [...lines, line].join('\n');
}
