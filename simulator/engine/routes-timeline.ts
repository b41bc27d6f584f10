import { findLast } from './find-last';
import { FAILOVER_CONTROL_REGIONS } from './regions';

/** The traffic dial of each member Region: 100 for active, 0 for passive. */
export type RegionDials = ReadonlyMap<string, number>;

/** A routing configuration, with the times at which it was accepted and took effect. */
export interface RoutingConfiguration {
  readonly submittedAt: number;
  /** The time from which every control Region returns it. Before, some of them return the previous configuration. */
  readonly effectiveAt: number;
  readonly submittedFrom?: string;
  readonly dials: RegionDials;
  readonly activeRegions: readonly string[];
}

interface RoutingChange extends RoutingConfiguration {
  readonly shownFrom: ReadonlyMap<string, number>;
}

function findActiveRegions(dials: RegionDials): string[] {
  return [...dials].filter(([, dial]) => dial > 0).map(([region]) => region);
}

/** All routing configurations of an access point, from its creation to the last submit. */
export class RoutesTimeline {
  private readonly changes: RoutingChange[];

  constructor(dials: RegionDials, createdAt: number) {
    const shownFrom = new Map(FAILOVER_CONTROL_REGIONS.map((region) => [region, createdAt]));
    this.changes = [{
      submittedAt: createdAt, effectiveAt: createdAt, dials, activeRegions: findActiveRegions(dials), shownFrom,
    }];
  }

  public get configurations(): readonly RoutingConfiguration[] {
    return this.changes;
  }

  public get latest(): RoutingConfiguration {
    return this.changes[this.changes.length - 1];
  }

  /** Returns the dials that a control Region returns at a time. */
  public shownIn(controlRegion: string, at: number): RegionDials {
    // Every control Region returns the first configuration from the creation on, so there is always a result.
    return findLast(this.changes, ({ shownFrom }) => shownFrom.get(controlRegion)! <= at)!.dials;
  }

  /** Adds a change. Every control Region returns changes in the order in which they were accepted. */
  public submit(
    dials: RegionDials, submittedFrom: string, submittedAt: number, lagMs: (controlRegion: string) => number,
  ): void {
    const before = this.changes[this.changes.length - 1];
    const shownFrom = new Map(
      [...before.shownFrom].map(([region, since]) => [region, Math.max(since, submittedAt + lagMs(region))]));
    const effectiveAt = Math.max(...shownFrom.values());
    this.changes.push({
      submittedAt,
      effectiveAt,
      submittedFrom,
      dials,
      activeRegions: findActiveRegions(dials),
      shownFrom,
    });
  }
}
