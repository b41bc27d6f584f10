import { MINUTE, SECOND } from './clock';

/** Most operations end within a minute, some after half an hour, so young operations are polled more often. */
const INTERVALS = [
  { until: MINUTE, interval: 3 * SECOND },
  { until: 10 * MINUTE, interval: 10 * SECOND },
] as const;

const LONGEST_INTERVAL = 30 * SECOND;

/** Returns the time until the next poll of an operation of this age. */
export function choosePollInterval(ageMs: number): number {
  return INTERVALS.find((entry) => ageMs < entry.until)?.interval ?? LONGEST_INTERVAL;
}
