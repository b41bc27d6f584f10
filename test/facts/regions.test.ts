import { COMMERCIAL_PARTITION, findPartition, PARTITIONS } from '../../src/facts/partitions';
import { findRegion, REGIONS } from '../../src/facts/regions';

describe('REGIONS', () => {
  test('keeps the support of the 34 Regions of its first release', () => {
    const first = REGIONS.slice(0, 34);
    const count = (support: string) => first.filter((entry) => entry.support === support).length;
    expect([count('default'), count('opt-in'), count('unsupported')]).toEqual([17, 12, 5]);
  });

  test('contains each Region once', () => {
    expect(new Set(REGIONS.map((entry) => entry.region)).size).toBe(REGIONS.length);
  });

  test('keeps the order of the Regions, because replication priorities depend on it', () => {
    const released = [
      'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ap-south-1', 'ap-northeast-3', 'ap-northeast-2',
      'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ca-central-1', 'eu-central-1', 'eu-west-1', 'eu-west-2',
      'eu-west-3', 'eu-north-1', 'sa-east-1', 'af-south-1', 'ap-east-1', 'ap-southeast-3', 'ap-southeast-4',
      'ap-south-2', 'ca-west-1', 'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-south-1',
      'me-central-1', 'ap-southeast-5', 'ap-southeast-7', 'ap-southeast-6', 'ap-east-2', 'mx-central-1',
    ];
    expect(REGIONS.map((entry) => entry.region).slice(0, released.length)).toEqual(released);
  });
});

describe('findRegion', () => {
  test.each([
    ['eu-west-1', 'default'],
    ['af-south-1', 'opt-in'],
    ['mx-central-1', 'unsupported'],
    ['eu-nowhere-1', undefined],
  ])('returns for %s the support %s', (region, support) => {
    expect(findRegion(region)?.support).toBe(support);
  });
});

describe('findPartition', () => {
  test.each([
    ['eu-west-1', 'aws'],
    ['xx-new-9', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('returns for %s the partition %s', (region, partition) => {
    expect(findPartition(region)).toBe(partition);
  });
});

describe('PARTITIONS', () => {
  test('contains one partition that supports Multi-Region Access Points', () => {
    expect(PARTITIONS.filter((entry) => entry.supportsMultiRegionAccessPoints).map((entry) => entry.partition))
      .toEqual([COMMERCIAL_PARTITION]);
  });
});
