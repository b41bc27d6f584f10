import * as fc from 'fast-check';
import { type LabelBox, boxesOverlap, placeLabels } from '../../../cli/topology/place-labels';
import { findRegionPosition } from '../../../cli/topology/region-positions';
import { NARROW_MAP_STYLE, WIDE_MAP_STYLE } from '../../../cli/topology/render-map';
import { createWorldMap } from '../../../cli/topology/world-map';
import { REGIONS } from '../../../src/facts/regions';

const NAMES: string[] = REGIONS.map(({ region }) => region);

describe('findRegionPosition', () => {
  test('returns a position for every Region of the table', () => {
    expect(NAMES.filter((region) => findRegionPosition(region) === undefined)).toEqual([]);
  });
});

function layOut(regions: readonly string[], { size, named }: typeof WIDE_MAP_STYLE): {
  boxes: (LabelBox | undefined)[];
  dots: LabelBox[];
} {
  const positions = regions.map((region) => findRegionPosition(region)!);
  const { project } = createWorldMap(positions, size);
  const points = positions.map(project);
  const boxes = placeLabels(
    points,
    regions.map((region) => ({ width: 22 + (named ? region.length * 7.25 + 10 : 0), height: 20 })),
    size,
  );
  return { boxes, dots: points.map(({ x, y }) => ({ x: x - 6, y: y - 6, width: 12, height: 12 })) };
}

function inside({ x, y, width, height }: LabelBox, size: typeof WIDE_MAP_STYLE.size): boolean {
  return x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height;
}

describe('placeLabels', () => {
  test.each([
    ['a laptop', WIDE_MAP_STYLE],
    ['a phone', NARROW_MAP_STYLE],
  ])('places labels on %s without overlaps, inside the map, for any Regions', (_name, style) => {
    fc.assert(
      fc.property(fc.shuffledSubarray(NAMES, { minLength: 1, maxLength: 20 }), (regions) => {
        const { boxes, dots } = layOut(regions, style);
        expect(boxes).not.toContain(undefined);
        const labels = boxes as LabelBox[];
        expect(labels.filter((label) => !inside(label, style.size))).toEqual([]);
        const touching = labels.flatMap((label, index) => [
          ...labels.slice(index + 1).filter((other) => boxesOverlap(label, other)),
          ...dots.filter((dot) => boxesOverlap(label, dot)),
        ]);
        expect(touching).toEqual([]);
      }),
      { numRuns: process.env.SOAK ? 400 : 20 },
    );
  });

  test('omits a label if there is no fixture for it', () => {
    const point = { x: 4, y: 15 };
    const [first, second] = placeLabels(
      [point, point],
      [
        { width: 30, height: 10 },
        { width: 30, height: 10 },
      ],
      { width: 60, height: 18 },
    );
    expect([first, second].filter((box) => box === undefined)).toHaveLength(1);
  });
});
