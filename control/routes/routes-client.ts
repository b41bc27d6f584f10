import { type Clock } from '../clock';
import { type S3Control } from '../s3-control';
import { callAnyControlRegion, orderControlRegions, type SkippedRegion } from './control-regions';
import { getRoutes, submitRoutes } from './live-routes';
import { type Dials, findRegionsBecomingPassive, toDials, type LiveRoute } from './routing';

export interface RoutesClientOptions {
  readonly s3: S3Control;
  readonly clock: Clock;
  readonly accountId: string;
  readonly accessPointArn: string;
  /** When the request started. */
  readonly startedAt: number;
  /** Receives each control Region that failed, once. */
  readonly onSkipped: (skipped: SkippedRegion) => void;
}

interface CallOptions {
  /** The Regions that the call makes passive. */
  readonly drained?: readonly string[];
  readonly notAfter?: number;
}

/** Reads and submits the routes of one access point through any of the five control Regions. */
export class RoutesClient {
  /** A Region that failed is called last from then on, so that its time-out costs seconds only once. */
  private readonly failedRegions = new Set<string>();

  constructor(private readonly options: RoutesClientOptions) {}

  /** Reads the routes, and repeats the calls until `until` while no control Region answers. */
  public read(until: number): Promise<LiveRoute[]> {
    const { s3, accountId, accessPointArn } = this.options;
    return this.call(until, (region) => getRoutes(s3, region, accountId, accessPointArn));
  }

  /** Submits the whole table in one call. Only the first attempt can start after `until`. */
  public submit(members: readonly LiveRoute[], dials: Dials, until: number): Promise<void> {
    const { s3, accountId, accessPointArn } = this.options;
    const drained = findRegionsBecomingPassive(toDials(members), dials);
    const send = (region: string) => submitRoutes(s3, region, accountId, accessPointArn, members, dials);
    return this.call(until, send, { drained, notAfter: until });
  }

  private async call<T>(
    until: number,
    send: (region: string) => Promise<T>,
    { drained, notAfter }: CallOptions = {},
  ): Promise<T> {
    const { clock, startedAt, onSkipped } = this.options;
    const regions = orderControlRegions(drained);
    const hasFailed = (region: string) => this.failedRegions.has(region);
    const order = [...regions.filter((region) => !hasFailed(region)), ...regions.filter(hasFailed)];
    const { result, skipped } = await callAnyControlRegion({ clock, order, startedAt, until, notAfter }, send);
    for (const skip of skipped) {
      if (!hasFailed(skip.region)) onSkipped(skip);
      this.failedRegions.add(skip.region);
    }
    return result;
  }
}
