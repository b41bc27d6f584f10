import { checkRoutingTable, type RoutingTable } from '../../diagnostics/checks/routes';
import { MRAP204_UNSUPPORTED_REGION } from '../../diagnostics/definitions/members';
import { MRAP785_ACTIVE_REGIONS_EMPTY, MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import { IDENTIFIER_FORMS } from '../../facts/identifiers';
import {
  assertParameters, makeClassInstancePropertyKind, OBJECT_PROPERTY_KIND, KNOWN_TEXT_LIST_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { toTextUnlessToken } from '../../validation/tokens';
import { RoutingStatus, toTrafficDial } from './routing-status';

interface RegionStatuses {
  readonly named: readonly (readonly [region: string, status: RoutingStatus])[];
  /** The status of all other Regions. */
  readonly others: RoutingStatus;
  /** Whether the library limited a configuration of the user to the Regions of a generation. */
  readonly limited?: boolean;
}

const ROUTES = new WeakInternals<FailoverConfiguration, RegionStatuses>('FailoverConfiguration');

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
   *
   * @returns the routes of the members
   */
  public static activeActive(): FailoverConfiguration {
    return new FailoverConfiguration({ named: [], others: RoutingStatus.ACTIVE });
  }

  /**
   * The given Regions are active, and all other Regions are passive.
   *
   * @param activeRegions Regions of members, for example `eu-west-1`
   * @returns the routes of the members
   */
  public static activePassive(activeRegions: string[]): FailoverConfiguration {
    const method = 'FailoverConfiguration.activePassive';
    assertParameters(method, { activeRegions }, { activeRegions: KNOWN_TEXT_LIST_PROPERTY_KIND });
    const named = activeRegions.map((region) => [region, RoutingStatus.ACTIVE] as const);
    return new FailoverConfiguration({ named, others: RoutingStatus.PASSIVE });
  }

  /**
   * Each given Region has the given status, and all other Regions are active.
   *
   * @param routes the routing status by Region of a member
   * @returns the routes of the members
   */
  public static routes(routes: { [region: string]: RoutingStatus }): FailoverConfiguration {
    assertParameters('FailoverConfiguration.routes', { routes }, { routes: OBJECT_PROPERTY_KIND });
    return new FailoverConfiguration({ named: Object.entries(routes), others: RoutingStatus.ACTIVE });
  }

  private constructor(private readonly declared: RegionStatuses) {
    ROUTES.set(this, this.declared);
  }
}

/** The kind of a property that accepts a failover configuration. */
export const FAILOVER_CONFIGURATION_PROPERTY_KIND = makeClassInstancePropertyKind(ROUTES, 'a FailoverConfiguration');

/** Limits the routes of a configuration to some Regions. */
export function limitFailoverToRegions(
  failover: FailoverConfiguration, regions: readonly string[],
): FailoverConfiguration {
  const { named, others } = ROUTES.get(failover);
  const limited = named.filter(([region]) => toTextUnlessToken(region) === undefined || regions.includes(region));
  const result = others === RoutingStatus.ACTIVE
    ? FailoverConfiguration.routes(Object.fromEntries(limited))
    : FailoverConfiguration.activePassive(limited.map(([region]) => region));
  ROUTES.set(result, { ...ROUTES.get(result), limited: true });
  return result;
}

/** Checks a configuration for members in some Regions. The list is undefined if the members are not known. */
export function checkFailoverConfiguration(
  failover: FailoverConfiguration, regions: readonly (string | undefined)[] | undefined,
): Finding[] {
  const { named, others, limited = false } = ROUTES.get(failover);
  const invalid = checkStatuses(failover);
  if (invalid.length > 0) return invalid;
  const isEmpty = named.length === 0 && others === RoutingStatus.PASSIVE && !limited;
  if (isEmpty) {
    return [MRAP785_ACTIVE_REGIONS_EMPTY.create({ regions: regions?.filter((region) => region !== undefined) })];
  }
  return [
    ...checkRoutingTable(toRoutingTable(failover), regions),
    ...(regions === undefined ? checkRegionForms(failover) : []),
  ];
}

/** JavaScript accepts any status. Without this check, every value except ACTIVE would make a Region passive. */
function checkStatuses(failover: FailoverConfiguration): Finding[] {
  const statuses: readonly unknown[] = Object.values(RoutingStatus);
  return ROUTES.get(failover).named.filter(([, status]) => !statuses.includes(status)).map(([region, status]) =>
    MRAP788_INVALID_PROPERTY.create({
      property: `failover (status of ${region})`,
      got: JSON.stringify(status) ?? 'nothing',
      expected: statuses.map((name) => `RoutingStatus.${String(name)}`).join(' or '),
    }));
}

/** Without the members, only the form of a Region can be checked. */
function checkRegionForms(failover: FailoverConfiguration): Finding[] {
  return ROUTES.get(failover).named.flatMap(([name]) => {
    const region = toTextUnlessToken(name);
    if (region === undefined || IDENTIFIER_FORMS.REGION.pattern.test(region)) return [];
    return [MRAP204_UNSUPPORTED_REGION.create({
      region, reason: `is not a Region code, expected a code like "${IDENTIFIER_FORMS.REGION.example}"`,
    })];
  });
}

/** Converts a configuration to the table that synthesis checks. The Region of a token is undefined. */
export function toRoutingTable(failover: FailoverConfiguration): RoutingTable {
  const { named, others } = ROUTES.get(failover);
  return {
    routes: named.map(([region, status]) => ({ region: toTextUnlessToken(region), dial: toTrafficDial(status) })),
    others: toTrafficDial(others),
  };
}

/** Renders the properties of the custom resource. They do not depend on the order of the Regions. */
export function renderRouteProperties(failover: FailoverConfiguration) {
  const { named, others } = ROUTES.get(failover);
  const sorted = [...named].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    Routes: sorted.map(([region, status]) => ({ Region: region, TrafficDialPercentage: toTrafficDial(status) })),
    OtherMembers: toTrafficDial(others),
  };
}
