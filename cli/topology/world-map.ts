import { geoNaturalEarth1, geoPath, type GeoContext, type GeoPermissibleObjects } from 'd3-geo';
import { feature } from 'topojson-client';
import land from 'world-atlas/land-110m.json';
import { type MapPoint, type LabelSize } from './place-labels';
import { type RegionPosition } from './region-positions';

/** A map of the part of the world that contains the given positions. */
export interface WorldMap {
  /** Returns the outline of the land as the `d` of an SVG path. This is the slowest part of drawing a map. */
  readonly drawLand: () => string;
  /** Draws the same outline into a canvas. */
  readonly drawLandInto: (canvas: GeoContext) => void;
  readonly project: (position: RegionPosition) => MapPoint;
}

/** The smallest part of the world that a map shows, so that neighbouring Regions appear with their continent. */
const MINIMUM_DEGREES: RegionPosition = [70, 36];
const MARGIN = 0.09;

const LAND = feature(land as unknown as Parameters<typeof feature>[0], 'land' as never) as GeoPermissibleObjects;

/** A map is centred on the Pacific only if it becomes narrower by this many degrees. */
const MINIMUM_GAIN_DEGREES = 60;

/** Finds the longitude in the middle of the map. It is in the Pacific if all positions are around the Pacific. */
export function findMiddleLongitude(positions: readonly RegionPosition[]): number {
  const sorted = positions.map(([longitude]) => longitude).sort((a, b) => a - b);
  const [west, east] = [sorted[0], sorted.at(-1)!];
  const gaps = sorted.slice(1).map((longitude, index) => ({ from: sorted[index], width: longitude - sorted[index] }));
  const widest = gaps.reduce((best, gap) => (gap.width > best.width ? gap : best), { from: 0, width: 0 });
  const usual = east - west;
  const across = 360 - widest.width;
  if (usual - across < MINIMUM_GAIN_DEGREES) return west + usual / 2;
  const middle = widest.from + widest.width + across / 2;
  return middle > 180 ? middle - 360 : middle;
}

export function createWorldMap(positions: readonly RegionPosition[], area: LabelSize): WorldMap {
  const middle = findMiddleLongitude(positions);
  const latitudes = positions.map(([, latitude]) => latitude);
  const level = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  const [width, height] = MINIMUM_DEGREES;
  const shown = [...positions, ...[-1, 1].flatMap((side): RegionPosition[] => [
    [middle + (side * width) / 2, level],
    [middle, Math.max(-80, Math.min(80, level + (side * height) / 2))],
  ])];
  const margin = [area.width * MARGIN, area.height * MARGIN];
  const projection = geoNaturalEarth1().rotate([-middle, 0]).fitExtent(
    [[margin[0], margin[1]], [area.width - margin[0], area.height - margin[1]]],
    { type: 'MultiPoint', coordinates: shown.map(([longitude, latitude]) => [longitude, latitude]) },
  ).clipExtent([[0, 0], [area.width, area.height]]);
  return {
    drawLand: () => geoPath(projection).digits(1)(LAND) ?? '',
    drawLandInto: (canvas) => geoPath(projection, canvas)(LAND),
    project: ([longitude, latitude]) => {
      const [x, y] = projection([longitude, latitude])!;
      return { x, y };
    },
  };
}
