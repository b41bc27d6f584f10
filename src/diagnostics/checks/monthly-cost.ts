import { LIST_PRICES, type Prices } from '../../facts/prices';
import { MRAP225_COST_ABOVE_BUDGET } from '../definitions/cost';
import { type Finding } from '../finding';

/** The new objects that clients write through the access point in a month. */
export interface MonthlyUsage {
  readonly gigabytes: number;
  /** PUT requests. */
  readonly requests: number;
}

/** The monthly cost of writing, replicating and storing new objects, in US dollars. */
export interface MonthlyCost {
  readonly routing: number;
  /** Undefined if the price of a Region is not known. */
  readonly transfer?: number;
  readonly timeControl: number;
  readonly requests: number;
  readonly storage: number;
}

/** The replication from one bucket to another. A Region that is not known is undefined. */
export interface PricedReplication {
  readonly sourceRegion: string | undefined;
  readonly destinationRegion: string | undefined;
  readonly timeControl: boolean;
}

/** The buckets to which clients write, and the replication of these buckets. */
export interface PricedWrites {
  readonly writtenBuckets: number;
  readonly replications: readonly PricedReplication[];
}

/**
 * Computes the monthly cost of objects that clients write evenly to some buckets. Rules with a filter count as if they
 * matched all objects.
 */
export function computeMonthlyCost(
  { writtenBuckets, replications }: PricedWrites, prices: Prices, { gigabytes, requests }: MonthlyUsage,
): MonthlyCost {
  const transfers = replications.map((replication) => findTransferPrice(replication, prices));
  const known = transfers.filter((price) => price !== undefined);
  const share = writtenBuckets === 0 ? 0 : 1 / writtenBuckets;
  const copies = replications.length * share;
  return {
    routing: gigabytes * prices.routing,
    ...(known.length === transfers.length && {
      transfer: gigabytes * share * known.reduce((sum, price) => sum + price, 0),
    }),
    timeControl: gigabytes * share * prices.timeControl * replications.filter(({ timeControl }) => timeControl).length,
    requests: (requests / 1000) * prices.putRequests * (1 + copies),
    storage: gigabytes * prices.storage * (1 + copies),
  };
}

/** Finds the price of the transfer of a gigabyte from one bucket to another. */
export function findTransferPrice(
  { sourceRegion: source, destinationRegion: destination }: Omit<PricedReplication, 'timeControl'>, prices: Prices,
): number | undefined {
  if (source === undefined || destination === undefined) return undefined;
  return source === destination ? 0 : prices.transferBetween[`${source} ${destination}`] ?? prices.transfer[source];
}

/** Adds up the parts of a cost. Without the price of a transfer, the sum is a lower bound. */
export function sumMonthlyCost({ routing, transfer = 0, timeControl, requests, storage }: MonthlyCost): number {
  return routing + transfer + timeControl + requests + storage;
}

/** Checks that the cost of a month by list prices is within a budget in US dollars. */
export function checkMonthlyBudget(writes: PricedWrites, usage: MonthlyUsage, usDollars: number): Finding[] {
  const cost = computeMonthlyCost(writes, LIST_PRICES, usage);
  const total = sumMonthlyCost(cost);
  return total <= usDollars ? [] : [MRAP225_COST_ABOVE_BUDGET.create({
    ...usage, usDollars, total, isLowerBound: cost.transfer === undefined,
  })];
}
