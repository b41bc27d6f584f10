import { MINUTE, SECOND } from './clock';

/** Polls of an operation are close together while it is young: most end within a minute, some after half an hour. */
const INTERVALS = [
  { until: MINUTE, interval: 3 * SECOND },
  { until: 10 * MINUTE, interval: 10 * SECOND },
] as const;

const LATER = 30 * SECOND;

/** How long to wait before the next poll, for an operation of that age. */
export function pollInterval(ageMs: number): number {
  return INTERVALS.find((entry) => ageMs < entry.until)?.interval ?? LATER;
}
