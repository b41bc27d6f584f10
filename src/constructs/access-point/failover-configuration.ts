import { type RoutingTable } from '../../diagnostics/checks/routes';
import { resolvedOrUndefined } from '../../validation/tokens';
import { RoutingStatus, trafficDialOf } from './routing-status';

/**
 * Which Regions of an access point take traffic.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapFailover.html
 *
 * @example
 * FailoverConfiguration.activePassive(['eu-west-1']);
 */
export class FailoverConfiguration {
  /**
   * Every Region is active; each request goes to the closest one.
   */
  public static activeActive(): FailoverConfiguration {
    return new FailoverConfiguration([], RoutingStatus.ACTIVE);
  }

  /**
   * These Regions are active, every other one is passive.
   *
   * @param activeRegions Region codes of members
   */
  public static activePassive(activeRegions: string[]): FailoverConfiguration {
    return new FailoverConfiguration(activeRegions.map((region) => [region, RoutingStatus.ACTIVE]), RoutingStatus.PASSIVE);
  }

  /**
   * Each Region as given; one that is not named is active.
   *
   * @param routes routing status by Region code of a member
   */
  public static routes(routes: { [region: string]: RoutingStatus }): FailoverConfiguration {
    return new FailoverConfiguration(Object.entries(routes), RoutingStatus.ACTIVE);
  }

  private constructor(private readonly named: (readonly [region: string, status: RoutingStatus])[], private readonly others: RoutingStatus) {}

  /**
   * The part of it that speaks of these Regions.
   *
   * @internal
   */
  public _within(regions: readonly string[]): FailoverConfiguration {
    return new FailoverConfiguration(this.named.filter(([region]) => regions.includes(region)), this.others);
  }

  /**
   * The Regions that it names.
   *
   * @internal
   */
  public _regions(): string[] {
    return this.named.map(([region]) => region);
  }

  /**
   * The table as far as synthesis knows it.
   *
   * @internal
   */
  public _table(): RoutingTable {
    return {
      routes: this.named.map(([region, status]) => ({ region: resolvedOrUndefined(region), dial: trafficDialOf(status) })),
      others: trafficDialOf(this.others),
    };
  }

  /**
   * The properties of the custom resource, in an order of their own, so that another order of the same routes is the same template.
   *
   * @internal
   */
  public _render() {
    const sorted = [...this.named].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      Routes: sorted.map(([region, status]) => ({ Region: region, TrafficDialPercentage: trafficDialOf(status) })),
      OtherMembers: trafficDialOf(this.others),
    };
  }
}
