import { type Clock } from '../clock';
import { type S3Control } from '../s3-control';
import { askAnyRegion, orderControlRegions, type SkippedRegion } from './control-regions';
import { getRoutes, submitRoutes } from './live-routes';
import { type Dials, drainedRegions, toDials, type LiveRoute } from './routing';

export interface RoutesClientOptions {
  readonly s3: S3Control;
  readonly clock: Clock;
  readonly accountId: string;
  readonly accessPointArn: string;
  /** When the request began. */
  readonly startedAt: number;
  /** Told of every control Region that another one had to stand in for. */
  readonly onSkipped: (skipped: SkippedRegion) => void;
}

interface AskOptions {
  /** Regions that lose their traffic by what is asked. */
  readonly drained?: readonly string[];
  readonly notAfter?: number;
}

/** The routes of one access point, through whichever of the five control Regions answers. */
export class RoutesClient {
  /** A Region that failed once is asked last from then on: a dead one must cost its seconds only once. */
  private readonly failed = new Set<string>();

  constructor(private readonly options: RoutesClientOptions) {}

  /** The live routes; goes round until `until` while no Region answers. */
  public read(until: number): Promise<LiveRoute[]> {
    const { s3, accountId, accessPointArn } = this.options;
    return this.ask(until, (region) => getRoutes(s3, region, accountId, accessPointArn));
  }

  /** Submits the whole table in one call; beyond the first, no call begins after `until`. */
  public submit(members: readonly LiveRoute[], dials: Dials, until: number): Promise<void> {
    const { s3, accountId, accessPointArn } = this.options;
    const drained = drainedRegions(toDials(members), dials);
    return this.ask(until, (region) => submitRoutes(s3, region, accountId, accessPointArn, members, dials), { drained, notAfter: until });
  }

  private async ask<T>(until: number, question: (region: string) => Promise<T>, { drained, notAfter }: AskOptions = {}): Promise<T> {
    const { clock, startedAt, onSkipped } = this.options;
    const regions = orderControlRegions(drained);
    const order = [...regions.filter((region) => !this.failed.has(region)), ...regions.filter((region) => this.failed.has(region))];
    const { result, skipped } = await askAnyRegion({ clock, order, startedAt, until, notAfter }, question);
    for (const skip of skipped) {
      if (!this.failed.has(skip.region)) onSkipped(skip);
      this.failed.add(skip.region);
    }
    return result;
  }
}
