import { compareTopologies } from '../../../cli/topology/changes';
import { edge, group, member, topology } from './views';

const IRELAND = member('eu-west-1');
const VIRGINIA = member('us-east-1');
const TOKYO = member('ap-northeast-1');

test('what comes, what goes and what stays stand in one topology', () => {
  const before = topology(group([IRELAND, VIRGINIA], [edge('eu-west-1', 'us-east-1'), edge('us-east-1', 'eu-west-1')]));
  const after = topology(group([IRELAND, TOKYO], [edge('eu-west-1', 'ap-northeast-1')]));
  const { groups, alterations } = compareTopologies(before, after);
  expect(groups).toHaveLength(1);
  expect(groups[0].members.map(({ key, change }) => [key, change])).toEqual([
    ['media-eu-west-1', undefined], ['media-ap-northeast-1', 'added'], ['media-us-east-1', 'removed'],
  ]);
  expect(groups[0].edges.map(({ from, to, change }) => [from, to, change])).toEqual([
    ['media-eu-west-1', 'media-ap-northeast-1', 'added'],
    ['media-eu-west-1', 'media-us-east-1', 'removed'],
    ['media-us-east-1', 'media-eu-west-1', 'removed'],
  ]);
  expect(alterations).toEqual([]);
});

test('what is there before and after may be different', () => {
  const before = topology(group([IRELAND, VIRGINIA], [edge('eu-west-1', 'us-east-1')]));
  const after = topology(group(
    [{ ...IRELAND, routes: [{ accessPoint: 'Media/Media', declared: 'passive' }] }, { ...VIRGINIA, encryption: 'SSE-KMS, alias/media' }],
    [edge('eu-west-1', 'us-east-1', { options: [] })],
  ));
  expect(compareTopologies(before, after).alterations).toEqual([
    { what: 'routing to media-eu-west-1', before: 'active', after: 'passive' },
    { what: 'encryption of media-us-east-1', before: 'SSE-S3', after: 'SSE-KMS, alias/media' },
    { what: 'replication from media-eu-west-1 to media-us-east-1', before: 'delete markers', after: 'nothing' },
  ]);
});

test('a group that is gone is shown going; one that is new is shown coming', () => {
  const other = { ...group([member('sa-east-1')]), accessPoints: [{ key: 'Other/Other', label: 'other', stack: 'Other' }] };
  const { groups } = compareTopologies(topology(group([IRELAND])), topology(other));
  expect(groups.map(({ members }) => members.map(({ key, change }) => [key, change]))).toEqual([[['media-sa-east-1', 'added']], [['media-eu-west-1', 'removed']]]);
});

test('an access point whose buckets all change is the same access point', () => {
  const { groups } = compareTopologies(topology(group([IRELAND])), topology(group([TOKYO])));
  expect(groups.map(({ members }) => members.map(({ change }) => change))).toEqual([['added', 'removed']]);
});

test('stacks come and go too', () => {
  const stack = (name: string) => ({ name, region: 'eu-west-1', after: [] });
  const { stacks } = compareTopologies({ ...topology(), stacks: [stack('Old'), stack('Home')] }, { ...topology(), stacks: [stack('Home'), stack('New')] });
  expect(stacks.map(({ name, change }) => [name, change])).toEqual([['Home', undefined], ['New', 'added'], ['Old', 'removed']]);
});
