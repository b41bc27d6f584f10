import { findRegionPosition } from '../../../cli/topology/region-positions';
import { findMiddleLongitude, createWorldMap } from '../../../cli/topology/world-map';

const SIZE = { width: 1000, height: 500 };
const findPositions = (...regions: string[]) => regions.map((region) => findRegionPosition(region)!);

describe('findMiddleLongitude', () => {
  test('centres the map on the Atlantic or on the Pacific to make it narrow', () => {
    expect(findMiddleLongitude(findPositions('us-east-1', 'eu-west-1'))).toBeCloseTo(-41.9);
    expect(Math.abs(findMiddleLongitude(findPositions('us-west-2', 'ap-northeast-1')))).toBeCloseTo(170);
    expect(findMiddleLongitude(findPositions('ap-southeast-2', 'sa-east-1', 'us-west-2'))).toBeCloseTo(-127.7);
  });
});

describe('createWorldMap', () => {
  test('projects three continents with Europe in the middle', () => {
    const { project } = createWorldMap(findPositions('eu-west-1', 'us-east-1', 'ap-northeast-1'), SIZE);
    const [ireland, virginia, tokyo] = findPositions('eu-west-1', 'us-east-1', 'ap-northeast-1').map(project);
    expect(virginia.x).toBeLessThan(ireland.x);
    expect(ireland.x).toBeLessThan(tokyo.x);
    expect(ireland.y).toBeLessThan(virginia.y);
  });

  test('shows the continent around a single member', () => {
    const { project, drawLand } = createWorldMap(findPositions('eu-central-1'), SIZE);
    const [frankfurt, stockholm, sydney] = findPositions('eu-central-1', 'eu-north-1', 'ap-southeast-2').map(project);
    expect(frankfurt.x).toBeCloseTo(500);
    expect(stockholm.y).toBeGreaterThan(0);
    expect(sydney.x).toBeGreaterThan(SIZE.width);
    expect(drawLand()).toMatch(/^M[\d.,\-MLZ]+$/);
  });
});
