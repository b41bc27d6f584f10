import { checkGraph, type Directions, makeEdges, replicationPriority } from '../../src/diagnostics/checks/replication-graph';
import { REGIONS } from '../../src/facts/regions';

const NODES = ['us-east-1', 'ap-northeast-1', 'eu-west-1'].map((region) => ({ region, bucket: `media-${region}` }));
const pairs = (directions: Directions) => makeEdges(NODES, directions).map(({ source, destination }) => `${source.region} ${destination.region}`);

test('edges stand in the order of Regions, and none leads back to its source', () => {
  expect(pairs({})).toEqual([
    'ap-northeast-1 eu-west-1', 'ap-northeast-1 us-east-1', 'eu-west-1 ap-northeast-1', 'eu-west-1 us-east-1', 'us-east-1 ap-northeast-1', 'us-east-1 eu-west-1',
  ]);
  expect(pairs({ sources: ['eu-west-1'], destinations: ['eu-west-1', 'us-east-1'] })).toEqual(['eu-west-1 us-east-1']);
  expect(NODES[0].region).toBe('us-east-1');
});

test('a priority is the place of the Region in the table, for ever', () => {
  expect(['us-east-1', 'ap-northeast-1', 'eu-west-1'].map(replicationPriority)).toEqual([1000, 1009, 1012]);
  expect(new Set(REGIONS.map(({ region }) => replicationPriority(region))).size).toBe(REGIONS.length);
  // Of Regions that AWS has added since: deployed rules have it.
  expect(['eu-new-9', 'us-new-9'].map(replicationPriority)).toEqual([243_179_804, 669_995_152]);
});

test.each<[string, typeof NODES, Directions, string[]]>([
  ['a graph', NODES, {}, []],
  ['two buckets in one Region', [...NODES, { region: 'us-east-1', bucket: 'again' }], {}, ['MRAP402 .*"media-us-east-1".*"again"']],
  ['a Region without bucket', NODES, { sources: ['sa-east-1'], destinations: ['sa-east-1'] }, ['MRAP775 .*region "sa-east-1" has no bucket']],
  ['one bucket', NODES.slice(0, 1), {}, ['MRAP775 .*no bucket replicates to another']],
  ['nothing but a circle', NODES, { sources: ['eu-west-1'], destinations: ['eu-west-1'] }, ['MRAP775 .*no bucket replicates to another']],
])('%s', (_, nodes, directions, expected) => {
  expect(checkGraph(nodes, directions).map(({ ruleId, message }) => `${ruleId} ${message}`)).toEqual(expected.map((text) => expect.stringMatching(new RegExp(text))));
});
