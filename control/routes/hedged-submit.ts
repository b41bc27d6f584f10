import { type Clock, SECOND } from '../clock';
import { type Failure, toFailure } from '../failure';
import { interpretRouteSubmitFailure } from './answers';
import { AllControlRegionsFailedError, RouteChangeConflictError, type FailedControlRegion } from './control-regions';
import { canAnotherRoundSucceed, CONTROL_REGION_ROUND_INTERVAL, type RoundDeadlines } from './rounds';

/** A Region that has not answered after this time is joined by the next one. */
const HEDGE_INTERVAL = SECOND;
const MAX_IN_FLIGHT = 2;
/** The time after which a submit is repeated once that met an own submit without an answer. */
const CONFLICT_INTERVAL = 2 * SECOND;

export interface HedgedSubmitOptions {
  readonly clock: Clock;
  /** The control Regions in the order of the calls. */
  readonly order: readonly string[];
  readonly send: (region: string) => Promise<void>;
  /** Whether any control Region returns the submitted dials. */
  readonly isShown: () => Promise<boolean>;
  /** Reads whether the change or another one is in effect, before a submit without an answer is repeated. */
  readonly readOutcome: () => Promise<'shown' | 'changed by another caller' | undefined>;
  /** Called before the first repetition. */
  readonly onRepeating: () => void;
  /** No submit starts after `until`, except the very first one. */
  readonly deadlines: RoundDeadlines;
}

export interface HedgedSubmitResult {
  /** Whether S3 accepted the change. If not, S3 may have applied it without an answer. */
  readonly accepted: boolean;
  /** The Regions that failed. */
  readonly skipped: readonly FailedControlRegion[];
}

type Answer = { readonly region: string; readonly error?: unknown };
type Verdict = 'accepted' | 'unconfirmed' | undefined;

/**
 * Submits one change through the control Regions until one of them accepts it. A Region without an answer is joined by
 * the next one after a second. At most two submits are in flight, because a submit that arrives late can overwrite a
 * later change.
 */
export function submitHedged(options: HedgedSubmitOptions): Promise<HedgedSubmitResult> {
  return new HedgedSubmit(options).run();
}

class HedgedSubmit {
  private readonly failures = new Map<string, Failure>();
  private readonly inFlight = new Map<string, Promise<Answer>>();
  private wasSent = false;
  private hasUnanswered = false;
  private wasRepeated = false;
  private isRepeating = false;

  constructor(private readonly options: HedgedSubmitOptions) {}

  public async run(): Promise<HedgedSubmitResult> {
    const { clock, deadlines } = this.options;
    for (;;) {
      const verdict = await this.runRound();
      if (verdict !== undefined) return { accepted: verdict === 'accepted', skipped: this.skipped };
      if (!canAnotherRoundSucceed([...this.failures.values()], clock.now(), deadlines)) {
        if (this.hasUnanswered) return { accepted: false, skipped: this.skipped };
        throw new AllControlRegionsFailedError(this.skipped);
      }
      if (!this.isRepeating) this.options.onRepeating();
      this.isRepeating = true;
      await clock.sleep(CONTROL_REGION_ROUND_INTERVAL);
      // Without this read, a repetition would overwrite the change that another caller made after a lost answer.
      const outcome = this.hasUnanswered ? await this.options.readOutcome() : undefined;
      if (outcome !== undefined) return { accepted: outcome === 'shown', skipped: this.skipped };
    }
  }

  private get skipped(): FailedControlRegion[] {
    return [...this.failures].map(([region, failure]) => ({ region, failure }));
  }

  /** Sends the change to every Region in turn. Returns undefined if all of them failed. */
  private async runRound(): Promise<Verdict> {
    const queue = [...this.options.order];
    let isDue = true;
    for (;;) {
      if (isDue && queue.length > 0 && this.inFlight.size < MAX_IN_FLIGHT && !this.isTooLate()) {
        this.start(queue.shift()!);
        isDue = false;
      }
      if (this.inFlight.size === 0) return undefined;
      const canHedge = queue.length > 0 && this.inFlight.size < MAX_IN_FLIGHT && !this.isTooLate();
      const answer = await this.waitForAnswer(canHedge ? HEDGE_INTERVAL : undefined);
      // The Region has not answered, or has failed: the next one follows at once.
      isDue = true;
      if (answer === undefined) continue;
      const verdict = await this.interpret(answer, queue);
      if (verdict !== undefined) return verdict;
    }
  }

  private isTooLate(): boolean {
    return this.wasSent && this.options.clock.now() >= this.options.deadlines.until;
  }

  private start(region: string): void {
    this.wasSent = true;
    const answer = this.options.send(region).then(() => ({ region }), (error: unknown) => ({ region, error }));
    this.inFlight.set(region, answer);
  }

  /** Returns undefined if no answer arrives in time. */
  private async waitForAnswer(timeout: number | undefined): Promise<Answer | undefined> {
    const events: Promise<Answer | undefined>[] = [...this.inFlight.values()];
    if (timeout !== undefined) events.push(this.options.clock.sleep(timeout).then(() => undefined));
    const answer = await Promise.race(events);
    if (answer !== undefined) this.inFlight.delete(answer.region);
    return answer;
  }

  private async interpret({ region, ...answer }: Answer, queue: string[]): Promise<Verdict> {
    if (!('error' in answer)) {
      this.failures.delete(region);
      return 'accepted';
    }
    const { error } = answer;
    const failure = toFailure(error);
    if (failure.kind === 'unexpected') throw error;
    switch (interpretRouteSubmitFailure(failure)) {
      case 'final': throw error;
      case 'conflict': return this.resolveConflict(region, failure, queue);
      case 'unknown':
        this.hasUnanswered = true;
        break;
      case 'refused here':
    }
    this.failures.set(region, failure);
    return undefined;
  }

  /**
   * Another change is in progress. If an own submit has no answer yet, that change can be the own one. It is accepted
   * if a Region returns it. Otherwise the submit is repeated once.
   */
  private async resolveConflict(region: string, failure: Failure, queue: string[]): Promise<Verdict> {
    if (!this.hasUnanswered && this.inFlight.size === 0) throw new RouteChangeConflictError(region, failure);
    this.failures.set(region, failure);
    if (await this.options.isShown()) return 'accepted';
    if (this.wasRepeated) return 'unconfirmed';
    this.wasRepeated = true;
    this.hasUnanswered = true;
    const repeatAt = this.options.clock.now() + CONFLICT_INTERVAL;
    const answer = await this.waitForAnswer(CONFLICT_INTERVAL);
    const verdict = answer && await this.interpret(answer, queue);
    if (verdict !== undefined) return verdict;
    await this.options.clock.sleep(repeatAt - this.options.clock.now());
    queue.unshift(region);
    return undefined;
  }
}
