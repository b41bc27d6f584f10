import { html, raw } from 'hono/html';
import { type Box, placeLabels, type Point, type Size } from './labels';
import { type NumberedGroup, type NumberedMember, type Pair } from './numbered';
import { type RegionPosition, REGION_POSITIONS } from './region-places';
import { type Routing } from './topology';
import { worldMap } from './world-map';

export type Html = ReturnType<typeof html>;

export interface MapStyle {
  readonly size: Size;
  /** Whether labels name Regions; else numbers stand for them. */
  readonly named: boolean;
}

export const WIDE: MapStyle = { size: { width: 1120, height: 540 }, named: true };
export const NARROW: MapStyle = { size: { width: 358, height: 270 }, named: false };

/** Width of a character of the label's typeface, which has one width for all. */
const CHARACTER = 7.25;
const LABEL_HEIGHT = 20;
const NUMBER_WIDTH = 22;
const BEND = 0.16;
const DOT = 6;
/** So many lines are drawn finer. */
const CROWD = 30;

/** The routing that a member has by all its access points: active if any sends requests there. */
export function routingOf({ member: { routes } }: NumberedMember): Routing | 'none' {
  const now = routes.map(({ live, declared }) => live ?? declared);
  if (now.length === 0) return 'none';
  return now.includes('active') ? 'active' : now.includes('unknown') ? 'unknown' : 'passive';
}

interface Placed extends NumberedMember {
  readonly dot: Point;
  readonly label: Box | undefined;
}

function placeOf(region: string | undefined): RegionPosition | undefined {
  return REGION_POSITIONS[region ?? ''];
}

/** Members whose Region is not known have no place on a map. */
export function onMap({ member: { region } }: NumberedMember): boolean {
  return placeOf(region) !== undefined;
}

/** The map of a group; undefined where no member has a place. */
export function renderMap(numberedGroup: NumberedGroup, style: MapStyle, title: string): Html | undefined {
  const { size, named } = style;
  const members = numberedGroup.members.filter(onMap);
  const places = members.flatMap(({ member }) => { const place = placeOf(member.region); return place === undefined ? [] : [place]; });
  if (members.length === 0) return undefined;
  const { drawLand, project } = worldMap(places, size);
  const dots = spread(places.map(project));
  const labels = placeLabels(dots, members.map((entry) => ({ width: labelWidth(entry, named), height: LABEL_HEIGHT })), size);
  const placed = members.map((entry, index): Placed => ({ ...entry, dot: dots[index], label: labels[index] }));
  const at = new Map(placed.map((entry) => [entry.number, entry]));
  const titleId = `${numberedGroup.id}-${named ? 'wide' : 'narrow'}`;
  return html`<svg class="map ${named ? 'wide' : 'narrow'}${numberedGroup.pairs.length > CROWD ? ' crowded' : ''}" viewBox="0 0 ${size.width} ${size.height}" role="group" aria-labelledby="${titleId}" xmlns="http://www.w3.org/2000/svg">
<title id="${titleId}">${title}</title>
<defs><marker id="${titleId}-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="arrow" d="M0 0L8 4L0 8z"/></marker></defs>
<path class="land" d="${raw(drawLand())}"/>
<g aria-hidden="true">${numberedGroup.pairs.map((pair) => renderPair(pair, at, `${titleId}-arrow`))}</g>
<g aria-hidden="true">${placed.map(renderLeader)}</g>
${placed.map((entry) => renderMember(entry, named))}
</svg>`;
}

/** Two members of one Region stand side by side. */
function spread(dots: readonly Point[]): Point[] {
  return dots.map((dot, index) => {
    const before = dots.slice(0, index).filter(({ x, y }) => x === dot.x && y === dot.y).length;
    return { x: dot.x + before * DOT * 2.5, y: dot.y };
  });
}

function labelWidth({ member }: NumberedMember, named: boolean): number {
  return NUMBER_WIDTH + (named ? member.region!.length * CHARACTER + 10 : 0);
}

function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function renderPair({ from, to, twoWay, change }: Pair, at: ReadonlyMap<number, Placed>, arrow: string): Html | undefined {
  const [start, end] = [at.get(from.number)?.dot, at.get(to.number)?.dot];
  if (start === undefined || end === undefined) return undefined;
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  // Lines bend to the north, whichever way they lead, so that a pair drawn one way lies where it would lie drawn the other way.
  const side = end.x >= start.x ? 1 : -1;
  const control = {
    x: (start.x + end.x) / 2 + (side * (end.y - start.y)) * BEND,
    y: (start.y + end.y) / 2 - (side * (end.x - start.x)) * BEND,
  };
  const stop = twoWay ? end : towards(end, control, Math.min(DOT + 2, length / 3));
  const classes = ['edge', twoWay ? 'two-way' : 'one-way', `m${from.number}`, `m${to.number}`, ...(change === undefined ? [] : [change])].join(' ');
  const d = `M${coordinate(start.x)} ${coordinate(start.y)}Q${coordinate(control.x)} ${coordinate(control.y)} ${coordinate(stop.x)} ${coordinate(stop.y)}`;
  return html`<path class="${classes}" d="${d}"${twoWay ? '' : raw(` marker-end="url(#${arrow})"`)}/>
`;
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
}

/** From a dot to the nearest point of its label. */
function renderLeader({ dot, label }: Placed): Html | undefined {
  if (label === undefined) return undefined;
  const x = Math.min(Math.max(dot.x, label.x), label.x + label.width);
  const y = Math.min(Math.max(dot.y, label.y), label.y + label.height);
  return html`<path class="leader" d="M${coordinate(dot.x)} ${coordinate(dot.y)}L${coordinate(x)} ${coordinate(y)}"/>
`;
}

const SAID: Readonly<Record<Routing | 'none', string>> = {
  active: 'active', passive: 'passive', unknown: 'routing known at deployment', none: 'behind no access point',
};

export function describeRouting(entry: NumberedMember): string {
  return SAID[routingOf(entry)];
}

function renderMember(entry: Placed, named: boolean): Html {
  const { member, number, id, dot, label } = entry;
  const said = `${number} ${member.region}, ${describeRouting(entry)}${member.change === undefined ? '' : `, ${member.change}`}`;
  return html`<a class="member m${number} ${routingOf(entry)} ${member.change ?? ''}" href="#${id}" aria-label="${said}">
<circle class="dot" cx="${coordinate(dot.x)}" cy="${coordinate(dot.y)}" r="${DOT}"/>${label && renderLabel(label, number, named ? member.region! : undefined)}</a>
`;
}

function renderLabel({ x, y, width, height }: Box, number: number, region: string | undefined): Html {
  const baseline = coordinate(y + height / 2 + 4);
  return html`<rect class="label" x="${coordinate(x)}" y="${coordinate(y)}" width="${coordinate(width)}" height="${height}" rx="${height / 2}"/>
<text class="number" x="${coordinate(x + NUMBER_WIDTH / 2)}" y="${baseline}" text-anchor="middle">${number}</text>
${region && html`<text class="region" x="${coordinate(x + NUMBER_WIDTH)}" y="${baseline}" textLength="${coordinate(region.length * CHARACTER)}">${region}</text>`}`;
}
