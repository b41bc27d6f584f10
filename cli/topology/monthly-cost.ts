import { type Prices } from './prices';
import { findTransferPrice } from './replication-costs';
import { type AccessPointGroupView } from './topology';

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

/**
 * Computes the monthly cost of a group. Clients write the same amount to every active member, or to every member if
 * none is certainly active. Rules with a filter count as if they matched all objects.
 */
export function computeMonthlyCost(
  { members, edges }: AccessPointGroupView, prices: Prices, { gigabytes, requests }: MonthlyUsage,
): MonthlyCost {
  const current = members.filter(({ change, routes }) => change !== 'removed' && routes.length > 0);
  const active = current.filter(({ routes }) => routes.some(({ live, declared }) => (live ?? declared) === 'active'));
  const written = new Set((active.length > 0 ? active : current).map(({ key }) => key));
  const used = edges.filter(({ from, change }) => change !== 'removed' && written.has(from));
  const regionsByKey = new Map(members.map(({ key, region }) => [key, region]));
  const transfers = used.map((edge) => findTransferPrice(edge, regionsByKey, prices));
  const known = transfers.filter((price) => price !== undefined);
  const share = written.size === 0 ? 0 : 1 / written.size;
  const copies = used.length * share;
  return {
    routing: gigabytes * prices.routing,
    ...(known.length === transfers.length && {
      transfer: gigabytes * share * known.reduce((sum, price) => sum + price, 0),
    }),
    timeControl: gigabytes * share * prices.timeControl * used.filter(({ timeControl }) => timeControl).length,
    requests: (requests / 1000) * prices.putRequests * (1 + copies),
    storage: gigabytes * prices.storage * (1 + copies),
  };
}
