import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { MINUTE, SECOND, type Clock } from '../clock';
import { type Failure, toFailure, isTransient } from '../failure';

/** A control Region that did not do what was asked, and why. */
export interface SkippedRegion {
  readonly region: string;
  readonly failure: Failure;
}

/** None of the five did it. */
export class NoControlRegion extends Error {
  constructor(public readonly skipped: readonly SkippedRegion[]) {
    super('no control Region answered');
  }
}

export interface AnyRegionOptions {
  readonly clock: Clock;
  /** Where to ask first. */
  readonly order: readonly string[];
  /** When the caller began: a denial of all five is waited out for a minute from then. */
  readonly startedAt: number;
  /** When to give up; the first round is always ended. */
  readonly until: number;
  /** Nothing is asked later, not even in the first round. */
  readonly notAfter?: number;
}

export interface AnyRegionAnswer<T> {
  readonly result: T;
  /** Regions asked before the one that answered. */
  readonly skipped: readonly SkippedRegion[];
}

const PAUSE_BETWEEN_ROUNDS = 2 * SECOND;

/** The five, those that lose their traffic last: they are drained because something is wrong with them. */
export function orderControlRegions(drained: readonly string[] = []): string[] {
  const regions = FAILOVER_CONTROL_REGIONS.map((entry) => entry.region);
  return [...regions.filter((region) => !drained.includes(region)), ...regions.filter((region) => drained.includes(region))];
}

/**
 * Asks one control Region after another until one has done it, and goes round again while the failures may pass. A refusal ends it at once:
 * every Region would refuse the same.
 */
export async function askAnyRegion<T>(options: AnyRegionOptions, ask: (region: string) => Promise<T>): Promise<AnyRegionAnswer<T>> {
  const latest = new Map<string, Failure>();
  for (;;) {
    for (const region of options.order) {
      if (latest.size > 0 && options.clock.now() >= (options.notAfter ?? Infinity)) throw new NoControlRegion(skippedOf(latest));
      try {
        const result = await ask(region);
        latest.delete(region);
        return { result, skipped: skippedOf(latest) };
      } catch (error) {
        const failure = toFailure(error);
        if (!mayHelpElsewhere(failure)) throw error;
        latest.set(region, failure);
      }
    }
    if (options.clock.now() + PAUSE_BETWEEN_ROUNDS >= options.until || !anotherRoundMayHelp(options, latest)) {
      throw new NoControlRegion(skippedOf(latest));
    }
    await options.clock.sleep(PAUSE_BETWEEN_ROUNDS);
  }
}

function skippedOf(failures: ReadonlyMap<string, Failure>): SkippedRegion[] {
  return [...failures].map(([region, failure]) => ({ region, failure }));
}

/** A redirect is an answer about the Region, too. */
function mayHelpElsewhere(failure: Failure): boolean {
  return isTransient(failure) || failure.kind === 'denied' || failure.code === 'PermanentRedirect';
}

function anotherRoundMayHelp({ clock, startedAt }: AnyRegionOptions, failures: ReadonlyMap<string, Failure>): boolean {
  const denied = [...failures.values()].every((failure) => failure.kind === 'denied');
  return !denied || clock.now() < startedAt + MINUTE;
}
