import { html, raw } from 'hono/html';
import { type NumberedAccessPointGroup, type NumberedMember, type ReplicatedMemberPair } from './numbered-members';
import { type LabelBox, placeLabels, type MapPoint, type LabelSize } from './place-labels';
import { findRegionPosition } from './region-positions';
import { type MemberRouting } from './topology';
import { createWorldMap } from './world-map';

export type HtmlFragment = ReturnType<typeof html>;

export interface MapStyle {
  readonly size: LabelSize;
  /** Whether labels show the Region beside the number. */
  readonly named: boolean;
}

export const WIDE_MAP_STYLE: MapStyle = { size: { width: 1120, height: 540 }, named: true };
export const NARROW_MAP_STYLE: MapStyle = { size: { width: 358, height: 270 }, named: false };

/** The width of a character in the monospaced typeface of the labels. */
const CHARACTER = 7.25;
const LABEL_HEIGHT = 20;
const NUMBER_WIDTH = 22;
const MARK_WIDTH = 16;
const BEND = 0.16;
const DOT = 6;
/** With more lines than this, the map draws them thinner. */
const CROWD = 30;

/** Combines the routing of all access points to a member. The member is active if one of them sends requests to it. */
export function combineRouting({ member: { routes } }: NumberedMember): MemberRouting | 'none' {
  const current = routes.map(({ live, declared }) => live ?? declared);
  if (current.length === 0) return 'none';
  return current.includes('active') ? 'active' : current.includes('unknown') ? 'unknown' : 'passive';
}

interface PositionedMember extends NumberedMember {
  readonly dot: MapPoint;
  readonly label: LabelBox | undefined;
}

/** Whether a member has a position on the map. Members in unknown Regions have none. */
export function hasMapPosition({ member: { region } }: NumberedMember): boolean {
  return findRegionPosition(region) !== undefined;
}

/** Renders the map of a group. Returns undefined if no member has a position. */
export function renderMap(
  numberedGroup: NumberedAccessPointGroup, style: MapStyle, title: string,
): HtmlFragment | undefined {
  const { size, named } = style;
  const members = numberedGroup.members.filter(hasMapPosition);
  const positions = members.flatMap(({ member }) => {
    const position = findRegionPosition(member.region);
    return position === undefined ? [] : [position];
  });
  if (members.length === 0) return undefined;
  const { drawLand, project } = createWorldMap(positions, size);
  const dots = separateDots(positions.map(project));
  const labelSizes = members.map((entry) => ({ width: measureLabel(entry, named), height: LABEL_HEIGHT }));
  const labels = placeLabels(dots, labelSizes, size);
  const positioned = members.map((entry, index): PositionedMember => (
    { ...entry, dot: dots[index], label: labels[index] }
  ));
  const membersByNumber = new Map(positioned.map((entry) => [entry.number, entry]));
  const width = named ? 'wide' : 'narrow';
  const titleId = `${numberedGroup.id}-${width}`;
  const crowded = numberedGroup.pairs.length > CROWD ? ' crowded' : '';
  return html`<svg class="map ${width}${crowded}" viewBox="0 0 ${size.width} ${size.height}" role="group"
  aria-labelledby="${titleId}" xmlns="http://www.w3.org/2000/svg">
<title id="${titleId}">${title}</title>
<defs><marker id="${titleId}-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"
  markerUnits="userSpaceOnUse" orient="auto"><path class="arrow" d="M0 0L8 4L0 8z"/></marker></defs>
<path class="land" d="${raw(drawLand())}"/>
<g aria-hidden="true">${numberedGroup.pairs.map((pair) => renderPair(pair, membersByNumber, `${titleId}-arrow`))}</g>
<g aria-hidden="true">${positioned.map(renderLeader)}</g>
${positioned.map((entry) => renderMember(entry, named))}
</svg>`;
}

/** Moves the dots of members in the same Region apart. */
function separateDots(dots: readonly MapPoint[]): MapPoint[] {
  return dots.map((dot, index) => {
    const before = dots.slice(0, index).filter(({ x, y }) => x === dot.x && y === dot.y).length;
    return { x: dot.x + before * DOT * 2.5, y: dot.y };
  });
}

/** The mark of a finding is at the end of the label. */
function measureLabel({ member, severity }: NumberedMember, named: boolean): number {
  const mark = severity === undefined ? 0 : MARK_WIDTH;
  return NUMBER_WIDTH + (named ? member.region!.length * CHARACTER + 10 : 0) + mark;
}

function formatCoordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function formatPoint({ x, y }: MapPoint): string {
  return `${formatCoordinate(x)} ${formatCoordinate(y)}`;
}

