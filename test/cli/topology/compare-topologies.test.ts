import { compareTopologies } from '../../../cli/topology/compare-topologies';
import { edge, group, member, topology } from './views';

const IRELAND = member('eu-west-1');
const VIRGINIA = member('us-east-1');
const TOKYO = member('ap-northeast-1');

describe('compareTopologies', () => {
  test('merges both topologies and marks additions and removals', () => {
    const before = topology(
      group([IRELAND, VIRGINIA], [edge('eu-west-1', 'us-east-1'), edge('us-east-1', 'eu-west-1')]),
    );
    const after = topology(group([IRELAND, TOKYO], [edge('eu-west-1', 'ap-northeast-1')]));
    const { groups, propertyChanges } = compareTopologies(before, after);
    expect(groups).toHaveLength(1);
    expect(groups[0].members.map(({ key, change }) => [key, change])).toEqual([
      ['media-eu-west-1', undefined], ['media-ap-northeast-1', 'added'], ['media-us-east-1', 'removed'],
    ]);
    expect(groups[0].edges.map(({ from, to, change }) => [from, to, change])).toEqual([
      ['media-eu-west-1', 'media-ap-northeast-1', 'added'],
      ['media-eu-west-1', 'media-us-east-1', 'removed'],
      ['media-us-east-1', 'media-eu-west-1', 'removed'],
    ]);
    expect(propertyChanges).toEqual([]);
  });

  test('lists the properties that differ', () => {
    const before = topology(group([IRELAND, VIRGINIA], [edge('eu-west-1', 'us-east-1')]));
    const after = topology(
      group(
        [
          { ...IRELAND, routes: [{ accessPoint: 'Media/Media', declared: 'passive' }] },
          { ...VIRGINIA, encryption: 'SSE-KMS, alias/media' },
        ],
        [edge('eu-west-1', 'us-east-1', { options: [] })],
      ),
    );
    expect(compareTopologies(before, after).propertyChanges).toEqual([
      { what: 'routing to media-eu-west-1', before: 'active', after: 'passive' },
      { what: 'encryption of media-us-east-1', before: 'SSE-S3', after: 'SSE-KMS, alias/media' },
      { what: 'replication from media-eu-west-1 to media-us-east-1', before: 'delete markers', after: 'nothing' },
    ]);
  });

  test('marks removed groups and added groups', () => {
    const other = {
      ...group([member('sa-east-1')]),
      accessPoints: [{ key: 'Other/Other', label: 'other', stack: 'Other' }],
    };
    const { groups } = compareTopologies(topology(group([IRELAND])), topology(other));
    expect(groups.map(({ members }) => members.map(({ key, change }) => [key, change]))).toEqual([
      [['media-sa-east-1', 'added']],
      [['media-eu-west-1', 'removed']],
    ]);
  });

  test('matches an access point even if all its buckets change', () => {
    const { groups } = compareTopologies(topology(group([IRELAND])), topology(group([TOKYO])));
    expect(groups.map(({ members }) => members.map(({ change }) => change))).toEqual([['added', 'removed']]);
  });

  test('marks added and removed stacks', () => {
    const stack = (name: string) => ({ name, region: 'eu-west-1', after: [] });
    const { stacks } = compareTopologies(
      { ...topology(), stacks: [stack('Old'), stack('Home')] },
      { ...topology(), stacks: [stack('Home'), stack('New')] },
    );
    expect(stacks.map(({ name, change }) => [name, change])).toEqual([
      ['Home', undefined],
      ['New', 'added'],
      ['Old', 'removed'],
    ]);
  });
});
