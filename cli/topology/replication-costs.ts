import { findTransferPrice, type PricedReplication } from '../../src/diagnostics/checks/monthly-cost';
import { type Prices } from '../../src/facts/prices';
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
    const transfers = own.map((edge) => findTransferPrice(makeRegionPair(edge, regionsByKey), prices));
    const known = transfers.filter((price) => price !== undefined);
    return {
      member,
      destinations: own.length,
      ...(known.length === transfers.length && { transfer: GIGABYTES * known.reduce((sum, price) => sum + price, 0) }),
      timeControl: GIGABYTES * prices.timeControl * own.filter(({ timeControl }) => timeControl).length,
    };
  });
}

/** Returns the Regions of both ends of a replication. */
export function makeRegionPair(
  { from, to }: EdgeView, regionsByKey: ReadonlyMap<string, string | undefined>,
): Omit<PricedReplication, 'timeControl'> {
  return { sourceRegion: regionsByKey.get(from), destinationRegion: regionsByKey.get(to) };
}

/** Converts a price per gigabyte to a price per terabyte. */
export function toTerabytePrice(price: number): number {
  return GIGABYTES * price;
}

/** Formats an amount with two decimal places. */
export function formatDollars(amount: number): string {
  return `$${formatNumber(amount, 2)}`;
}

/** Formats a number with commas between thousands. */
export function formatNumber(value: number, decimals?: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
