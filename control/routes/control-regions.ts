import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { isRedirect } from '../../src/facts/errors';
import { MINUTE, SECOND, type Clock } from '../clock';
import { type Failure, toFailure, isTransient } from '../failure';

/** A control Region that failed, and its failure. */
export interface SkippedRegion {
  readonly region: string;
  readonly failure: Failure;
}

/** The call failed in all five control Regions. */
export class NoControlRegion extends Error {
  constructor(public readonly skipped: readonly SkippedRegion[]) {
    super('no control Region answered');
  }
}

export interface ControlRegionCallOptions {
  readonly clock: Clock;
  /** The control Regions in the order of the calls. */
  readonly order: readonly string[];
  /**
   * When the request of the caller started. If all five Regions deny access, the calls are repeated for a minute from
   * then.
   */
  readonly startedAt: number;
  /** When to stop. The first round is always completed. */
  readonly until: number;
  /** No call starts later, not even in the first round. The very first call always starts. */
  readonly notAfter?: number;
}

export interface ControlRegionCallResult<T> {
  readonly result: T;
  /** The Regions that failed before the successful call. */
  readonly skipped: readonly SkippedRegion[];
}

const ROUND_INTERVAL = 2 * SECOND;

/** Returns the five control Regions. Drained Regions come last, because they are usually drained for a fault. */
export function orderControlRegions(drained: readonly string[] = []): string[] {
  const regions = FAILOVER_CONTROL_REGIONS.map((entry) => entry.region);
  return [
    ...regions.filter((region) => !drained.includes(region)),
    ...regions.filter((region) => drained.includes(region)),
  ];
}

/**
 * Calls one control Region after another until a call succeeds, and starts another round while the failures can pass.
 * If S3 refuses the call, the refusal is thrown at once, because every Region would refuse it.
 */
export async function callAnyControlRegion<T>(
  options: ControlRegionCallOptions, call: (region: string) => Promise<T>,
): Promise<ControlRegionCallResult<T>> {
  const failures = new Map<string, Failure>();
  for (;;) {
    for (const region of options.order) {
      const isTooLate = options.clock.now() >= (options.notAfter ?? Infinity);
      if (failures.size > 0 && isTooLate) throw new NoControlRegion(toSkippedRegions(failures));
      try {
        const result = await call(region);
        failures.delete(region);
        return { result, skipped: toSkippedRegions(failures) };
      } catch (error) {
        const failure = toFailure(error);
        if (!canAnotherRegionSucceed(failure)) throw error;
        failures.set(region, failure);
      }
    }
    const isTimeLeft = options.clock.now() + ROUND_INTERVAL < options.until;
    if (!isTimeLeft || !canAnotherRoundSucceed(options, failures)) {
      throw new NoControlRegion(toSkippedRegions(failures));
    }
    await options.clock.sleep(ROUND_INTERVAL);
  }
}

function toSkippedRegions(failures: ReadonlyMap<string, Failure>): SkippedRegion[] {
  return [...failures].map(([region, failure]) => ({ region, failure }));
}

/** A redirect is a fault of one Region, too. */
function canAnotherRegionSucceed(failure: Failure): boolean {
  return isTransient(failure) || failure.kind === 'denied' || isRedirect(failure.code);
}

function canAnotherRoundSucceed(
  { clock, startedAt }: ControlRegionCallOptions,
  failures: ReadonlyMap<string, Failure>,
): boolean {
  const areAllDenied = [...failures.values()].every((failure) => failure.kind === 'denied');
  return !areAllDenied || clock.now() < startedAt + MINUTE;
}
