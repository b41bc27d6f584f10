import Table from 'cli-table3';

const SIDES = ['top', 'bottom', 'left', 'right', 'mid'] as const;
const NONE = Object.fromEntries(SIDES.flatMap((side) => [
  [side, ''], [`${side}-mid`, ''], [`${side}-left`, ''], [`${side}-right`, ''], ['middle', '  '],
]));

/** A table for people: columns, no lines. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const shown = new Table({ chars: NONE, head: [...head], style: { 'head': [], 'border': [], 'padding-left': 0, 'padding-right': 0 } });
  shown.push(...rows.map((row) => [...row]));
  return `${shown.toString().split('\n').map((line) => line.trimEnd()).filter((line) => line !== '').join('\n')}\n`;
}
