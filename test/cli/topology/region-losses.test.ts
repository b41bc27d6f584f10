import { assessRegionLosses } from '../../../cli/topology/assess-region-loss';
import { makeNumberedAccessPointGroup } from '../../../cli/topology/numbered-members';
import { renderRegionLosses } from '../../../cli/topology/page-region-losses';
import { type AccessPointGroupView, type StackView } from '../../../cli/topology/topology';
import { edge, group, member } from './views';

const route = (declared: 'active' | 'passive' | 'unknown') => ({ routes: [{ accessPoint: 'Media/Media', declared }] });
const IRELAND = member('eu-west-1', route('active'));
const VIRGINIA = member('us-east-1', route('passive'));
const OREGON = member('us-west-2', route('active'));
const STACKS: StackView[] = [{ name: 'Media', region: 'eu-west-1', after: [] }];

const number = (view: AccessPointGroupView) => makeNumberedAccessPointGroup(view, 'media');
const assess = (view: AccessPointGroupView) => assessRegionLosses(number(view), STACKS).map((loss) => ({
  ...loss,
  ...Object.fromEntries((['lost', 'others', 'active', 'passive', 'copies'] as const).map((key) =>
    [key, loss[key].map((entry) => entry.number)])),
}));
const render = async (view: AccessPointGroupView) => String(await renderRegionLosses(number(view), STACKS) ?? '');

describe('assessRegionLosses', () => {
  test('finds the remaining members, the copies, the control Regions and the stacks', () => {
    const view = group([IRELAND, VIRGINIA, OREGON], [edge('eu-west-1', 'us-east-1', { timeControl: true })]);
    const runbooks = [{ name: 'media-failover', regions: ['eu-west-1', 'us-east-1'] }];
    const losses = assess({ ...view, operations: { ...view.operations, runbooks } });
    expect(losses[0]).toEqual({
      region: 'eu-west-1',
      lost: [1],
      others: [2, 3],
      wasActive: true,
      active: [3],
      passive: [2],
      copies: [2],
      hasTimeControl: true,
      controlRegions: ['ap-northeast-1', 'ap-southeast-2', 'us-east-1', 'us-west-2'],
      runbookRegions: ['us-east-1'],
      hasAccessPointStack: true,
      hasControlPlane: true,
    });
    expect(losses[2]).toMatchObject({
      copies: [], hasTimeControl: false, hasControlPlane: false, hasAccessPointStack: false,
    });
  });

  test('ignores what a deployment removes', () => {
    const view = group([IRELAND, { ...VIRGINIA, change: 'removed' }], [
      { ...edge('eu-west-1', 'us-east-1'), change: 'removed' },
    ]);
    expect(assess(view)).toHaveLength(1);
    expect(assess(view)[0]).toMatchObject({ active: [], passive: [], copies: [] });
  });
});

describe('renderRegionLosses', () => {
  test('states the effect on requests, objects and operation', async () => {
    const text = await render(group([IRELAND, VIRGINIA], [edge('eu-west-1', 'us-east-1')]));
    expect(text).toContain('<a id="media-without-eu-west-1" href="#media-without-eu-west-1">1 eu-west-1</a>');
    expect(text).toContain('All requests fail until a failover activates member 2.');
    expect(text).toContain('Member 2 has copies, except of writes that S3 had not replicated.');
    expect(text).toContain('No option limits the age of these writes.');
    expect(text).toContain('4 of 5 control Regions accept a failover. CloudFormation cannot deploy the stack');
    expect(text).toContain('S3 routes no requests to this Region.');
    expect(text).toContain('No member has copies of objects that clients wrote to this Region.');
  });

  test('states the effect on an active member beside active members, and the limit of time control', async () => {
    const text = await render(group([IRELAND, VIRGINIA, OREGON], [
      edge('eu-west-1', 'us-east-1', { timeControl: true }), edge('eu-west-1', 'us-west-2', { timeControl: true }),
    ]));
    expect(text).toContain('to it until a failover deactivates it. 1 other member remains active.');
    expect(text).toContain('Members 2 and 3 have copies, except');
    expect(text).toContain('Replication time control limits their age to 15 minutes (99.9 % of the objects in a month');
    expect(text).toContain('S3 cannot create, change or delete access points and their policies.');
  });

  test('shortens the lists of members if all other members are in them', async () => {
    const regions = ['eu-west-1', 'us-east-1', 'us-west-2', 'sa-east-1'];
    const members = regions.map((region, index) => member(region, route(index === 0 ? 'active' : 'passive')));
    const text = await render(group(members, regions.slice(1).map((to) => edge('eu-west-1', to))));
    expect(text).toContain('All requests fail until a failover activates another member.');
    expect(text).toContain('All 3 other members have copies, except');
  });

  test('states that no member remains, or that only a deployment decides the routing', async () => {
    expect(await render(group([IRELAND]))).toContain('No other member exists.');
    expect(await render(group([member('eu-west-1', route('unknown'))]))).toContain('Only a deployment decides');
  });

  test('groups Regions whose loss has the same effect', async () => {
    const members = ['eu-central-1', 'eu-north-1', 'eu-west-2'].map((region) => member(region, route('active')));
    const text = await render(group(members));
    expect(text.match(/<tr>/g)).toHaveLength(2);
    expect(text).toContain('>1 eu-central-1</a> <a id="media-without-eu-north-1"');
  });

  test('renders nothing without an access point or a Region', async () => {
    expect(await render({ ...group([IRELAND]), accessPoints: [] })).toBe('');
    expect(await render(group([member(undefined)]))).toBe('');
  });
});
