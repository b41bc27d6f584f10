import {
  computeMonthlyCost, type MonthlyCost, type MonthlyUsage, sumMonthlyCost,
} from '../../src/diagnostics/checks/monthly-cost';
import { type Prices } from '../../src/facts/prices';
import { formatDollars, makeRegionPair } from './replication-costs';
import { type AccessPointGroupView } from './topology';

/**
 * Computes the monthly cost of a group. Clients write the same amount to every active member, or to every member if
 * none is certainly active.
 */
export function computeMonthlyCostOfGroup(
  { members, edges }: AccessPointGroupView, prices: Prices, usage: MonthlyUsage,
): MonthlyCost {
  const current = members.filter(({ change, routes }) => change !== 'removed' && routes.length > 0);
  const active = current.filter(({ routes }) => routes.some(({ live, declared }) => (live ?? declared) === 'active'));
  const written = new Set((active.length > 0 ? active : current).map(({ key }) => key));
  const used = edges.filter(({ from, change }) => change !== 'removed' && written.has(from));
  const regionsByKey = new Map(members.map(({ key, region }) => [key, region]));
  const replications = used.map((edge) => ({ ...makeRegionPair(edge, regionsByKey), timeControl: edge.timeControl }));
  return computeMonthlyCost({ writtenBuckets: written.size, replications }, prices, usage);
}

/** Lists the parts of the monthly cost of a group and their total, as texts. */
export function listMonthlyCosts(
  group: AccessPointGroupView, prices: Prices, usage: MonthlyUsage,
): [name: string, amount: string][] {
  const cost = computeMonthlyCostOfGroup(group, prices, usage);
  const rows = [
    ['data routing', cost.routing], ['transfer of the replication', cost.transfer],
    ['replication time control', cost.timeControl], ['PUT requests, with their replicas', cost.requests],
    ['storage of all copies for a month', cost.storage],
    ['total', cost.transfer === undefined ? undefined : sumMonthlyCost(cost)],
  ] as const;
  return rows.map(([name, amount]) => [name, amount === undefined ? 'price unknown' : formatDollars(amount)]);
}
