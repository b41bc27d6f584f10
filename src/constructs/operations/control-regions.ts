import { FAILOVER_CONTROL_REGIONS } from '../../facts/control-plane';
import { type FailoverConfiguration, toRoutingTable } from '../access-point/failover-configuration';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';

/**
 * Lists the control Regions: first with passive, then without, then with active buckets. The home Region is last,
 * because its document is useful only for an alarm there.
 */
export function listControlRegions(
  homeRegion: string, members: readonly UnderlyingBucket[], failover: FailoverConfiguration | undefined,
): string[] {
  const table = failover && toRoutingTable(failover);
  const findDial = (region: string) =>
    table?.routes.find((route) => route.region === region)?.dial ?? table?.others ?? 100;
  const rank = (region: string) => {
    if (region === homeRegion) return 3;
    if (!members.some((member) => member.region === region)) return 1;
    return findDial(region) === 0 ? 0 : 2;
  };
  return FAILOVER_CONTROL_REGIONS.map(({ region }) => region).sort((a, b) => rank(a) - rank(b));
}
