import { type RegionCode } from '../../src/facts/regions';

/** A point on earth, in degrees. East and north are positive. */
export type RegionPosition = readonly [longitude: number, latitude: number];

/**
 * The position of each Region on the map: the city or state in its name. AWS does not publish the locations of data
 * centers. A Region without a position does not compile.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
const REGION_POSITIONS: Readonly<Record<RegionCode, RegionPosition>> = {
  'us-east-1': [-77.5, 39],
  'us-east-2': [-83, 40],
  'us-west-1': [-122, 37.4],
  'us-west-2': [-119.7, 45.8],
  'ap-south-1': [72.9, 19.1],
  'ap-northeast-3': [135.5, 34.7],
  'ap-northeast-2': [127, 37.6],
  'ap-southeast-1': [103.8, 1.35],
  'ap-southeast-2': [151.2, -33.9],
  'ap-northeast-1': [139.7, 35.7],
  'ca-central-1': [-73.6, 45.5],
  'eu-central-1': [8.7, 50.1],
  'eu-west-1': [-6.3, 53.3],
  'eu-west-2': [-0.1, 51.5],
  'eu-west-3': [2.4, 48.9],
  'eu-north-1': [18.1, 59.3],
  'sa-east-1': [-46.6, -23.5],
  'af-south-1': [18.4, -33.9],
  'ap-east-1': [114.2, 22.3],
  'ap-southeast-3': [106.8, -6.2],
  'ap-southeast-4': [145, -37.8],
  'ap-south-2': [78.5, 17.4],
  'ca-west-1': [-114.1, 51],
  'eu-central-2': [8.5, 47.4],
  'eu-south-1': [9.2, 45.5],
  'eu-south-2': [-0.9, 41.6],
  'il-central-1': [34.8, 32.1],
  'me-south-1': [50.6, 26.2],
  'me-central-1': [54.4, 24.5],
  'ap-southeast-5': [101.7, 3.1],
  'ap-southeast-7': [100.5, 13.8],
  'ap-southeast-6': [174.8, -36.8],
  'ap-east-2': [121.5, 25],
  'mx-central-1': [-100.4, 20.6],
  'me-west-1': [46.7, 24.7],
  'sa-west-1': [-70.7, -33.4],
};

const POSITIONS = new Map<string, RegionPosition>(Object.entries(REGION_POSITIONS));

/** Returns the position of a Region, or undefined if the Region is not in the table. */
export function findRegionPosition(region: string | undefined): RegionPosition | undefined {
  return region === undefined ? undefined : POSITIONS.get(region);
}
