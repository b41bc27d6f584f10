export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

export interface LabelSize {
  readonly width: number;
  readonly height: number;
}

/** A rectangle, defined by its upper left corner and its size. */
export interface LabelBox extends MapPoint, LabelSize {}

/** The free space around each label and each dot. */
const GAP = 3;
const DOT = 12;
const RING = 6;
const DIRECTIONS = 24;

export function boxesOverlap(a: LabelBox, b: LabelBox, gap = 0): boolean {
  const overlapsHorizontally = a.x < b.x + b.width + gap && b.x < a.x + a.width + gap;
  const overlapsVertically = a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
  return overlapsHorizontally && overlapsVertically;
}

function isInside({ x, y, width, height }: LabelBox, area: LabelSize): boolean {
  return x >= GAP && y >= GAP && x + width <= area.width - GAP && y + height <= area.height - GAP;
}

function boxAround(center: MapPoint, { width, height }: LabelSize): LabelBox {
  return { x: center.x - width / 2, y: center.y - height / 2, width, height };
}

function distance(a: MapPoint, b: MapPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Returns the direction away from all other points. Nearer points have more weight. */
function outwardDirection(point: MapPoint, others: readonly MapPoint[]): number {
  const push = others.filter((other) => other !== point).reduce((sum, other) => {
    const weight = 1 / Math.max(distance(point, other), 1) ** 2;
    return { x: sum.x + (point.x - other.x) * weight, y: sum.y + (point.y - other.y) * weight };
  }, { x: 0, y: 0 });
  return Math.atan2(push.y, push.x);
}

/** Lists the directions around a dot, sorted by their distance from the first direction. */
function listDirections(first: number): number[] {
  return Array.from({ length: DIRECTIONS }, (_, index) => {
    const turn = Math.ceil(index / 2) * (index % 2 === 0 ? 1 : -1);
    return first + (turn * 2 * Math.PI) / DIRECTIONS;
  });
}

/** Returns the center of a label with the given distance between its nearest edge and its dot. */
function positionBeside(dot: MapPoint, { width, height }: LabelSize, direction: number, radius: number): MapPoint {
  return {
    x: dot.x + Math.cos(direction) * (radius + width / 2),
    y: dot.y + Math.sin(direction) * (radius + height / 2),
  };
}

/**
 * Places one label for each dot, as near as possible without touching another label or dot, inside the area. Labels of
 * crowded dots are placed first. A label is undefined if there is no room for it.
 */
export function placeLabels(
  dots: readonly MapPoint[], sizes: readonly LabelSize[], area: LabelSize,
): (LabelBox | undefined)[] {
  const obstacles = dots.map((dot) => boxAround(dot, { width: DOT, height: DOT }));
  const closeness = (dot: MapPoint, other: MapPoint) => (other === dot ? 0 : 1 / Math.max(distance(dot, other), 1));
  const crowdedness = dots.map((dot) => dots.reduce((sum, other) => sum + closeness(dot, other), 0));
  const order = dots.map((_, index) => index).sort((a, b) => crowdedness[b] - crowdedness[a] || a - b);
  const placed: (LabelBox | undefined)[] = dots.map(() => undefined);
  for (const index of order) {
    const taken = [...obstacles, ...placed.filter((box) => box !== undefined)];
    const [dot, size] = [dots[index], sizes[index]];
    placed[index] = findFirstFree(generateCandidates(dot, size, outwardDirection(dot, dots), area), taken);
  }
  return placed;
}

function findFirstFree(boxes: Iterable<LabelBox>, taken: readonly LabelBox[]): LabelBox | undefined {
  for (const box of boxes) if (!taken.some((other) => boxesOverlap(box, other, GAP))) return box;
  return undefined;
}

/** Generates the positions of a label inside the area, in rings of increasing radius around its dot. */
function* generateCandidates(dot: MapPoint, size: LabelSize, direction: number, area: LabelSize): Iterable<LabelBox> {
  for (let radius = DOT / 2 + GAP; radius < Math.hypot(area.width, area.height); radius += RING) {
    for (const angle of listDirections(direction)) {
      const box = boxAround(positionBeside(dot, size, angle, radius), size);
      if (isInside(box, area)) yield box;
    }
  }
}
