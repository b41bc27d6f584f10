import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { PAGE_LIST_PRICES, readPrices } from '../../../cli/topology/prices';
import { formatDollars, toTerabytePrice, computeReplicationCosts } from '../../../cli/topology/replication-costs';
import { type EdgeView, type AccessPointGroupView, type MemberView } from '../../../cli/topology/topology';
import { temporaryFolder } from '../../support/temporary-folder';
import { group } from './views';

function member(key: string, region?: string): MemberView {
  return { key, bucket: key, region, account: '111122223333', encryption: 'SSE-S3', routes: [] };
}

function edge(from: string, to: string, more: Partial<EdgeView> = {}): EdgeView {
  return { from, to, options: [], timeControl: false, ...more };
}

const GROUP: AccessPointGroupView = {
  ...group([]),
  accessPoints: [],
  members: [
    member('virginia', 'us-east-1'),
    member('ohio', 'us-east-2'),
    member('tokyo', 'ap-northeast-1'),
    member('backup', 'us-east-1'),
    member('lost'),
  ],
  edges: [
    edge('virginia', 'ohio'),
    edge('virginia', 'tokyo', { timeControl: true }),
    edge('virginia', 'backup'),
    edge('virginia', 'lost', { change: 'removed' }),
    edge('tokyo', 'virginia'),
    edge('tokyo', 'ohio', { timeControl: true }),
    edge('ohio', 'lost'),
  ],
};

describe('computeReplicationCosts', () => {
  test('adds the transfer to every destination at the price of the sending Region', () => {
    const costs = computeReplicationCosts(GROUP, PAGE_LIST_PRICES)
      .map(({ member: { key }, ...cost }) => ({ key, ...cost }));
    expect(costs).toEqual([
      { key: 'virginia', destinations: 3, transfer: 1024 * (0.01 + 0.02 + 0), timeControl: 1024 * 0.015 },
      { key: 'ohio', destinations: 1, timeControl: 0 },
      { key: 'tokyo', destinations: 2, transfer: 1024 * 0.18, timeControl: 1024 * 0.015 },
      { key: 'backup', destinations: 0, transfer: 0, timeControl: 0 },
      { key: 'lost', destinations: 0, transfer: 0, timeControl: 0 },
    ]);
    expect(formatDollars(toTerabytePrice(PAGE_LIST_PRICES.routing))).toBe('$3.38');
  });
});

function fileWith(text: string): string {
  const file = path.join(temporaryFolder(), 'prices.json');
  writeFileSync(file, text);
  return file;
}

describe('readPrices', () => {
  test('replaces list prices by the prices of the file', () => {
    const file = fileWith(
      JSON.stringify({
        date: '2027-01-31',
        routing: 0.002,
        transfer: { 'eu-west-1': 0.015 },
        transferBetween: { 'eu-west-1 eu-west-2': 0 },
      }),
    );
    expect(readPrices(file)).toEqual({
      ...PAGE_LIST_PRICES,
      date: '2027-01-31',
      sources: [file, ...PAGE_LIST_PRICES.sources],
      routing: 0.002,
      transfer: { ...PAGE_LIST_PRICES.transfer, 'eu-west-1': 0.015 },
      transferBetween: { ...PAGE_LIST_PRICES.transferBetween, 'eu-west-1 eu-west-2': 0 },
    });
    expect(readPrices(fileWith('{}')).date).toBe(PAGE_LIST_PRICES.date);
  });

  test.each([
    ['{', /prices\.json" cannot be used: .* in JSON/],
    ['[]', /it contains another value, expected an object of prices/],
    ['{"routeing": 1}', /has the key "routeing", expected the keys date, routing, timeControl, storage, putRequests/],
    ['{"routing": "cheap"}', /prices\.json" cannot be used: it has "cheap" for routing, expected US dollars/],
    ['{"transfer": {"eu-west-1": -1}}', /cannot be used: it has -1 for transfer eu-west-1, expected US dollars/],
  ])('refuses invalid prices: %s', (text, message) => {
    expect(() => readPrices(fileWith(text))).toThrow(message);
  });
});
