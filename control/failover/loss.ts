import { type Aws } from '../aws';
import { type Backlog, computeRpoSeconds, isBacklogEmpty, readBacklogs } from '../backlog';
import { type Clock } from '../clock';
import { type FailoverPlan } from './plan';

/** The writes that a change of routes can lose. */
export interface DataLossEstimate {
  /** The backlog from every drained member to every active member. */
  readonly backlogs: readonly Backlog[];
  /** The backlogs that are not empty or unknown. */
  readonly open: readonly Backlog[];
  /** The recovery point in seconds, or undefined if unknown. */
  readonly rpoSeconds?: number;
}

/** Reads the backlog from the active Regions only, because the drained Regions may be unavailable. */
export async function estimateDataLoss(
  aws: Aws,
  clock: Clock,
  { drained, activated }: FailoverPlan,
): Promise<DataLossEstimate> {
  const all = drained.length === 0 ? [] : await readBacklogs(aws, clock, [...drained, ...activated], activated);
  return summarizeLoss(
    all.filter(({ source }) => drained.some(({ region }) => region === source.region)),
    clock.now(),
  );
}

export function summarizeLoss(backlogs: readonly Backlog[], now: number): DataLossEstimate {
  const open = backlogs.filter((backlog) => !isBacklogEmpty(backlog));
  const seconds = open.map((backlog) => computeRpoSeconds(backlog, now));
  if (!seconds.every((figure) => figure !== undefined)) return { backlogs, open };
  return { backlogs, open, rpoSeconds: Math.max(0, ...seconds) };
}

export function showBacklog({ source, destination, operations, bytes, unknown }: Backlog): string {
  const pending = unknown === undefined ? `${operations} operations, ${bytes} bytes` : `unknown (${unknown})`;
  return `${source.region} -> ${destination.region}: ${pending}`;
}
