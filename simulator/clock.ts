/**
 * The source of the simulator's time, in epoch milliseconds. The simulator has no timers: it compares times with
 * `now()`.
 */
export interface SimulatorClock {
  now(): number;
  /** Resolves after `ms` of this clock. Without this method, the simulator waits in real time. */
  sleep?(ms: number): Promise<void>;
}

/** Waits on the given clock, or in real time if that clock has no `sleep`. */
export async function sleepOnClock(clock: SimulatorClock, ms: number): Promise<void> {
  if (clock.sleep !== undefined) {
    return clock.sleep(ms);
  }
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Real time. */
export const systemClock: SimulatorClock = { now: () => Date.now() };
