import { computeMonthlyCostOfGroup } from '../../../cli/topology/monthly-cost';
import { renderTopologyPage } from '../../../cli/topology/page';
import { PAGE_LIST_PRICES, type PagePrices } from '../../../cli/topology/prices';
import { edge, group, member, PROVENANCE, topology } from './views';

const PRICES: PagePrices = {
  ...PAGE_LIST_PRICES,
  routing: 1,
  timeControl: 10,
  storage: 100,
  putRequests: 1000,
  transferBetween: {},
  transfer: { 'eu-west-1': 2, 'us-east-1': 4 },
};
const route = (declared: 'active' | 'passive') => ({ routes: [{ accessPoint: 'Media/Media', declared }] });
const EDGES = [edge('eu-west-1', 'us-east-1', { timeControl: true }), edge('us-east-1', 'eu-west-1')];
const USAGE = { gigabytes: 10, requests: 5 };

describe('computeMonthlyCostOfGroup', () => {
  test('counts routing, replication, requests and copies of objects that clients write to the active member', () => {
    const view = group([member('eu-west-1', route('active')), member('us-east-1', route('passive'))], EDGES);
    expect(computeMonthlyCostOfGroup(view, PRICES, USAGE)).toEqual({
      routing: 10, transfer: 20, timeControl: 100, requests: 10, storage: 2000,
    });
  });

  test('divides the objects between active members', () => {
    const view = group([member('eu-west-1', route('active')), member('us-east-1', route('active'))], EDGES);
    expect(computeMonthlyCostOfGroup(view, PRICES, USAGE))
      .toMatchObject({ transfer: 30, timeControl: 50, storage: 2000 });
  });

  test('divides the objects between all members without an active member, and ignores removed replication', () => {
    const view = group([member('eu-west-1', route('passive')), member('us-east-1', route('passive'))], [
      EDGES[0], { ...EDGES[1], change: 'removed' },
    ]);
    expect(computeMonthlyCostOfGroup(view, PRICES, USAGE))
      .toMatchObject({ transfer: 10, timeControl: 50, storage: 1500 });
  });

  test('does not guess the price of a Region', () => {
    const view = group([member('eu-west-1', route('active')), member('us-east-1', route('active'))], EDGES);
    expect(computeMonthlyCostOfGroup(view, { ...PRICES, transfer: {} }, USAGE).transfer).toBeUndefined();
  });
});

describe('renderTopologyPage', () => {
  test('adds up the monthly cost, and names an unknown price', async () => {
    const view = group([member('eu-west-1', route('active')), member('us-east-1', route('passive'))], EDGES);
    const render = (prices: PagePrices) =>
      renderTopologyPage({ topology: topology(view), prices, provenance: PROVENANCE, usage: USAGE });
    expect(await render(PRICES))
      .toContain('<tr class="total"><th scope="row">total</th>\n<td class="amount">$2,140.00</td>');
    expect(await render({ ...PRICES, transfer: {} }))
      .toContain('<tr class="total"><th scope="row">total</th>\n<td class="amount">price unknown</td>');
  });
});
