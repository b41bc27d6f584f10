import * as fc from 'fast-check';
import { type Box, boxesOverlap, placeLabels } from '../../../cli/topology/labels';
import { NARROW, WIDE } from '../../../cli/topology/map';
import { type RegionPosition, REGION_POSITIONS } from '../../../cli/topology/region-places';
import { worldMap } from '../../../cli/topology/world-map';
import { REGIONS } from '../../../src/facts/regions';

const NAMES = REGIONS.map(({ region }) => region);

test('every Region that the library knows has a place', () => {
  expect(NAMES.filter((region) => REGION_POSITIONS[region] === undefined)).toEqual([]);
});

function layOut(regions: readonly string[], { size, named }: typeof WIDE): { boxes: (Box | undefined)[]; dots: Box[] } {
  const places = regions.map((region): RegionPosition => REGION_POSITIONS[region]!);
  const { project } = worldMap(places, size);
  const points = places.map(project);
  const boxes = placeLabels(points, regions.map((region) => ({ width: 22 + (named ? region.length * 7.25 + 10 : 0), height: 20 })), size);
  return { boxes, dots: points.map(({ x, y }) => ({ x: x - 6, y: y - 6, width: 12, height: 12 })) };
}

function inside({ x, y, width, height }: Box, size: typeof WIDE.size): boolean {
  return x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height;
}

test.each([['a laptop', WIDE], ['a phone', NARROW]])('on %s no label touches another, or a dot, or leaves the map, whatever Regions there are', (_name, style) => {
  fc.assert(fc.property(fc.shuffledSubarray(NAMES, { minLength: 1, maxLength: 20 }), (regions) => {
    const { boxes, dots } = layOut(regions, style);
    expect(boxes).not.toContain(undefined);
    const labels = boxes as Box[];
    expect(labels.filter((label) => !inside(label, style.size))).toEqual([]);
    const touching = labels.flatMap((label, index) => [
      ...labels.slice(index + 1).filter((other) => boxesOverlap(label, other)),
      ...dots.filter((dot) => boxesOverlap(label, dot)),
    ]);
    expect(touching).toEqual([]);
  }), { numRuns: process.env.SOAK ? 400 : 20 });
});

test('a label that finds no room is left out rather than laid over another', () => {
  const point = { x: 4, y: 15 };
  const [first, second] = placeLabels([point, point], [{ width: 30, height: 10 }, { width: 30, height: 10 }], { width: 60, height: 18 });
  expect([first, second].filter((box) => box === undefined)).toHaveLength(1);
});
