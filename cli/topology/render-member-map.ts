import { createColors } from 'picocolors';
import { type MemberStatus } from '../../control/status/access-point-status';
import { escapeControlCharacters } from '../escape-controls';
import { BrailleCanvas, DOTS_PER_COLUMN, DOTS_PER_ROW } from './braille-canvas';
import { findRegionPosition, type RegionPosition } from './region-positions';
import { createWorldMap } from './world-map';

/** A wider map would not fit the height of a terminal. */
const MAX_COLUMNS = 100;
/** Characters are about twice as high as wide. */
const COLUMNS_PER_ROW = 4;

interface TerminalStyle {
  readonly colour: boolean;
  readonly columns: number;
}

interface MapMarker {
  readonly text: string;
  readonly position: RegionPosition | undefined;
  readonly line: string;
}

/** Renders the members on a map of the world, with a legend. A member in an unknown Region is in the legend only. */
export function renderMemberMap(members: readonly MemberStatus[], style: TerminalStyle): string {
  const markers = members.map((member, index) => makeMarker(member, index + 1, style));
  const legend = markers.map(({ text, line }) => `${text} ${line}\n`).join('');
  const placed = markers.flatMap(({ text, position }) => (position === undefined ? [] : [{ text, position }]));
  if (placed.length === 0) return legend;
  const columns = Math.min(style.columns, MAX_COLUMNS);
  const rows = Math.floor(columns / COLUMNS_PER_ROW);
  const canvas = new BrailleCanvas(columns, rows);
  const { drawLandInto, project } = createWorldMap(
    placed.map(({ position }) => position), { width: columns * DOTS_PER_COLUMN, height: rows * DOTS_PER_ROW });
  drawLandInto(canvas);
  const cells = canvas.toRows();
  for (const { text, position } of placed) {
    const { x, y } = project(position);
    placeText(cells[Math.floor(y / DOTS_PER_ROW)], Math.floor(x / DOTS_PER_COLUMN), text);
  }
  return `${cells.map((row) => row.join('').trimEnd()).join('\n')}\n${legend}`;
}

/** The symbol is first, so that the state is visible without colours. */
function makeMarker({ region, bucket, dial }: MemberStatus, number: number, { colour }: TerminalStyle): MapMarker {
  const { green, dim } = createColors(colour);
  const state = dial === undefined ? 'unknown' : dial > 0 ? 'active' : 'passive';
  const symbols = { active: green(`●${number}`), passive: dim(`○${number}`), unknown: `?${number}` };
  return {
    text: symbols[state],
    position: findRegionPosition(region),
    line: escapeControlCharacters(`${region}  ${bucket}  ${state}`),
  };
}

/** Writes a marker into a row, or into the next free place to its right, so that no marker covers another one. */
function placeText(row: string[], column: number, text: string): void {
  const plainLength = text.replace(/\u001b\[\d+m/g, '').length;
  const isTaken = (index: number) => row[index].length > 1 || /[●○?\d]/.test(row[index]);
  let start = Math.min(column, row.length - plainLength);
  while (start + plainLength < row.length && isTaken(start)) start += plainLength;
  row.splice(start, plainLength, text, ...Array.from({ length: plainLength - 1 }, () => ''));
}
