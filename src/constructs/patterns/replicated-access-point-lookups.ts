import { type IConstruct } from 'constructs';
import { toRoutingTable } from '../access-point/failover-configuration';
import { listRegionsInOptions, LookedUpRegions } from '../buckets/looked-up-regions';
import { getReplicationDirections } from '../replication/replication-topology';
import type { ReplicatedMultiRegionAccessPointProps } from './replicated-multi-region-access-point';

/** Replaces the Regions and accounts of lookups that are not known yet. */
export function replaceLookedUpRegions(
  scope: IConstruct, props: ReplicatedMultiRegionAccessPointProps,
): ReplicatedMultiRegionAccessPointProps {
  const { regions, accounts, generations = [], failover, replication } = props;
  const { sources = [], destinations = [] } = getReplicationDirections(replication?.topology);
  const lookups = new LookedUpRegions(scope, regions, [
    ...listRegionsInOptions(props),
    ...generations.flatMap((generation) => generation.regions),
    ...(failover ? toRoutingTable(failover).routes.flatMap(({ region }) => region ?? []) : []),
    ...sources, ...destinations,
  ]);
  return {
    ...props,
    regions: lookups.regions,
    accounts: lookups.replaceInAccounts(accounts),
    generations: props.generations?.map((generation) =>
      ({ ...generation, regions: lookups.replaceIn(generation.regions) })),
  };
}
