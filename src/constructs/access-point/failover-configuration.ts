import { type RoutingTable } from '../../diagnostics/checks/routes';
import { Internals } from '../../validation/internals';
import { resolvedOrUndefined } from '../../validation/tokens';
import { RoutingStatus, toTrafficDial } from './routing-status';

interface RegionStatuses {
  readonly named: readonly (readonly [region: string, status: RoutingStatus])[];
  /** The status of all other Regions. */
  readonly others: RoutingStatus;
}

const ROUTES = new Internals<FailoverConfiguration, RegionStatuses>('FailoverConfiguration');

/**
 * The routing status of each Region of an access point.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapFailover.html
 *
 * @example
 * FailoverConfiguration.activePassive(['eu-west-1']);
 */
export class FailoverConfiguration {
  /**
   * Every Region is active. S3 routes each request to the closest Region.
   */
  public static activeActive(): FailoverConfiguration {
    return new FailoverConfiguration({ named: [], others: RoutingStatus.ACTIVE });
  }

  /**
   * The given Regions are active, and all other Regions are passive.
   *
   * @param activeRegions Regions of members, for example `eu-west-1`
   */
  public static activePassive(activeRegions: string[]): FailoverConfiguration {
    const named = activeRegions.map((region) => [region, RoutingStatus.ACTIVE] as const);
    return new FailoverConfiguration({ named, others: RoutingStatus.PASSIVE });
  }

  /**
   * Each given Region has the given status, and all other Regions are active.
   *
   * @param routes the routing status by Region of a member
   */
  public static routes(routes: { [region: string]: RoutingStatus }): FailoverConfiguration {
    return new FailoverConfiguration({ named: Object.entries(routes), others: RoutingStatus.ACTIVE });
  }

  private constructor(private readonly declared: RegionStatuses) {
    ROUTES.set(this, this.declared);
  }
}

/** Lists the Regions that a configuration names. */
export function listRegionsNamedInFailover(failover: FailoverConfiguration): string[] {
  return ROUTES.get(failover).named.map(([region]) => region);
}

/** Limits the routes of a configuration to some Regions. */
export function limitToRegions(failover: FailoverConfiguration, regions: readonly string[]): FailoverConfiguration {
  const { named, others } = ROUTES.get(failover);
  const limited = named.filter(([region]) => regions.includes(region));
  return others === RoutingStatus.ACTIVE
    ? FailoverConfiguration.routes(Object.fromEntries(limited))
    : FailoverConfiguration.activePassive(limited.map(([region]) => region));
}

/** Converts a configuration to the table that synthesis checks. The Region of a token is undefined. */
export function toRoutingTable(failover: FailoverConfiguration): RoutingTable {
  const { named, others } = ROUTES.get(failover);
  return {
    routes: named.map(([region, status]) => ({ region: resolvedOrUndefined(region), dial: toTrafficDial(status) })),
    others: toTrafficDial(others),
  };
}

/** Renders the properties of the custom resource. They do not depend on the order of the Regions. */
export function renderRoutes(failover: FailoverConfiguration) {
  const { named, others } = ROUTES.get(failover);
  const sorted = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    Routes: sorted.map(([region, status]) => ({ Region: region, TrafficDialPercentage: toTrafficDial(status) })),
    OtherMembers: toTrafficDial(others),
  };
}
