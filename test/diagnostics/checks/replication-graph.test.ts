import {
  checkReplicationGraph, makeEdges, replicationPriority, type ReplicationDirections,
} from '../../../src/diagnostics/checks/replication-graph';
import { REGIONS } from '../../../src/facts/regions';

const NODES = ['us-east-1', 'ap-northeast-1', 'eu-west-1'].map((region) => ({ region, bucket: `media-${region}` }));

describe('makeEdges', () => {
  const makePairs = (directions: ReplicationDirections) =>
    makeEdges(NODES, directions).map(({ source, destination }) => `${source.region} ${destination.region}`);

  test('sorts edges by Region', () => {
    expect(makePairs({})).toEqual([
      'ap-northeast-1 eu-west-1', 'ap-northeast-1 us-east-1', 'eu-west-1 ap-northeast-1', 'eu-west-1 us-east-1',
      'us-east-1 ap-northeast-1', 'us-east-1 eu-west-1',
    ]);
    expect(NODES[0].region).toBe('us-east-1');
  });

  test('lists edges between two buckets of one Region, in their order', () => {
    const nodes = [{ region: 'us-east-1', bucket: 'b' }, { region: 'us-east-1', bucket: 'a' }];
    expect(makeEdges(nodes, {}).map(({ source, destination }) => source.bucket + destination.bucket))
      .toEqual(['ba', 'ab']);
  });

  test('omits an edge from a bucket to itself', () => {
    expect(makePairs({ sources: ['eu-west-1'], destinations: ['eu-west-1', 'us-east-1'] }))
      .toEqual(['eu-west-1 us-east-1']);
  });
});

describe('replicationPriority', () => {
  test('never changes for a Region of the table', () => {
    expect(['us-east-1', 'ap-northeast-1', 'eu-west-1'].map(replicationPriority)).toEqual([1000, 1009, 1012]);
  });

  test('never changes for a Region that is missing from the table', () => {
    expect(['eu-new-9', 'us-new-9'].map(replicationPriority)).toEqual([243_179_804, 669_995_152]);
  });

  test('differs for each Region', () => {
    expect(new Set(REGIONS.map(({ region }) => replicationPriority(region))).size).toBe(REGIONS.length);
  });
});

describe('checkReplicationGraph', () => {
  test('accepts one bucket in each Region', () => {
    expect(checkReplicationGraph(NODES, [{}])).toEqual([]);
  });

  test.each<[string, typeof NODES, ReplicationDirections, RegExp]>([
    [
      'a Region without a bucket', NODES, { sources: ['sa-east-1'], destinations: ['sa-east-1'] },
      /^MRAP775 .*Region "sa-east-1" without a bucket/,
    ],
    ['a single bucket', NODES.slice(0, 1), {}, /^MRAP775 .*no direction between two buckets/],
    [
      'a single direction from a bucket to itself', NODES, { sources: ['eu-west-1'], destinations: ['eu-west-1'] },
      /^MRAP775 .*no direction/,
    ],
  ])('refuses %s', (_title, nodes, directions, expected) => {
    expect(checkReplicationGraph(nodes, [directions]).map(({ ruleId, message }) => `${ruleId} ${message}`))
      .toEqual([expect.stringMatching(expected)]);
  });
});
