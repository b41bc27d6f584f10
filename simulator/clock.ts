/** Where the simulator takes its time from, in epoch milliseconds. Everything asynchronous is decided by comparing with `now()`; there are no timers. */
export interface Clock {
  now(): number;
  /** Resolves once this clock has moved on by `ms`. Without it real time is waited for, one for one. */
  sleep?(ms: number): Promise<void>;
}

/** Waits on the given clock, or in real time when that clock cannot wait. */
export async function sleepOn(clock: Clock, ms: number): Promise<void> {
  if (clock.sleep !== undefined) {
    return clock.sleep(ms);
  }
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Real time. */
export const systemClock: Clock = { now: () => Date.now() };
