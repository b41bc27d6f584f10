import { findLast } from './find-last';
import { FAILOVER_REGIONS } from './regions';

/** What traffic each member Region gets: 100 active, 0 passive. */
export type Dials = ReadonlyMap<string, number>;

/** A routing configuration from the moment it was accepted on. */
export interface RoutesMoment {
  readonly submittedAt: number;
  /** From when on every control Region shows it. Between the two moments this one or the one before is in effect. */
  readonly effectiveAt: number;
  readonly submittedFrom?: string;
  readonly dials: Dials;
  readonly activeRegions: readonly string[];
}

interface Change extends RoutesMoment {
  readonly shownFrom: ReadonlyMap<string, number>;
}

function activeRegions(dials: Dials): string[] {
  return [...dials].filter(([, dial]) => dial > 0).map(([region]) => region);
}

/** Every routing configuration an access point has had. The first one holds from the beginning, the last one is the wish. */
export class RoutesTimeline {
  private readonly changes: Change[];

  constructor(dials: Dials, createdAt: number) {
    const shownFrom = new Map(FAILOVER_REGIONS.map((region) => [region, createdAt]));
    this.changes = [{ submittedAt: createdAt, effectiveAt: createdAt, dials, activeRegions: activeRegions(dials), shownFrom }];
  }

  public get moments(): readonly RoutesMoment[] {
    return this.changes;
  }

  public get latest(): RoutesMoment {
    return this.changes[this.changes.length - 1];
  }

  /** What a control Region shows. */
  public shownIn(controlRegion: string, at: number): Dials {
    // Nobody asks before creation, and from then on every control Region shows the first one.
    return findLast(this.changes, ({ shownFrom }) => shownFrom.get(controlRegion)! <= at)!.dials;
  }

  /** Takes a change on. No control Region ever shows changes in another order than they were accepted. */
  public submit(dials: Dials, submittedFrom: string, submittedAt: number, lagMs: (controlRegion: string) => number): void {
    const before = this.changes[this.changes.length - 1];
    const shownFrom = new Map(
      [...before.shownFrom].map(([region, since]) => [region, Math.max(since, submittedAt + lagMs(region))]));
    const effectiveAt = Math.max(...shownFrom.values());
    this.changes.push({ submittedAt, effectiveAt, submittedFrom, dials, activeRegions: activeRegions(dials), shownFrom });
  }
}
