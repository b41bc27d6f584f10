import {
  checkMonthlyBudget, computeMonthlyCost, findTransferPrice, type PricedReplication, sumMonthlyCost,
} from '../../../src/diagnostics/checks/monthly-cost';
import { type Prices } from '../../../src/facts/prices';
import { ids } from './support';

/** Powers of two, so that each sum is exact and has one meaning. */
const PRICES: Prices = {
  routing: 1,
  timeControl: 2,
  storage: 4,
  putRequests: 8,
  transfer: { 'eu-west-1': 16, 'us-east-1': 32 },
  transferBetween: { 'us-east-1 us-east-2': 64 },
};
const USAGE = { gigabytes: 2, requests: 4000 };

const replicate = (sourceRegion?: string, destinationRegion?: string, timeControl = false): PricedReplication =>
  ({ sourceRegion, destinationRegion, timeControl });
const TO_US = replicate('eu-west-1', 'us-east-1');
const TO_EU = replicate('us-east-1', 'eu-west-1', true);

describe('computeMonthlyCost', () => {
  test('counts no copies without a replication', () => {
    expect(computeMonthlyCost({ writtenBuckets: 1, replications: [] }, PRICES, USAGE))
      .toEqual({ routing: 2, transfer: 0, timeControl: 0, requests: 32, storage: 8 });
  });

  test('adds a transfer, requests and storage for the copy of a bucket', () => {
    expect(computeMonthlyCost({ writtenBuckets: 1, replications: [TO_US] }, PRICES, USAGE))
      .toEqual({ routing: 2, transfer: 32, timeControl: 0, requests: 64, storage: 16 });
  });

  test('divides the objects among the written buckets', () => {
    expect(computeMonthlyCost({ writtenBuckets: 2, replications: [TO_US, TO_EU] }, PRICES, USAGE))
      .toEqual({ routing: 2, transfer: 16 + 32, timeControl: 2, requests: 64, storage: 16 });
  });

  test('has no price of the transfer if one Region is not known', () => {
    expect(computeMonthlyCost({ writtenBuckets: 1, replications: [TO_US, replicate('eu-west-1')] }, PRICES, USAGE))
      .toEqual({ routing: 2, timeControl: 0, requests: 96, storage: 24 });
  });

  test('counts no copies if clients write to no bucket', () => {
    expect(computeMonthlyCost({ writtenBuckets: 0, replications: [TO_EU] }, PRICES, USAGE))
      .toEqual({ routing: 2, transfer: 0, timeControl: 0, requests: 32, storage: 8 });
  });
});

describe('findTransferPrice', () => {
  test.each<[string, PricedReplication, number | undefined]>([
    ['the price of the sending Region', TO_US, 16],
    ['the price of a pair of Regions', replicate('us-east-1', 'us-east-2'), 64],
    ['nothing within a Region', replicate('eu-west-1', 'eu-west-1'), 0],
    ['no price for an unknown source', replicate(undefined, 'eu-west-1'), undefined],
    ['no price for an unknown destination', replicate('eu-west-1'), undefined],
    ['no price for a Region without one', replicate('mx-central-1', 'eu-west-1'), undefined],
  ])('returns %s', (_title, replication, price) => {
    expect(findTransferPrice(replication, PRICES)).toBe(price);
  });
});

describe('sumMonthlyCost', () => {
  test('adds all parts, and none for a transfer without a price', () => {
    const cost = { routing: 1, transfer: 2, timeControl: 4, requests: 8, storage: 16 };
    expect(sumMonthlyCost(cost)).toBe(31);
    expect(sumMonthlyCost({ ...cost, transfer: undefined })).toBe(29);
  });
});

describe('checkMonthlyBudget', () => {
  const writes = { writtenBuckets: 1, replications: [TO_US] };
  const total = sumMonthlyCost(computeMonthlyCost(writes, {
    ...PRICES, routing: 0.0033, timeControl: 0.015, storage: 0.023, putRequests: 0.005, transfer: { 'eu-west-1': 0.02 },
  }, USAGE));

  test('accepts a cost equal to the budget', () => {
    expect(ids(checkMonthlyBudget(writes, USAGE, total))).toEqual([]);
  });

  test('reports a cost above the budget with both values', () => {
    const [finding] = checkMonthlyBudget(writes, USAGE, total - 0.01);
    expect(ids([finding])).toEqual(['MRAP225 WARNING']);
    expect(finding.message).toContain('2 GB and 4000 PUT requests');
    expect(finding.message).toContain('got $0.18, expected at most $0.17');
  });

  test('states that the cost is a lower bound if a price is not known', () => {
    const [finding] = checkMonthlyBudget({ writtenBuckets: 1, replications: [replicate('eu-west-1')] }, USAGE, 0.01);
    expect(finding.message).toContain('got at least $');
  });
});
