import { type Prices } from './prices';
import { type EdgeView, type AccessPointGroupView, type MemberView } from './topology';

const GIGABYTES = 1024;

/** The replication cost, in US dollars, of one terabyte of new objects that clients write to one member. */
export interface ReplicationCost {
  readonly member: MemberView;
  readonly destinations: number;
  /** Undefined if the price of a Region is not known. */
  readonly transfer?: number;
  readonly timeControl: number;
}

/**
 * Computes the cost of replication from each member. Rules with a filter count as if they matched all objects, because
 * the share of matching objects is unknown.
 */
export function computeReplicationCosts({ members, edges }: AccessPointGroupView, prices: Prices): ReplicationCost[] {
  const regionsByKey = new Map(members.map(({ key, region }) => [key, region]));
  return members.map((member) => {
    const own = edges.filter(({ from, change }) => from === member.key && change !== 'removed');
    const transfers = own.map((edge) => findTransferPrice(edge, regionsByKey, prices));
    const known = transfers.filter((price) => price !== undefined);
    return {
      member,
      destinations: own.length,
      ...(known.length === transfers.length && { transfer: GIGABYTES * known.reduce((sum, price) => sum + price, 0) }),
      timeControl: GIGABYTES * prices.timeControl * own.filter(({ timeControl }) => timeControl).length,
    };
  });
}

/** Finds the price of the transfer of a gigabyte from one member to another. */
export function findTransferPrice(
  { from, to }: EdgeView, regionsByKey: ReadonlyMap<string, string | undefined>, prices: Prices,
): number | undefined {
  const [source, destination] = [regionsByKey.get(from), regionsByKey.get(to)];
  if (source === undefined || destination === undefined) return undefined;
  return source === destination ? 0 : prices.transferBetween[`${source} ${destination}`] ?? prices.transfer[source];
}

/** Converts a price per gigabyte to a price per terabyte. */
export function toTerabytePrice(price: number): number {
  return GIGABYTES * price;
}

/** Formats an amount with two decimal places. */
export function formatDollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
