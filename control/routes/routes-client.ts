import { type Clock, SECOND } from '../clock';
import { type S3Control } from '../s3-control';
import { CONTROL_REGIONS, type SkippedRegion } from './control-regions';
import { type ControlRegionRead, type RoutesReading, startReading } from './every-control-region';
import { canAnotherRoundSucceed, makeRegionsError, submitHedged, type HedgedSubmitResult } from './hedged-submit';
import { submitRoutes } from './live-routes';
import { groupPictures, type Picture } from './pictures';
import { type Dials, includesDials, type LiveRoute } from './routing';

/** After the first answer, the other control Regions have this time to show that they differ. */
const DISAGREEMENT_GRACE_PERIOD = SECOND / 2;
const ROUND_INTERVAL = 2 * SECOND;

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

export interface SubmitOptions {
  readonly members: readonly LiveRoute[];
  /** The dials to submit. S3 does not change the other members. */
  readonly dials: Dials;
  /** Only the first attempt can start later. */
  readonly until: number;
}

/** Reads and submits the routes of one access point through the five control Regions. */
export class RoutesClient {
  private readonly reported = new Set<string>();
  /** The control Regions that returned routes, in the order of the last answers. */
  private answered: readonly string[] = [];
  private failed: readonly string[] = [];

  constructor(private readonly options: RoutesClientOptions) {}

  /** Starts to read the routes in all control Regions. */
  public startReading(): RoutesReading {
    const { s3, clock, accountId, accessPointArn } = this.options;
    return startReading(s3, clock, accountId, accessPointArn);
  }

  /**
   * Reads the routes as most control Regions show them that answer within half a second of the first one. Repeats the
   * reads until `until` while no control Region answers.
   */
  public async read(until: number): Promise<LiveRoute[]> {
    const { clock } = this.options;
    const [picture] = await this.readPictures(until, async ({ complete, firstRoutes }) => {
      await firstRoutes;
      await Promise.race([complete, clock.sleep(DISAGREEMENT_GRACE_PERIOD)]);
    });
    return [...picture.routes];
  }

  /** Waits for all control Regions, and returns the different tables that they return. */
  public readEvery(until: number): Promise<Picture[]> {
    return this.readPictures(until, ({ complete }) => complete);
  }

  /** Submits dials in one call. */
  public async submit({ members, dials, until }: SubmitOptions): Promise<HedgedSubmitResult> {
    const { s3, clock, accountId, accessPointArn, startedAt } = this.options;
    const result = await submitHedged({
      clock,
      order: this.orderRegions(),
      startedAt,
      notAfter: until,
      send: (region) => submitRoutes(s3, region, accountId, accessPointArn, members, dials),
      isShown: async () => {
        const reading = this.startReading();
        await reading.complete;
        return groupPictures(reading.answers).some((picture) => includesDials(picture.dials, dials));
      },
    });
    this.report(result.skipped);
    return result;
  }

  private async readPictures(until: number, wait: (reading: RoutesReading) => Promise<void>): Promise<Picture[]> {
    const { clock, startedAt } = this.options;
    for (;;) {
      const reading = this.startReading();
      await wait(reading);
      this.remember(reading.answers);
      // The Regions that have not answered yet are reported when they fail.
      reading.complete.then(() => this.remember(reading.answers), () => undefined);
      const pictures = groupPictures(reading.answers);
      if (pictures.length > 0) return pictures;
      const failures = toSkippedRegions(reading.answers);
      const isTimeLeft = clock.now() + ROUND_INTERVAL < until;
      if (!isTimeLeft || !canAnotherRoundSucceed(failures.map(({ failure }) => failure), startedAt, clock.now())) {
        throw makeRegionsError(failures);
      }
      await clock.sleep(ROUND_INTERVAL);
    }
  }

  private remember(answers: readonly ControlRegionRead[]): void {
    const answered = answers.filter(({ routes }) => routes !== undefined).map(({ region }) => region);
    if (answered.length === 0) return;
    this.answered = answered;
    const skipped = toSkippedRegions(answers);
    this.failed = skipped.map(({ region }) => region);
    this.report(skipped);
  }

  private report(skipped: readonly SkippedRegion[]): void {
    for (const skip of skipped) {
      if (!this.reported.has(skip.region)) this.options.onSkipped(skip);
      this.reported.add(skip.region);
    }
  }

  /** The Region that answered first comes first, and Regions that failed come last. */
  private orderRegions(): string[] {
    const isSilent = (region: string) => !this.answered.includes(region) && !this.failed.includes(region);
    return [...this.answered, ...CONTROL_REGIONS.filter(isSilent), ...this.failed];
  }
}

function toSkippedRegions(answers: readonly ControlRegionRead[]): SkippedRegion[] {
  const skipped = answers.flatMap(({ region, failure }) => (failure === undefined ? [] : [{ region, failure }]));
  return skipped.sort((a, b) => CONTROL_REGIONS.indexOf(a.region) - CONTROL_REGIONS.indexOf(b.region));
}
