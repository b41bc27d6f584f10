import { type Aws } from '../aws';
import { type Backlog, isDrained, readBacklogs, rpoSeconds } from '../backlog';
import { type Clock } from '../clock';
import { type FailoverPlan } from './plan';

/** What a change of routes would leave behind. */
export interface DataLossEstimate {
  /** Between every drained member and every one that takes its traffic. */
  readonly backlogs: readonly Backlog[];
  /** Those that are not empty, or not known. */
  readonly open: readonly Backlog[];
  /** How many seconds of writes may be missing; undefined where nobody knows. */
  readonly rpoSeconds?: number;
}

/** Asks the Regions that take the traffic, never those that lose it. */
export async function estimateDataLoss(aws: Aws, clock: Clock, { drained, activated }: FailoverPlan): Promise<DataLossEstimate> {
  const all = drained.length === 0 ? [] : await readBacklogs(aws, clock, [...drained, ...activated], activated);
  return judgeLoss(all.filter(({ source }) => drained.some(({ region }) => region === source.region)), clock.now());
}

export function judgeLoss(backlogs: readonly Backlog[], now: number): DataLossEstimate {
  const open = backlogs.filter((backlog) => !isDrained(backlog));
  const seconds = open.map((backlog) => rpoSeconds(backlog, now));
  if (!seconds.every((one) => one !== undefined)) return { backlogs, open };
  return { backlogs, open, rpoSeconds: Math.max(0, ...seconds) };
}

export function showBacklog({ source, destination, operations, bytes, unknown }: Backlog): string {
  const what = unknown === undefined ? `${operations} operations, ${bytes} bytes` : `unknown (${unknown})`;
  return `${source.region} -> ${destination.region}: ${what}`;
}
