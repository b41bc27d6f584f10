import { type ImportedAlarm } from './imported-state';

/** Describes an alarm in one line: its name, its Region, and the metrics of the buckets that it watches. */
export function describeAlarm({ name, region, metrics, buckets }: ImportedAlarm): string {
  return `${name} in ${region}: ${metrics.join(', ')} of ${buckets.join(', ')}`;
}
