import { type Clock } from '../clock';
import { type S3Control } from '../s3-control';
import {
  CONTROL_REGIONS, CONTROL_REGION_MAJORITY, AllControlRegionsFailedError, type FailedControlRegion,
} from './control-regions';
import {
  type ControlRegionRead, findFailedControlRegions, type RoutesReading, startReadingRoutes,
} from './every-control-region';
import { submitHedged, type HedgedSubmitResult } from './hedged-submit';
import { submitRoutes } from './live-routes';
import {
  canAnotherRoundSucceed, makeRetryRoundDeadlines, type RetryPatience, CONTROL_REGION_ROUND_INTERVAL,
} from './rounds';
import { groupReadsByRoutingTable, type RoutingTableInControlRegions } from './routes-views';
import {
  type RegionDials, containsRegionDials, equalRegionDials, type LiveRoute, toRegionDials,
} from './routing';

export interface RoutesClientOptions {
  readonly s3: S3Control;
  readonly clock: Clock;
  readonly accountId: string;
  readonly accessPointArn: string;
  /** When the request started. */
  readonly startedAt: number;
  readonly patience: RetryPatience;
  /** Receives each control Region that failed, once. */
  readonly onSkipped: (skipped: FailedControlRegion) => void;
}

export interface SubmitRoutesOptions {
  readonly members: readonly LiveRoute[];
  /** The dials to submit. S3 does not change the other members. */
  readonly dials: RegionDials;
  /** Only the first attempt can start later. */
  readonly until: number;
  /** Whether a repetition leaves a change that another caller made after a submit without an answer. */
  readonly yieldsToOtherCallers?: boolean;
  /** Called before the first repetition. */
  readonly onRepeating?: () => void;
}

/** Reads and submits the routes of one access point through the five control Regions. */
export class RoutesClient {
  private readonly reported = new Set<string>();
  /** The control Regions that returned routes, in the order of the last answers. */
  private answered: readonly string[] = [];
  private failed: readonly string[] = [];

  constructor(private readonly options: RoutesClientOptions) {}

  /** Returns the table of most control Regions that answer within half a second of the first one. */
  public async read(until: number): Promise<LiveRoute[]> {
    const { answers } = await this.readUntilAnswered(until);
    return [...groupReadsByRoutingTable(answers)[0].members];
  }

  /** Waits for all control Regions, and returns the different tables that they return. */
  public async readEvery(until: number): Promise<RoutingTableInControlRegions[]> {
    const { answers } = await this.readRounds(until, ({ complete }) => complete);
    return groupReadsByRoutingTable(answers);
  }

  /**
   * Reads in rounds until a control Region returns routes and the read has settled. Throws if none returned routes
   * until `until`, or if none can.
   *
   * @param awaited the Regions to wait for after the first answer; default: all five
   */
  public readUntilAnswered(until: number, awaited?: readonly string[]): Promise<RoutesReading> {
    return this.readRounds(until, ({ settled }) => settled, awaited);
  }

  /** Submits dials in one call. */
  public async submit(submission: SubmitRoutesOptions): Promise<HedgedSubmitResult> {
    const { members, dials, until, onRepeating = () => {} } = submission;
    const { s3, clock, accountId, accessPointArn, patience, startedAt } = this.options;
    const result = await submitHedged({
      clock,
      order: this.orderRegions(),
      deadlines: makeRetryRoundDeadlines(patience, startedAt, clock.now(), until),
      send: (region) => submitRoutes(s3, region, accountId, accessPointArn, members, dials),
      isShown: async () => isShownIn(await this.readViews(), dials),
      readOutcome: async () => findSubmitOutcome(await this.readViews(), submission),
      onRepeating,
    });
    this.report(result.skipped);
    return result;
  }

  /** Reads all control Regions once. */
  private async readViews(): Promise<RoutingTableInControlRegions[]> {
    const { answers, complete } = startReadingRoutes(this.options);
    await complete;
    return groupReadsByRoutingTable(answers);
  }

  private async readRounds(
    until: number, wait: (reading: RoutesReading) => Promise<void>, awaited?: readonly string[],
  ): Promise<RoutesReading> {
    const { clock, patience, startedAt } = this.options;
    const deadlines = makeRetryRoundDeadlines(patience, startedAt, clock.now(), until);
    for (;;) {
      const reading = startReadingRoutes(this.options, awaited);
      await wait(reading);
      this.remember(reading.answers);
      // The Regions that have not answered yet are reported when they fail.
      reading.complete.then(() => this.remember(reading.answers), () => undefined);
      if (reading.answers.some(({ routes }) => routes !== undefined)) return reading;
      const skipped = findFailedControlRegions(reading.answers);
      if (!canAnotherRoundSucceed(skipped.map(({ failure }) => failure), clock.now(), deadlines)) {
        throw new AllControlRegionsFailedError(skipped);
      }
      await clock.sleep(CONTROL_REGION_ROUND_INTERVAL);
    }
  }

  private remember(answers: readonly ControlRegionRead[]): void {
    const answered = answers.filter(({ routes }) => routes !== undefined).map(({ region }) => region);
    if (answered.length === 0) return;
    this.answered = answered;
    const skipped = findFailedControlRegions(answers);
    this.failed = skipped.map(({ region }) => region);
    this.report(skipped);
  }

  private report(skipped: readonly FailedControlRegion[]): void {
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

function isShownIn(views: readonly RoutingTableInControlRegions[], dials: RegionDials): boolean {
  return views.some((view) => containsRegionDials(view.dials, dials));
}

/** If the members had the submitted dials before, a read proves nothing. */
function findSubmitOutcome(
  views: readonly RoutingTableInControlRegions[], { members, dials, yieldsToOtherCallers }: SubmitRoutesOptions,
): 'shown' | 'changed by another caller' | undefined {
  const before = toRegionDials(members.filter(({ region }) => dials.has(region)));
  if (equalRegionDials(before, dials)) return undefined;
  if (isShownIn(views, dials)) return 'shown';
  const isForeign = ({ dials: live, regions }: RoutingTableInControlRegions) =>
    regions.length >= CONTROL_REGION_MAJORITY && !containsRegionDials(live, before);
  return yieldsToOtherCallers && views.some(isForeign) ? 'changed by another caller' : undefined;
}
