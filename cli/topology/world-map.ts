import { geoNaturalEarth1, geoPath, type GeoPermissibleObjects } from 'd3-geo';
import { feature } from 'topojson-client';
import land from 'world-atlas/land-110m.json';
import { type Point, type Size } from './labels';
import { type RegionPosition } from './region-places';

/** The part of the world that holds some places, drawn into an area. */
export interface WorldMap {
  /** The outline of the land, as the `d` of an SVG path; of all that a map takes it takes the longest. */
  readonly drawLand: () => string;
  readonly project: (place: RegionPosition) => Point;
}

/** Two places near each other are shown with the continent around them, not with their streets. */
const LEAST_DEGREES: RegionPosition = [70, 36];
const MARGIN = 0.09;

const LAND = feature(land as unknown as Parameters<typeof feature>[0], 'land' as never) as GeoPermissibleObjects;

/** What a map must gain for the world to be cut elsewhere than where everybody knows it to be, in degrees. */
const WORTH_A_NEW_CUT = 60;

/** The longitude in the middle of the map. Places on both sides of the Pacific, and nowhere else, have the Pacific between them. */
export function middleLongitude(places: readonly RegionPosition[]): number {
  const sorted = places.map(([longitude]) => longitude).sort((a, b) => a - b);
  const [west, east] = [sorted[0], sorted.at(-1)!];
  const gaps = sorted.slice(1).map((longitude, index) => ({ from: sorted[index], width: longitude - sorted[index] }));
  const widest = gaps.reduce((best, gap) => (gap.width > best.width ? gap : best), { from: 0, width: 0 });
  const usual = east - west;
  const across = 360 - widest.width;
  if (usual - across < WORTH_A_NEW_CUT) return west + usual / 2;
  const middle = widest.from + widest.width + across / 2;
  return middle > 180 ? middle - 360 : middle;
}

export function worldMap(places: readonly RegionPosition[], area: Size): WorldMap {
  const middle = middleLongitude(places);
  const latitudes = places.map(([, latitude]) => latitude);
  const level = (Math.min(...latitudes) + Math.max(...latitudes)) / 2;
  const [width, height] = LEAST_DEGREES;
  const shown = [...places, ...[-1, 1].flatMap((side): RegionPosition[] => [
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
    project: ([longitude, latitude]) => {
      const [x, y] = projection([longitude, latitude])!;
      return { x, y };
    },
  };
}
