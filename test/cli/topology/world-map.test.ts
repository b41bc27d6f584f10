import { REGION_POSITIONS } from '../../../cli/topology/region-places';
import { middleLongitude, worldMap } from '../../../cli/topology/world-map';

const SIZE = { width: 1000, height: 500 };
const placesOf = (...regions: string[]) => regions.map((region) => REGION_POSITIONS[region]!);

test('the Atlantic is in the middle of America and Europe, the Pacific in the middle of America and Japan', () => {
  expect(middleLongitude(placesOf('us-east-1', 'eu-west-1'))).toBeCloseTo(-41.9);
  expect(Math.abs(middleLongitude(placesOf('us-west-2', 'ap-northeast-1')))).toBeCloseTo(170);
  expect(middleLongitude(placesOf('ap-southeast-2', 'sa-east-1', 'us-west-2'))).toBeCloseTo(-127.7);
});

test('three continents are shown as everybody knows the world', () => {
  const { project } = worldMap(placesOf('eu-west-1', 'us-east-1', 'ap-northeast-1'), SIZE);
  const [ireland, virginia, tokyo] = placesOf('eu-west-1', 'us-east-1', 'ap-northeast-1').map(project);
  expect(virginia.x).toBeLessThan(ireland.x);
  expect(ireland.x).toBeLessThan(tokyo.x);
  expect(ireland.y).toBeLessThan(virginia.y);
});

test('one member is shown with its continent around it', () => {
  const { project, drawLand } = worldMap(placesOf('eu-central-1'), SIZE);
  const [frankfurt, stockholm, sydney] = placesOf('eu-central-1', 'eu-north-1', 'ap-southeast-2').map(project);
  expect(frankfurt.x).toBeCloseTo(500);
  expect(stockholm.y).toBeGreaterThan(0);
  expect(sydney.x).toBeGreaterThan(SIZE.width);
  expect(drawLand()).toMatch(/^M[\d.,\-MLZ]+$/);
});
