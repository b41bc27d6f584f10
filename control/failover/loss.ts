import { type AwsCalls } from '../aws';
import {
  type ReplicationBacklog, type BucketLocation, computeRpoSeconds, isBacklogEmpty, readBacklogs,
} from '../backlog';
import { type Clock, SECOND } from '../clock';
import { type FailoverPlan, type ReplicationEdge } from './plan';

/** The writes that a change of routes can lose or hide. */
export interface DataLossEstimate {
  /** The backlog of every edge of the plan. */
  readonly backlogs: readonly ReplicationBacklog[];
  /** The backlogs that are not empty or unknown. */
  readonly open: readonly ReplicationBacklog[];
  /** The recovery point in seconds, or undefined if unknown. */
  readonly rpoSeconds?: number;
}

/**
 * Reads the backlog from the Regions of the destinations only, because the sources may be unavailable.
 *
 * @param limit the longest time to wait for a Region, in milliseconds; default: the time limit of the calls
 */
export async function estimateDataLoss(
  aws: AwsCalls, clock: Clock, { edges }: Pick<FailoverPlan, 'edges'>, limit?: number,
): Promise<DataLossEstimate> {
  const destinations = [...new Map(edges.map(({ destination }) => [destination.region, destination])).values()];
  const perDestination = await Promise.all(destinations.map((destination) => {
    const sources = edges.filter((edge) => edge.destination.region === destination.region).map(({ source }) => source);
    const read = readBacklogs(aws, clock, [...sources, destination], [destination]);
    return limit === undefined ? read : Promise.race([read, giveUp(clock, sources, destination, limit)]);
  }));
  return summarizeBacklogsAsLoss(orderByEdge(edges, perDestination.flat()), clock.now());
}

async function giveUp(
  clock: Clock, sources: readonly BucketLocation[], destination: BucketLocation, limit: number,
): Promise<ReplicationBacklog[]> {
  await clock.sleep(limit);
  const unknown = `CloudWatch in ${destination.region} did not answer within ${limit / SECOND} s`;
  return sources.map((source) => ({ source, destination, unknown }));
}

function orderByEdge(edges: readonly ReplicationEdge[], backlogs: readonly ReplicationBacklog[]): ReplicationBacklog[] {
  return edges.flatMap(({ source, destination }) => backlogs.filter((backlog) =>
    backlog.source.region === source.region && backlog.destination.region === destination.region));
}

export function summarizeBacklogsAsLoss(backlogs: readonly ReplicationBacklog[], now: number): DataLossEstimate {
  const open = backlogs.filter((backlog) => !isBacklogEmpty(backlog));
  const seconds = open.map((backlog) => computeRpoSeconds(backlog, now));
  if (!seconds.every((figure) => figure !== undefined)) return { backlogs, open };
  return { backlogs, open, rpoSeconds: Math.max(0, ...seconds) };
}

export function showBacklog({ source, destination, operations, bytes, unknown }: ReplicationBacklog): string {
  const pending = unknown === undefined ? `${operations} operations, ${bytes} bytes` : `unknown (${unknown})`;
  return `${source.region} -> ${destination.region}: ${pending}`;
}