function renderPair(
  { from, to, twoWay, change }: ReplicatedMemberPair, membersByNumber: ReadonlyMap<number, PositionedMember>,
  arrow: string,
): HtmlFragment | undefined {
  const [start, end] = [membersByNumber.get(from.number)?.dot, membersByNumber.get(to.number)?.dot];
  if (start === undefined || end === undefined) return undefined;
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  // Lines bend to the north in both directions, so that a line from A to B has the same shape as a line from B to A.
  const side = end.x >= start.x ? 1 : -1;
  const control = {
    x: (start.x + end.x) / 2 + (side * (end.y - start.y)) * BEND,
    y: (start.y + end.y) / 2 - (side * (end.x - start.x)) * BEND,
  };
  const stop = twoWay ? end : pointTowards(end, control, Math.min(DOT + 2, length / 3));
  const direction = twoWay ? 'two-way' : 'one-way';
  const classes = `edge ${direction} m${from.number} m${to.number}${change === undefined ? '' : ` ${change}`}`;
  const d = `M${formatPoint(start)}Q${formatPoint(control)} ${formatPoint(stop)}`;
  return html`<path class="${classes}" d="${d}"${twoWay ? '' : raw(` marker-end="url(#${arrow})"`)}/>
`;
}

function pointTowards(from: MapPoint, to: MapPoint, distance: number): MapPoint {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
}

/** Renders the line from a dot to the nearest point of its label. */
function renderLeader({ dot, label }: PositionedMember): HtmlFragment | undefined {
  if (label === undefined) return undefined;
  const x = Math.min(Math.max(dot.x, label.x), label.x + label.width);
  const y = Math.min(Math.max(dot.y, label.y), label.y + label.height);
  return html`<path class="leader" d="M${formatPoint(dot)}L${formatPoint({ x, y })}"/>
`;
}

export const ROUTING_TEXTS: Readonly<Record<MemberRouting | 'none', string>> = {
  active: 'active', passive: 'passive', unknown: 'routing known at deployment', none: 'no access point',
};

export function describeRouting(entry: NumberedMember): string {
  return ROUTING_TEXTS[combineRouting(entry)];
}

function renderMember(entry: PositionedMember, named: boolean): HtmlFragment {
  const { member, number, id, dot, label, severity } = entry;
  const change = member.change === undefined ? '' : `, ${member.change}`;
  const mark = severity === undefined ? '' : `, ${severity}`;
  const ariaLabel = `${number} ${member.region}, ${describeRouting(entry)}${change}${mark}`;
  const classes = `member m${number} ${combineRouting(entry)} ${member.change ?? ''}`;
  return html`<a class="${classes}" href="#${id}" aria-label="${ariaLabel}">
<circle class="dot" cx="${formatCoordinate(dot.x)}" cy="${formatCoordinate(dot.y)}" r="${DOT}"/>${
  label && renderLabel(label, entry, named ? member.region! : undefined)}</a>
`;
}

function renderLabel(
  { x, y, width, height }: LabelBox, { number, severity }: NumberedMember, region: string | undefined,
): HtmlFragment {
  const baseline = formatCoordinate(y + height / 2 + 4);
  const corner = html`x="${formatCoordinate(x)}" y="${formatCoordinate(y)}"`;
  return html`<rect class="label" ${corner} width="${formatCoordinate(width)}" height="${height}" rx="${height / 2}"/>
<text class="number" x="${formatCoordinate(x + NUMBER_WIDTH / 2)}" y="${baseline}" text-anchor="middle">${number}</text>
${region && renderRegion(region, x + NUMBER_WIDTH, baseline)}${
  severity && renderMark(severity, x + width - MARK_WIDTH - (region === undefined ? 2 : 4), y + height / 2)}`;
}

/** Renders a triangle with an exclamation mark. Its color shows the severity. */
export function renderMark(severity: 'error' | 'warning', x: number, y: number): HtmlFragment {
  const [left, middle] = [formatCoordinate(x), formatCoordinate(x + 7)];
  const point = `M${left} ${formatCoordinate(y + 6)}h14l-7 -12.5z`;
  const sign = `M${middle} ${formatCoordinate(y - 2)}v4m0 1.5v1.5`;
  return html`<path class="mark ${severity}" d="${point}"/><path class="sign" d="${sign}"/>`;
}

function renderRegion(region: string, x: number, baseline: string): HtmlFragment {
  const length = formatCoordinate(region.length * CHARACTER);
  return html`<text class="region" x="${formatCoordinate(x)}" y="${baseline}" textLength="${length}">${region}</text>`;
}
