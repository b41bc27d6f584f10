export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle by its upper left corner. */
export interface Box extends Point, Size {}

/** Free space around every label and every dot. */
const GAP = 3;
const DOT = 12;
const RING = 6;
const DIRECTIONS = 24;

export function boxesOverlap(a: Box, b: Box, gap = 0): boolean {
  return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
}

function around(center: Point, { width, height }: Size): Box {
  return { x: center.x - width / 2, y: center.y - height / 2, width, height };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Away from whatever is near, the nearest counting most. */
function outward(point: Point, others: readonly Point[]): number {
  const push = others.filter((other) => other !== point).reduce((sum, other) => {
    const weight = 1 / Math.max(distance(point, other), 1) ** 2;
    return { x: sum.x + (point.x - other.x) * weight, y: sum.y + (point.y - other.y) * weight };
  }, { x: 0, y: 0 });
  return Math.atan2(push.y, push.x);
}

/** Directions of a ring, those next to the one that leads away first. */
function directionsFrom(first: number): number[] {
  return Array.from({ length: DIRECTIONS }, (_, index) => {
    const turn = Math.ceil(index / 2) * (index % 2 === 0 ? 1 : -1);
    return first + (turn * 2 * Math.PI) / DIRECTIONS;
  });
}

/** Where a label of a size stands whose nearest edge is so far from its dot. */
function beside(dot: Point, { width, height }: Size, direction: number, radius: number): Point {
  return { x: dot.x + Math.cos(direction) * (radius + width / 2), y: dot.y + Math.sin(direction) * (radius + height / 2) };
}

/**
 * Places one label for each dot: as near as it gets without touching another label or a dot, inside the area. The crowded ones choose first.
 * Undefined where there is no room at all.
 */
export function placeLabels(dots: readonly Point[], sizes: readonly Size[], area: Size): (Box | undefined)[] {
  const obstacles = dots.map((dot) => around(dot, { width: DOT, height: DOT }));
  const crowd = dots.map((dot) => dots.reduce((sum, other) => sum + (other === dot ? 0 : 1 / Math.max(distance(dot, other), 1)), 0));
  const order = dots.map((_, index) => index).sort((a, b) => crowd[b] - crowd[a] || a - b);
  const placed: (Box | undefined)[] = dots.map(() => undefined);
  for (const index of order) {
    const taken = [...obstacles, ...placed.filter((box) => box !== undefined)];
    placed[index] = firstFree(candidates(dots[index], sizes[index], outward(dots[index], dots), area), taken);
  }
  return placed;
}

function firstFree(boxes: Iterable<Box>, taken: readonly Box[]): Box | undefined {
  for (const box of boxes) if (!taken.some((other) => boxesOverlap(box, other, GAP))) return box;
  return undefined;
}

/** Ring after ring around a dot, whatever is inside the area. */
function* candidates(dot: Point, size: Size, direction: number, area: Size): Iterable<Box> {
  for (let radius = DOT / 2 + GAP; radius < Math.hypot(area.width, area.height); radius += RING) {
    for (const angle of directionsFrom(direction)) {
      const box = around(beside(dot, size, angle, radius), size);
      if (box.x >= GAP && box.y >= GAP && box.x + box.width <= area.width - GAP && box.y + box.height <= area.height - GAP) yield box;
    }
  }
}
