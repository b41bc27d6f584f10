import { type Prices } from './prices';
import { type EdgeView, type GroupView, type MemberView } from './topology';

const GIGABYTES = 1024;

/** What a month costs in which one terabyte of new objects is written to one member, in US dollars. */
export interface ReplicationCost {
  readonly member: MemberView;
  readonly destinations: number;
  /** Undefined where the price of a Region is not known. */
  readonly transfer?: number;
  readonly timeControl: number;
}

/** Replication out of every member. Rules with a filter count whole: nobody knows how much of the data they match. */
export function replicationCosts({ members, edges }: GroupView, prices: Prices): ReplicationCost[] {
  const regionOf = new Map(members.map(({ key, region }) => [key, region]));
  return members.map((member) => {
    const own = edges.filter(({ from, change }) => from === member.key && change !== 'removed');
    const transfers = own.map((edge) => transferPrice(edge, regionOf, prices));
    const known = transfers.filter((price) => price !== undefined);
    return {
      member,
      destinations: own.length,
      ...(known.length === transfers.length && { transfer: GIGABYTES * known.reduce((sum, price) => sum + price, 0) }),
      timeControl: GIGABYTES * prices.timeControl * own.filter(({ timeControl }) => timeControl).length,
    };
  });
}

function transferPrice({ from, to }: EdgeView, regionOf: ReadonlyMap<string, string | undefined>, prices: Prices): number | undefined {
  const [source, destination] = [regionOf.get(from), regionOf.get(to)];
  if (source === undefined || destination === undefined) return undefined;
  return source === destination ? 0 : prices.transferBetween[`${source} ${destination}`] ?? prices.transfer[source];
}

/** US dollars for a terabyte, of a price for a gigabyte. */
export function perTerabyte(price: number): number {
  return GIGABYTES * price;
}

/** As people write it: two digits after the point. */
export function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
