import { performance } from 'node:perf_hooks';
import { type Clock, MINUTE, SECOND } from '../control/clock';

/** A timer of Node.js with more than 24.8 days fires at once. */
const LONGEST_TIMER = 24 * 60 * MINUTE;
/** The clock of a computer is adjusted by less than this time without being set. */
const ADJUSTMENT = SECOND;

/**
 * Creates the clock of commands: the time of the computer, but it never goes back. Otherwise a command that waits for
 * a time would wait longer if the clock of the computer is corrected.
 */
export function createSteadyClock(): Clock {
  let last = { time: Date.now(), uptime: performance.now() };
  return {
    now: () => {
      const time = Date.now();
      const uptime = performance.now();
      const expected = Math.floor(last.time + uptime - last.uptime);
      if (time < expected - ADJUSTMENT) return expected;
      last = { time, uptime };
      return time;
    },
    sleep: async (ms) => {
      for (let left = ms; left > 0 || left === ms; left -= LONGEST_TIMER) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(left, LONGEST_TIMER)));
      }
    },
  };
}
