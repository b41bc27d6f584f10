import Table from 'cli-table3';

const SIDES = ['top', 'bottom', 'left', 'right', 'mid'] as const;
const NO_LINES = Object.fromEntries(SIDES.flatMap((side) => [
  [side, ''], [`${side}-mid`, ''], [`${side}-left`, ''], [`${side}-right`, ''], ['middle', '  '],
]));

/** Renders a table with columns and without lines. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const style = { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 };
  const table = new Table({ chars: NO_LINES, head: [...head], style });
  table.push(...rows.map((row) => [...row]));
  const lines = table.toString().split('\n').map((line) => line.trimEnd()).filter((line) => line !== '');
  return `${lines.join('\n')}\n`;
}
