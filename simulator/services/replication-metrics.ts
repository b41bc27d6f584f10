import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type ReplicationRule } from '../model/replication';
import { type ReplicationQueue } from '../objects/replication/replication-queue';
import { destinationOf } from '../objects/replication/select-rules';

/** The metrics that S3 publishes for a replication rule, in the Region of the destination. */
export const REPLICATION_METRICS = [
  'OperationsPendingReplication', 'BytesPendingReplication', 'ReplicationLatency', 'OperationsFailedReplication',
] as const;
export type ReplicationMetricName = typeof REPLICATION_METRICS[number];

/** A rule that publishes metrics, by the values of its dimensions. */
export interface MeteredRule {
  readonly SourceBucket: string;
  readonly DestinationBucket: string;
  readonly RuleId: string;
}

const MINUTE = 60_000;

function publishesMetrics({ Destination: { Metrics: metrics, ReplicationTime: time } }: ReplicationRule): boolean {
  return metrics?.Status === 'Enabled' || time?.Status === 'Enabled';
}

/** Lists the rules that publish their metrics in a Region. */
export function listMeteredRules(
  buckets: readonly SimulatedBucket[], region: string, accountId: string,
): MeteredRule[] {
  const local = new Set(buckets.filter((bucket) => bucket.region === region).map(({ name }) => name));
  return buckets.filter((bucket) => bucket.accountId === accountId).flatMap(({ name, replication }) =>
    (replication.at(-1)?.configuration?.Rules ?? [])
      .filter((rule) => rule.Status === 'Enabled' && publishesMetrics(rule) && local.has(destinationOf(rule)))
      .map((rule) => ({ SourceBucket: name, DestinationBucket: destinationOf(rule), RuleId: rule.ID ?? '' })));
}

/** Computes the value of a metric for the minute that ends at a time. */
export function computeReplicationMetric(
  queue: ReplicationQueue, rule: MeteredRule, metric: ReplicationMetricName, at: number,
): number {
  const isOfRule = (task: { readonly source: string; readonly destination: string; readonly ruleId: string }) =>
    task.source === rule.SourceBucket && task.destination === rule.DestinationBucket && task.ruleId === rule.RuleId;
  if (metric === 'OperationsFailedReplication') {
    return queue.failures
      .filter((failure) => isOfRule(failure) && failure.failedAt > at - MINUTE && failure.failedAt <= at).length;
  }
  const pending = queue.listPendingAt(at).filter(isOfRule);
  switch (metric) {
    case 'OperationsPendingReplication': return pending.length;
    case 'BytesPendingReplication': return pending.reduce((sum, { bytes }) => sum + bytes, 0);
    case 'ReplicationLatency': return Math.max(0, ...pending.map(({ queuedAt }) => Math.ceil((at - queuedAt) / 1000)));
  }
}

/** A data point of a metric, at the beginning of its minute. */
export interface DataPoint {
  readonly at: number;
  readonly value: number;
}

/** Returns the data points of a period, the newest one first. The point of the current minute has the current value. */
export function listDataPoints(
  { start, end, now }: { readonly start: number; readonly end: number; readonly now: number },
  compute: (at: number) => number,
): DataPoint[] {
  const points: DataPoint[] = [];
  for (let at = Math.floor(Math.min(end, now) / MINUTE) * MINUTE; at >= start; at -= MINUTE) {
    points.push({ at, value: compute(Math.min(at + MINUTE, now)) });
  }
  return points;
}
